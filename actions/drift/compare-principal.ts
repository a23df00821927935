/** The target role or the target user against what the tenant's file asks for. */
import type { DeployedTarget } from '../../aws/deployed/tenant-readings';
import { type Actual, roleAttributes, userAttributes } from './actual';
import type { RoleAttribute, UserAttribute } from './attributes';
import { compareAccessKeys } from './compare-access-keys';
import type { ExpectedPrincipal } from './expected';
import {
  compareAttributes,
  compareWhole,
  NOTHING,
  type ResourceComparison,
  together,
} from './resource-comparison';

const WHOLE = {
  role: {
    isGone: 'the target role is gone',
    isLeft: 'the access is revoked, but the role is still there',
    readBy: 'path',
  },
  user: {
    isGone: 'the target user is gone',
    isLeft: 'the access is revoked, but the user is still there, and its keys',
    readBy: 'path',
  },
};

export function comparePrincipal(
  { kind, parts }: ExpectedPrincipal,
  target: DeployedTarget,
  now: Date,
): ResourceComparison {
  const actual = target.kind === 'role' ? target.role : target.user;
  if (actual.state === 'absent') return compareWhole(WHOLE[kind], parts, undefined, () => NOTHING);
  const deployed = actual.value;
  const isUser = 'accessKeys' in deployed;
  const attributes: Actual<RoleAttribute | UserAttribute> = isUser
    ? userAttributes(deployed)
    : roleAttributes(deployed);
  return compareWhole(WHOLE[kind], parts, attributes, (expected, found) =>
    together(
      compareAttributes(expected.attributes, found),
      isUser ? compareAccessKeys(deployed, now) : NOTHING,
    ),
  );
}
