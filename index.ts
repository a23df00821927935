/**
 * The constructs of s3-handshake, and what they are made from, for a CDKTF app of one's own.
 *
 * `defineTenant` makes a tenant from values and `loadProject` reads tenants from files; `TenantStack` makes a stack of
 * one, `VendorAccess` makes it part of another stack. `CustomerBucket`, `TargetRole`, `TargetUser` and
 * `VendorAccessPoint` are the parts, each of which serves alone. The policy functions give documents as values, with the
 * reason for each statement.
 *
 * An app with one tenant, whole; `npx cdktf deploy acme-prod` makes it:
 *
 * ```ts
 * import { App } from 'cdktf';
 * import { defineTenant, localAws, TenantStack } from 's3-handshake';
 *
 * const tenant = defineTenant({
 *   tenant: 'acme-prod',
 *   customer: 'acme',
 *   vendor: 'amperity',
 *   account: '111122223333',
 *   region: 'us-east-1',
 *   principal: 'arn:aws:iam::999988887777:role/prod/amperity-plugin',
 *   externalId: '01234567890123456789',
 *   bucket: { name: 'acme-amperity-exchange' },
 *   grants: [{ prefix: 'to-amperity/', allow: ['get', 'list'] }],
 * });
 *
 * const app = new App();
 * new TenantStack(app, tenant.name, { tenant, localAws: localAws(process.env) });
 * app.synth();
 * ```
 *
 * `localAws(process.env)` is undefined, and AWS is meant, until a shell has the exports of `npx s3-handshake local-aws`.
 * The same in a stack of one's own, with a bucket that the app has already:
 *
 * ```ts
 * import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
 * import { TerraformStack } from 'cdktf';
 * import { AwsAccount, VendorAccess } from 's3-handshake';
 *
 * const stack = new TerraformStack(app, 'data-lake');
 * new AwsAccount(stack, 'account', { account: '111122223333', region: 'us-east-1' });
 * const lake = new S3Bucket(stack, 'lake', { bucket: 'acme-data-lake' });
 * // The tenant's bucket is { name: 'acme-data-lake', existing: true } then.
 * new VendorAccess(stack, 'amperity', { tenant, bucket: lake });
 * ```
 *
 * And from the parts, without a tenant: one role with grants on two buckets.
 *
 * ```ts
 * import {
 *   CustomerBucket,
 *   closedBucketPolicy,
 *   grantsPolicy,
 *   TargetRole,
 *   vendorTrustPolicy,
 * } from 's3-handshake';
 *
 * const region = 'us-east-1';
 * const [events, audiences] = ['acme-events', 'acme-audiences'].map(
 *   (bucketName) =>
 *     new CustomerBucket(stack, bucketName, { bucketName, policy: closedBucketPolicy({ bucketName, region }) }),
 * );
 * new TargetRole(stack, 'partner', {
 *   roleName: 'partner',
 *   trustPolicy: vendorTrustPolicy({
 *     principals: ['arn:aws:iam::444455556666:root'],
 *     externalIds: ['acme-partner-1'],
 *   }),
 *   policies: [
 *     grantsPolicy({
 *       region,
 *       account: '111122223333',
 *       buckets: [
 *         { bucketName: events.bucketName, grants: [{ prefix: 'daily/', allow: ['get', 'list'] }] },
 *         { bucketName: audiences.bucketName, grants: [{ prefix: 'in/', allow: ['put'] }] },
 *       ],
 *     }),
 *   ],
 * });
 * ```
 *
 * `examples/` holds these and others as whole apps.
 *
 * @packageDocumentation
 */
export { loadProject } from './config';
export type { AdoptedBucket, AdoptedRole, Adoption } from './config/adoption/adoption';
export { readAdoption } from './config/adoption/adoption-file';
export { type DefineOptions, defineTenant, defineTenants } from './config/fleet/define-tenants';
export type { Fleet, FleetDefaults, FleetOrganization, FleetRoles, FleetState } from './config/fleet/fleet';
export type { LoadOptions, Position, Project } from './config/fleet/project';
export { sharersOf } from './config/fleet/sharing';
export { selectTenants } from './config/fleet/tenant-selection';
export { targetArn, targetRoleArn, targetUserArn, tenantTags } from './config/tenant/names';
export type {
  AccessState,
  Adoptable,
  Awaited,
  Bucket,
  CredentialsKind,
  Grant,
  Target,
  Tenant,
} from './config/tenant/tenant';
export type {
  BucketDefinition,
  GrantDefinition,
  RoleDefinition,
  TenantDefinition,
} from './config/tenant/tenant-definition';
export { type ErrorSource, UserError, type UserErrorOptions } from './config/user-error';
export type { Access } from './config/values/access';
export type { Partition } from './config/values/arn';
export type { DeclaredSetting } from './config/values/bucket-settings';
export { type LocalAws, localAws } from './config/values/local-aws';
export type {
  HandoverField,
  HandoverValue,
  LayoutRule,
  NameRule,
  PrincipalChoice,
  PrincipalForm,
  VendorError,
  VendorPrincipal,
  VendorProfile,
  VendorUse,
} from './config/vendor/vendor';
export type { Problem } from './config/yaml/problem';
export { AwsAccount, type AwsAccountProps } from './constructs/aws-account';
export type { BucketReference } from './constructs/bucket-reference';
export { CustomerBucket, type CustomerBucketProps } from './constructs/customer-bucket';
export type { InlinePolicy } from './constructs/inline-policy';
export { ReplacementGuard, type ReplacementGuardProps } from './constructs/replacement-guard';
export { TargetRole, type TargetRoleProps } from './constructs/target-role';
export { TargetUser, type TargetUserProps } from './constructs/target-user';
export type { TenantResources, TenantResourcesProps } from './constructs/tenant-resources';
export { VendorAccess, type VendorAccessProps } from './constructs/vendor-access';
export { VendorAccessPoint, type VendorAccessPointProps } from './constructs/vendor-access-point';
export {
  type AccessPointGrants,
  accessPointGrantsPolicy,
  type ClosedBucketProps,
  closedBucketPolicy,
  grantedAccessPointArn,
} from './policies/access-point-grants';
export { accessPointPolicy } from './policies/access-point-policy';
export { accessPolicy, identityPolicies } from './policies/access-policy';
export { boundaryPolicy } from './policies/boundary-policy';
export { bucketPolicy, statementsForBucketOwner } from './policies/bucket-policy';
export { deployerPolicy } from './policies/deployer-policy';
export {
  type BucketGrants,
  type GrantsPolicyProps,
  grantsPolicy,
} from './policies/grants-policy';
export { statementsForKeyOwner } from './policies/key-policy';
export {
  type ConditionBlock,
  documentOf,
  type Policy,
  type PolicyDocument,
  policyJson,
  type ReasonedStatement,
  type Statement,
} from './policies/policy-document';
export type { PolicyDocumentValue, PolicyValue } from './policies/policy-value';
export { type AttachedPolicy, tenantPolicies } from './policies/tenant-policies';
export { trustPolicy } from './policies/trust-policy';
export { type VendorTrustProps, vendorTrustPolicy } from './policies/vendor-trust';
export { TenantStack, type TenantStackProps } from './stacks/tenant-stack';
