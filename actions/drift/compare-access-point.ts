/** The access point against what the tenant's file asks for. */
import type { DeployedAccessPoint } from '../../aws/deployed/access-point';
import type { Absent, Present } from '../../aws/deployed/reading';
import { accessPointAttributes } from './actual';
import type { ExpectedAccessPoint } from './expected';
import { compareAttributes, compareWhole, type ResourceComparison } from './resource-comparison';

const WHOLE = {
  isGone: 'the access point is gone',
  isLeft: 'the access is revoked, but the access point is still there',
  readBy: 'bucket',
};

export function compareAccessPoint(
  { parts }: ExpectedAccessPoint,
  actual: Present<DeployedAccessPoint> | Absent,
): ResourceComparison {
  const attributes = actual.state === 'present' ? accessPointAttributes(actual.value) : undefined;
  return compareWhole(WHOLE, parts, attributes, (expected, found) =>
    compareAttributes(expected.attributes, found),
  );
}
