/** What should be deployed, by the tenant's file and the policy functions: the other side of the comparison. */

import {
  targetKind,
  targetRoleArn,
  targetRoleDescription,
  targetUserArn,
  tenantTags,
} from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { accessPointArn, bucketArn } from '../../config/values/arn';
import { ABORT_MULTIPART_DAYS, LIFECYCLE_RULES, OBJECT_OWNERSHIP } from '../../config/values/bucket-settings';
import type { Json } from '../../config/values/json-value';
import { accessPointPolicy } from '../../policies/access-point-policy';
import { identityPolicies } from '../../policies/access-policy';
import { bucketPolicy, statementsForBucketOwner } from '../../policies/bucket-policy';
import { policyJson } from '../../policies/policy-document';
import { trustPolicy } from '../../policies/trust-policy';
import type { AccessPointAttribute, BucketAttribute, RoleAttribute, UserAttribute } from './attributes';

export interface Wanted {
  readonly tenant: Tenant;
  readonly bucket: WantedBucket;
  /** Who the vendor is in the account. */
  readonly principal:
    | { readonly kind: 'role'; readonly role: WantedRole }
    | { readonly kind: 'user'; readonly user: WantedUser };
  /** Undefined where the file asks for none. */
  readonly accessPoint?: WantedAccessPoint;
}

export type WantedBucket =
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

export type WantedRole =
  | {
      readonly kind: 'there';
      readonly name: string;
      readonly arn: string;
      readonly attributes: Readonly<
        Record<Exclude<RoleAttribute, 'exists' | 'trust' | 'inlinePolicies'>, Json>
      >;
      readonly trust: string;
      /** By name. */
      readonly inlinePolicies: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'gone'; readonly name: string; readonly arn: string };

export type WantedUser =
  | {
      readonly kind: 'there';
      readonly name: string;
      readonly arn: string;
      readonly attributes: Readonly<
        Record<Exclude<UserAttribute, 'exists' | 'inlinePolicies' | 'accessKeys'>, Json>
      >;
      /** By name. */
      readonly inlinePolicies: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'gone'; readonly name: string; readonly arn: string };

export type WantedAccessPoint =
  | {
      readonly kind: 'there';
      readonly name: string;
      readonly arn: string;
      readonly attributes: Readonly<Record<Exclude<AccessPointAttribute, 'exists' | 'policy'>, Json>>;
      readonly policy: string;
    }
  | { readonly kind: 'gone'; readonly name: string; readonly arn: string };

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
export function wantedOf(tenant: Tenant, sharers: readonly Tenant[], maker: Tenant | undefined): Wanted {
  const accessPoint = wantedAccessPoint(tenant);
  return {
    tenant,
    bucket: tenant.bucket.existing ? existingBucket(tenant, maker) : madeBucket(tenant, sharers),
    principal:
      targetKind(tenant) === 'user'
        ? { kind: 'user', user: wantedUser(tenant) }
        : { kind: 'role', role: wantedRole(tenant) },
    ...(accessPoint ? { accessPoint } : {}),
  };
}

function madeBucket(tenant: Tenant, sharers: readonly Tenant[]): WantedBucket {
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
      lifecycle: {
        [LIFECYCLE_RULES.abortUploads]: {
          Status: 'Enabled',
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: ABORT_MULTIPART_DAYS },
        },
        [LIFECYCLE_RULES.expireVersions]: {
          Status: 'Enabled',
          NoncurrentVersionExpiration: { NoncurrentDays: bucket.noncurrentVersionDays },
          Expiration: { ExpiredObjectDeleteMarker: true },
        },
      },
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

function existingBucket(tenant: Tenant, maker: Tenant | undefined): WantedBucket {
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

function wantedRole(tenant: Tenant): WantedRole {
  const { target: role, access } = tenant;
  const identity = { name: role.name, arn: targetRoleArn(tenant) };
  if (access === 'revoked') return { kind: 'gone', ...identity };
  return {
    kind: 'there',
    ...identity,
    attributes: {
      path: role.path,
      attachedPolicies: null,
      permissionsBoundary: role.permissionsBoundary ?? null,
      maxSessionDuration: role.maxSessionDuration,
      description: targetRoleDescription(tenant),
      tags: tenantTags(tenant),
    },
    trust: policyJson(trustPolicy(tenant)),
    inlinePolicies: inlinePolicies(tenant),
  };
}

function wantedUser(tenant: Tenant): WantedUser {
  const { target: role, access } = tenant;
  const identity = { name: role.name, arn: targetUserArn(tenant) };
  if (access === 'revoked') return { kind: 'gone', ...identity };
  return {
    kind: 'there',
    ...identity,
    attributes: {
      path: role.path,
      attachedPolicies: null,
      groups: null,
      loginProfile: null,
      permissionsBoundary: role.permissionsBoundary ?? null,
      tags: tenantTags(tenant),
    },
    inlinePolicies: inlinePolicies(tenant),
  };
}

function inlinePolicies(tenant: Tenant): ReadonlyMap<string, string> {
  return new Map(identityPolicies(tenant).map((policy) => [policy.name, policyJson(policy)]));
}

function wantedAccessPoint(tenant: Tenant): WantedAccessPoint | undefined {
  const { partition, region, account, accessPoint, bucket, access } = tenant;
  const policy = accessPointPolicy(tenant);
  if (!accessPoint || !policy) return undefined;
  const { name } = accessPoint;
  const identity = { name, arn: accessPointArn(partition, region, account, name) };
  if (access === 'revoked') return { kind: 'gone', ...identity };
  return {
    kind: 'there',
    ...identity,
    attributes: { bucket: bucket.name, networkOrigin: 'Internet', publicAccessBlock: ALL_BLOCKED },
    policy: policyJson(policy),
  };
}
