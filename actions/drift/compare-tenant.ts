/** The comparison of one tenant: what is expected against what is deployed. */

import type { DeployedAccessPoint } from '../../aws/deployed/access-point';
import type { AbsentBucket, DeployedBucket } from '../../aws/deployed/bucket';
import type { Absent, Present } from '../../aws/deployed/reading';
import type { DeployedRole } from '../../aws/deployed/role';
import type { DeployedUser } from '../../aws/deployed/user';
import type { Resource } from '../../report/finding';
import { compareAccessPoint } from './compare-access-point';
import { compareBucket } from './compare-bucket';
import { comparePrincipal } from './compare-principal';
import type { Expected } from './expected';
import type { TenantResult, Unread } from './finding';
import { type Locate, makeFinding } from './make-finding';
import type { ResourceComparison } from './resource-comparison';

/** What is deployed for one tenant. */
export interface Deployed {
  readonly bucket: Present<DeployedBucket> | AbsentBucket;
  readonly principal: DeployedPrincipal;
  readonly accessPoint?: Present<DeployedAccessPoint> | Absent;
  /** Whether the account as a whole blocks public access, whatever its buckets say. */
  readonly accountBlocksPublicAccess: boolean;
  /** When it was read: keys grow old. */
  readonly now: Date;
}

/** Of the kind that the tenant's file asks for. */
export type DeployedPrincipal = Present<DeployedRole> | Present<DeployedUser> | Absent;

export function compareTenant(expected: Expected, deployed: Deployed, locate: Locate): TenantResult {
  const { tenant, bucket, principal, accessPoint } = expected;
  const { name, account } = tenant;
  const comparisons: readonly (readonly [Resource, ResourceComparison])[] = [
    [{ kind: 'bucket', arn: bucket.arn }, compareBucket(bucket, deployed, tenant)],
    [
      { kind: principal.kind, arn: principal.arn },
      comparePrincipal(principal, deployed.principal, tenant, deployed.now),
    ],
    ...(accessPoint && deployed.accessPoint
      ? [
          [
            { kind: 'access-point' as const, arn: accessPoint.arn },
            compareAccessPoint(accessPoint, deployed.accessPoint, tenant),
          ] as const,
        ]
      : []),
  ];
  return {
    tenant: name,
    account,
    findings: comparisons.flatMap(([resource, { judged }]) =>
      judged.map((each) => makeFinding(tenant, resource, each, locate)),
    ),
    unread: comparisons.flatMap(([resource, { unread }]) =>
      unread.map(
        ({ right, reason, message }): Unread => ({
          tenant: name,
          account,
          resource: resource.arn,
          right,
          reason,
          message,
        }),
      ),
    ),
  };
}
