/** Every policy that a tenant's stack deploys, in one list: for those who approve them, measure them or prove them. */

import { pointArn, targetArn, targetKind } from '../config/tenant/names';
import type { Tenant } from '../config/tenant/tenant';
import { bucketArn } from '../config/values/arn';
import { accessPointPolicy } from './access-point-policy';
import { identityPolicies } from './access-policy';
import { bucketPolicy } from './bucket-policy';
import type { Policy } from './policy-document';
import { trustPolicy } from './trust-policy';

/** A policy and what it is attached to. */
export interface AttachedPolicy {
  readonly kind: 'trust' | 'role' | 'user' | 'bucket' | 'access-point';
  readonly policy: Policy;
  /** ARN of what the policy hangs on. */
  readonly on: string;
}

/** `sharers`: the other tenants on the bucket that `tenant` makes. */
export function tenantPolicies(tenant: Tenant, sharers: readonly Tenant[]): readonly AttachedPolicy[] {
  const { partition, bucket, access } = tenant;
  const onBucket: readonly AttachedPolicy[] = bucket.existing
    ? []
    : [{ kind: 'bucket', policy: bucketPolicy(tenant, sharers), on: bucketArn(partition, bucket.name) }];
  if (access === 'revoked') return onBucket;
  const on = targetArn(tenant);
  const kind = targetKind(tenant);
  const onPoint = accessPointPolicy(tenant);
  const point = pointArn(tenant);
  return [
    ...(kind === 'role' ? [{ kind: 'trust' as const, policy: trustPolicy(tenant), on }] : []),
    ...identityPolicies(tenant).map((policy): AttachedPolicy => ({ kind, policy, on })),
    ...(onPoint && point !== undefined
      ? [{ kind: 'access-point' as const, policy: onPoint, on: point }]
      : []),
    ...onBucket,
  ];
}
