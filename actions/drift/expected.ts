/** What should be deployed, by the tenant's file and the policy functions: the other side of the comparison. */

import {
  targetArn,
  targetKind,
  targetRoleDescription,
  targetTags,
  tenantTags,
} from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { accessPointArn, bucketArn } from '../../config/values/arn';
import { lifecycleRules, OBJECT_OWNERSHIP } from '../../config/values/bucket-settings';
import type { Json } from '../../config/values/json-value';
import { accessPointPolicy } from '../../policies/access-point-policy';
import { identityPolicies } from '../../policies/access-policy';
import { bucketPolicy, statementsForBucketOwner } from '../../policies/bucket-policy';
import { policyJson } from '../../policies/policy-document';
import { trustPolicy } from '../../policies/trust-policy';
import type { AccessPointAttribute, BucketAttribute, RoleAttribute, UserAttribute } from './attributes';

export interface Expected {
  readonly tenant: Tenant;
  readonly bucket: ExpectedBucket;
  /** Who the vendor is in the account. */
  readonly principal: ExpectedPrincipal;
  /** Undefined where the file asks for none. */
  readonly accessPoint?: ExpectedAccessPoint;
}

export type ExpectedBucket =
  | {
      readonly kind: 'made';
      readonly name: string;
      readonly arn: string;
      /** Everything but the policy; `null` stands for what should not be set. */
      readonly attributes: Readonly<
        Omit<Record<BucketAttribute, Json>, 'exists' | 'owner' | 'policy' | 'accessPoints'>
      >;
      readonly policy: string;
      /** Names of the access points that tenants declare on the bucket, in whatever state. */
      readonly accessPoints: readonly string[];
    }
  /** Somebody else's: only what the tenant needs of it counts. */
  | {
      readonly kind: 'existing';
      readonly name: string;
      readonly arn: string;
      readonly region: string;
      /** The statements that its owner had to add; undefined where another tenant's stack makes the policy. */
      readonly policy?: string;
    };

/** A target role or a target user. */
export interface ExpectedPrincipal {
  readonly kind: 'role' | 'user';
  readonly name: string;
  readonly arn: string;
  /** Undefined where the access is revoked: then it should not be there. */
  readonly parts?: PrincipalParts;
}

export interface PrincipalParts {
  /** `null` stands for what should not be set. */
  readonly attributes: Readonly<Partial<Record<RoleAttribute | UserAttribute, Json>>>;
  /** A role's. */
  readonly trust?: string;
  /** By name. */
  readonly inlinePolicies: ReadonlyMap<string, string>;
}

export interface ExpectedAccessPoint {
  readonly name: string;
  readonly arn: string;
  /** Undefined where the access is revoked: then it should not be there. */
  readonly parts?: {
    readonly attributes: Readonly<Record<Exclude<AccessPointAttribute, 'exists' | 'policy'>, Json>>;
    readonly policy: string;
  };
}

const ALL_BLOCKED = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};

/**
 * `sharers`: the other tenants on the bucket that `tenant` makes. `maker`: the tenant that makes the bucket which
 * `tenant` only uses.
 */
export function expectedOf(tenant: Tenant, sharers: readonly Tenant[], maker: Tenant | undefined): Expected {
  const accessPoint = expectedAccessPoint(tenant);
  return {
    tenant,
    bucket: tenant.bucket.existing ? existingBucket(tenant, maker) : madeBucket(tenant, sharers),
    principal: expectedPrincipal(tenant),
    ...(accessPoint ? { accessPoint } : {}),
  };
}

function madeBucket(tenant: Tenant, sharers: readonly Tenant[]): ExpectedBucket {
  const { partition, region, bucket } = tenant;
  return {
    kind: 'made',
    name: bucket.name,
    arn: bucketArn(partition, bucket.name),
    attributes: {
      region,
      publicAccessBlock: ALL_BLOCKED,
      ownership: { ObjectOwnership: OBJECT_OWNERSHIP },
      acl: null,
      versioning: { Status: 'Enabled', MFADelete: 'Disabled' },
      encryption:
        bucket.kmsKeyArn === undefined
          ? { Algorithm: 'AES256', Key: null, BucketKey: null }
          : { Algorithm: 'aws:kms', Key: bucket.kmsKeyArn, BucketKey: true },
      lifecycle: lifecycleRules(bucket.noncurrentVersionDays),
      logging: bucket.logging
        ? { TargetBucket: bucket.logging.bucket, TargetPrefix: bucket.logging.prefix }
        : null,
      replication: null,
      notifications: null,
      inventory: null,
      analytics: null,
      metrics: null,
      intelligentTiering: null,
      website: null,
      cors: null,
      acceleration: null,
      requestPayment: null,
      objectLock: null,
      tags: tenantTags(tenant),
    },
    policy: policyJson(bucketPolicy(tenant, sharers)),
    accessPoints: [tenant, ...sharers].flatMap(({ accessPoint }) => accessPoint?.name ?? []),
  };
}

function existingBucket(tenant: Tenant, maker: Tenant | undefined): ExpectedBucket {
  const { partition, region, bucket, access } = tenant;
  // A revoked tenant needs nothing of the bucket any more.
  const asks = maker === undefined && access !== 'revoked';
  return {
    kind: 'existing',
    name: bucket.name,
    arn: bucketArn(partition, bucket.name),
    region,
    ...(asks ? { policy: policyJson(statementsForBucketOwner(tenant)) } : {}),
  };
}

function expectedPrincipal(tenant: Tenant): ExpectedPrincipal {
  const { target, access } = tenant;
  const kind = targetKind(tenant);
  const identity = { kind, name: target.name, arn: targetArn(tenant) };
  if (access === 'revoked') return identity;
  const inlinePolicies = new Map(
    identityPolicies(tenant).map((policy) => [policy.name, policyJson(policy)] as const),
  );
  const parts =
    kind === 'role'
      ? { attributes: roleAttributes(tenant), trust: policyJson(trustPolicy(tenant)), inlinePolicies }
      : { attributes: userAttributes(tenant), inlinePolicies };
  return { ...identity, parts };
}

function roleAttributes(
  tenant: Tenant,
): Readonly<Record<Exclude<RoleAttribute, 'exists' | 'trust' | 'inlinePolicies'>, Json>> {
  return {
    ...attributesOfBoth(tenant),
    maxSessionDuration: tenant.target.maxSessionDuration,
    description: targetRoleDescription(tenant),
  };
}

function userAttributes(
  tenant: Tenant,
): Readonly<Record<Exclude<UserAttribute, 'exists' | 'inlinePolicies' | 'accessKeys'>, Json>> {
  return { ...attributesOfBoth(tenant), groups: null, loginProfile: null };
}

function attributesOfBoth(
  tenant: Tenant,
): Readonly<Record<'path' | 'attachedPolicies' | 'permissionsBoundary' | 'tags', Json>> {
  const { path, permissionsBoundary } = tenant.target;
  return {
    path,
    attachedPolicies: null,
    permissionsBoundary: permissionsBoundary ?? null,
    tags: targetTags(tenant),
  };
}

function expectedAccessPoint(tenant: Tenant): ExpectedAccessPoint | undefined {
  const { partition, region, account, accessPoint, bucket, access } = tenant;
  const policy = accessPointPolicy(tenant);
  if (!accessPoint || !policy) return undefined;
  const { name } = accessPoint;
  const identity = { name, arn: accessPointArn(partition, region, account, name) };
  if (access === 'revoked') return identity;
  const attributes = { bucket: bucket.name, networkOrigin: 'Internet', publicAccessBlock: ALL_BLOCKED };
  return { ...identity, parts: { attributes, policy: policyJson(policy) } };
}
