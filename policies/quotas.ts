/** AWS's limits on the size of policies, told before AWS says so. */
import { targetKind } from '../config/tenant/names';
import type { Tenant } from '../config/tenant/tenant';
import { identityPolicies } from './access-policy';
import { type Policy, policyJson } from './policy-document';
import { type AttachedPolicy, tenantPolicies } from './tenant-policies';

/**
 * IAM counts characters without white space, S3 and KMS bytes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 */
export const QUOTAS = {
  trust: { limit: 2048, unit: 'characters' },
  /** All inline policies of a role together. */
  inline: { limit: 10_240, unit: 'characters' },
  /** All inline policies of a user together. */
  ofUser: { limit: 2048, unit: 'characters' },
  managed: { limit: 6144, unit: 'characters' },
  bucket: { limit: 20 * 1024, unit: 'bytes' },
  accessPoint: { limit: 20 * 1024, unit: 'bytes' },
  key: { limit: 32 * 1024, unit: 'bytes' },
} as const;

export interface QuotaProblem {
  /** The field of the tenant's file that makes the policy as long as it is. */
  readonly path: string;
  readonly message: string;
}

/** `attached`: what the tenant's stack deploys, where it was made already; see `tenantPolicies`. */
export function quotaProblems(
  tenant: Tenant,
  sharers: readonly Tenant[],
  attached?: readonly AttachedPolicy[],
): readonly QuotaProblem[] {
  if (!attached && sharers.length === 0 && saysLittle(tenant)) return [];
  return problemsOf(tenant, sharers, attached ?? tenantPolicies(tenant, sharers));
}

/** Characters in the trust policy: each is there for every principal, and beside that for the role itself and the verifier. */
const LITTLE_TRUST = 260;
/** Characters in the other policies. */
const LITTLE_ACCESS = 1_000;

/**
 * Whether a role's policies are far from every quota, told without making them: of thousands of tenants that are looked
 * at before they are written, hardly one has long policies, and to make them all would cost more than all else.
 */
export function saysLittle(tenant: Tenant): boolean {
  const { vendor, vendorPrincipals, externalIds, verifier, target, bucket, accessPoint, grants } = tenant;
  if (targetKind(tenant) === 'user' || vendorPrincipals.length > 2 || grants.length > 4) return false;
  const trust = [...vendorPrincipals, ...externalIds, verifier?.principal, target.path, target.name];
  const access = [
    ...[tenant.name, bucket.name, bucket.kmsKeyArn, accessPoint?.name, target.path, target.name],
    ...grants.flatMap(({ prefix, extraActions }) => [prefix, ...extraActions]),
    ...[...vendor.bucketWideActions, ...vendor.kmsActions],
  ];
  return lengthOf([...trust, ...vendor.trustActions]) <= LITTLE_TRUST && lengthOf(access) <= LITTLE_ACCESS;
}

/** In bytes at most, as they stand in JSON: two blanks take as much as the quotation marks around each. */
function lengthOf(texts: readonly (string | undefined)[]): number {
  return Buffer.byteLength(JSON.stringify(texts.join('  ')));
}

function problemsOf(
  tenant: Tenant,
  sharers: readonly Tenant[],
  attached: readonly AttachedPolicy[],
): readonly QuotaProblem[] {
  const { access } = tenant;
  // What is suspended or revoked must have room to be active again.
  const active = access === 'active' ? attached : tenantPolicies({ ...tenant, access: 'active' }, sharers);
  const of = (kind: AttachedPolicy['kind']): readonly Policy[] =>
    active.filter((one) => one.kind === kind).map(({ policy }) => policy);
  return [
    ...(targetKind(tenant) === 'user'
      ? ofUser(tenant)
      : [...check('trust', of('trust'), longestOfTrust(tenant), 'trust policy'), ...ofRole(tenant)]),
    ...check('accessPoint', of('access-point'), 'grants', "access point's policy"),
    ...check('bucket', of('bucket'), 'bucket', "bucket's policy"),
  ];
}

/** Which field makes the trust policy long: each principal has a statement, in which all external IDs stand. */
function longestOfTrust({ vendorPrincipals, externalIds }: Tenant): 'principal' | 'externalId' {
  const length = (texts: readonly string[]): number => texts.join('').length;
  return vendorPrincipals.length > 1 || length(vendorPrincipals) > length(externalIds)
    ? 'principal'
    : 'externalId';
}

/** Written when a tenant is resumed; every moment is as long as this one. */
const A_MOMENT = '2026-01-01T00:00:00Z';

/** With the Denies in it that a suspension and a resumption add: a role whose policy has no room for them stays open. */
function ofRole(tenant: Tenant): readonly QuotaProblem[] {
  const { revokeSessionsBefore = A_MOMENT } = tenant;
  const cutOff = identityPolicies({ ...tenant, access: 'suspended', revokeSessionsBefore });
  return check('inline', cutOff, 'grants', "role's inline policies, with the Denies of a suspension,");
}

/** With the Deny in it: a user whose policy has no room for it could not be suspended. */
function ofUser(tenant: Tenant): readonly QuotaProblem[] {
  const suspended = identityPolicies({ ...tenant, access: 'suspended' });
  return check('ofUser', suspended, 'grants', "user's inline policies, with the Deny of a suspension,");
}

function check(
  quota: keyof typeof QUOTAS,
  policies: readonly Policy[],
  path: string,
  what: string,
): readonly QuotaProblem[] {
  const { limit, unit } = QUOTAS[quota];
  const texts = policies.map(policyJson);
  const size = texts.reduce(
    (sum, text) => sum + (unit === 'bytes' ? Buffer.byteLength(text) : text.length),
    0,
  );
  if (size <= limit) return [];
  return [{ path, message: `the ${what} would be ${size} ${unit} long; AWS allows ${limit}` }];
}
