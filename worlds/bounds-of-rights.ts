/** Between which bounds a world that is deployed must lie. */
import type { Project } from '../config';
import type { Tenant } from '../config/tenant/tenant';
import { atOnce, type Key, type Pausing, type Point, type Rights, type World } from '../iam/reach';
import { policyOf } from './policy-statements';
import { STATED, statedWorldInSteps } from './stated-rights';

/**
 * What the file states, as bounds for a world that is deployed: short of `must` it is `less`, beyond `may` it is `more`.
 * Whom else a key's policy lets use it is its owner's to say, so there the account decides.
 */
export function rightsOf(project: Project, tenant: Tenant, actual: World): Rights {
  return atOnce(rightsOfInSteps(project, tenant, actual));
}

/** The same, with pauses. */
export function* rightsOfInSteps(project: Project, tenant: Tenant, actual: World): Pausing<Rights> {
  const stated = yield* statedWorldInSteps(project, tenant);
  const own = stated.keys ?? [];
  const others = (actual.keys ?? [])
    .filter(({ arn }) => !own.some((key) => key.arn === arn))
    .map(({ arn }): Key => ({ arn, policy: policyOf('key', STATED, []) }));
  const keys = [...own, ...others];
  const accessPoints = pointsOnBucket(stated, actual);
  return { must: { ...stated, keys }, may: { ...stated, keys: keys.map(withAccount), accessPoints } };
}

/** Another access point on the bucket is another way in for those whom the account's own policies let in anyway. */
function pointsOnBucket(
  { accessPoints: stated = [] }: World,
  { accessPoints = [] }: World,
): readonly Point[] {
  const others = accessPoints.filter(({ arn }) => !stated.some((point) => point.arn === arn));
  return [...stated, ...others.map(({ arn }) => ({ arn, policy: leftToAccount('access-point', arn) }))];
}

/** As AWS makes keys: beside what is stated, the policy leaves their use to the policies of their own account. */
function withAccount({ arn, policy }: Key): Key {
  const left = leftToAccount('key', arn);
  const statements = [...(policy?.statements ?? []), ...left.statements];
  return { arn, policy: { ...left, statements: statements.map((each, index) => ({ ...each, index })) } };
}

/** The policies of the account that owns it decide. */
function leftToAccount(kind: 'key' | 'access-point', arn: string): ReturnType<typeof policyOf> {
  const [, partition, , , account] = arn.split(':');
  const Principal = { AWS: `arn:${partition}:iam::${account}:root` };
  const Action = kind === 'key' ? 'kms:*' : 's3:*';
  return policyOf(kind, STATED, [{ Effect: 'Allow', Principal, Action, Resource: '*' }]);
}
