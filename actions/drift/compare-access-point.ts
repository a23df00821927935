/** The access point against what the tenant's file asks for. */
import type { DeployedAccessPoint } from '../../aws/deployed/access-point';
import type { Absent, Present } from '../../aws/deployed/reading';
import type { Tenant } from '../../config/tenant/tenant';
import { accessPointAttributes } from './actual';
import type { ExpectedAccessPoint } from './expected';
import {
  compareAttributes,
  comparePolicy,
  compareWhole,
  type ResourceComparison,
  together,
} from './resource-comparison';

const WHOLE = {
  isGone: 'the access point is gone',
  isLeft: 'the access is revoked, but the access point is still there',
  readBy: 'bucket',
};

export function compareAccessPoint(
  { parts }: ExpectedAccessPoint,
  actual: Present<DeployedAccessPoint> | Absent,
  { partition }: Tenant,
): ResourceComparison {
  const attributes = actual.state === 'present' ? accessPointAttributes(actual.value) : undefined;
  return compareWhole(WHOLE, parts, attributes, (expected, found) =>
    together(
      compareAttributes(expected.attributes, found),
      comparePolicy('policy', expected.policy, found.policy, partition),
    ),
  );
}
