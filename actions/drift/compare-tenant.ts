/** The comparison of one tenant: what is expected against what is deployed. */

import type { DeployedTenant } from '../../aws/deployed/deployed-tenant';
import type { Resource } from '../../report/finding';
import { compareAccessPoint } from './compare-access-point';
import { compareBucket } from './compare-bucket';
import { comparePrincipal } from './compare-principal';
import type { Expected } from './expected';
import type { TenantResult, Unread } from './finding';
import { type Locate, makeFinding } from './make-finding';
import type { ResourceComparison } from './resource-comparison';

/** `now`: keys grow old. */
export function compareTenant(
  expected: Expected,
  deployed: DeployedTenant,
  now: Date,
  locate: Locate,
): TenantResult {
  const { tenant, bucket, principal, accessPoint } = expected;
  const { name, account } = tenant;
  const point = accessPoint && deployed.accessPoints.get(accessPoint.name);
  const comparisons: readonly (readonly [Resource, ResourceComparison])[] = [
    [{ kind: 'bucket', arn: bucket.arn }, compareBucket(bucket, deployed, tenant)],
    [{ kind: principal.kind, arn: principal.arn }, comparePrincipal(principal, deployed.target, tenant, now)],
    ...(accessPoint && point
      ? [
          [
            { kind: 'access-point' as const, arn: accessPoint.arn },
            compareAccessPoint(accessPoint, point, tenant),
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
