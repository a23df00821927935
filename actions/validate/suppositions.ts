/**
 * Each policy must say what the file does, even where another one keeps a mistake in it from making a difference: within
 * one account the target's own policy is enough, and a suspended tenant is denied everything. So the same worlds are
 * compared as if the other policy were not there.
 */
import type { Tenant } from '../../config/tenant/tenant';
import { type Policy, parsePolicy } from '../../iam';
import type { World } from '../../iam/reach';

export interface Supposition {
  /** In a sentence, what is supposed. */
  readonly says: string;
  /** Whether statements count that a further policy keeps from opening anything. */
  readonly dormant: boolean;
  of(world: World): World;
}

/**
 * What the policies of the bucket and of the key give by themselves, directly and through an access point that lets the
 * target do everything. The target stands in the place of its account, which would leave the right to its own policies.
 */
const BY_BUCKET: Supposition = {
  says: 'by the policies of bucket and key alone',
  dormant: false,
  of: (world) => {
    const { bucket, accessPoints = [], keys = [], actor } = world;
    const point = actor && lettingIn(actor.arn, 'access-point');
    return {
      ...withIdentity(world, []),
      ...(bucket ? { bucket: { ...bucket, policy: asTarget(bucket.policy, world) } } : {}),
      accessPoints: accessPoints.map((each) => ({ ...each, policy: point })),
      keys: keys.map((key) => ({ ...key, policy: asTarget(key.policy, world) })),
    };
  },
};

/** What the access point's policy gives by itself, on a bucket that lets the target do everything. */
const BY_POINT: Supposition = {
  says: "by the access point's policy alone",
  dormant: false,
  of: (world) => {
    const { bucket, accessPoints = [], actor } = world;
    const { defaultKey: _, ...plain } = bucket ?? { name: '' };
    return {
      ...withIdentity(world, []),
      bucket: { ...plain, policy: actor && lettingIn(actor.arn, 'bucket') },
      accessPoints: accessPoints.map((each) => ({ ...each, policy: asTarget(each.policy, world) })),
      keys: [],
    };
  },
};

/** No policy of a resource gives anything by itself. */
const WITHOUT_OWN_POLICIES: Supposition = {
  says: "although the target's own policies say nothing",
  dormant: false,
  of: (world) => withIdentity(world, []),
};

/** An account that is nobody's. */
const ANOTHER = '000000000000';

/** A bucket's name is anybody's once the bucket is gone: whoever takes it may let everybody in. */
const OTHER_OWNER: Supposition = {
  says: 'in a bucket of the same name that another account owns',
  dormant: false,
  of: (world) => {
    const { actor, bucket } = world;
    if (!actor || !bucket) return world;
    return {
      ...withIdentity(world, actor.identity),
      account: ANOTHER,
      bucket: { name: bucket.name, policy: lettingIn(actor.arn, 'bucket') },
      accessPoints: [],
      keys: [],
    };
  },
};

/** What the Deny of a suspension holds back. */
const RESUMED: Supposition = {
  says: 'when it is resumed',
  dormant: true,
  of: (world) =>
    withIdentity(
      world,
      (world.actor?.identity ?? []).map((policy) => ({
        ...policy,
        statements: policy.statements.filter(
          ({ effect, conditions }) => effect === 'Allow' || conditions.length > 0,
        ),
      })),
    ),
};

/** The Deny of a suspension keeps this shut too, until it is taken away. */
const OTHER_OWNER_WHEN_RESUMED: Supposition = {
  ...OTHER_OWNER,
  says: `when it is resumed, ${OTHER_OWNER.says}`,
  of: (world) => OTHER_OWNER.of(RESUMED.of(world)),
};

export function suppositionsFor({ access, accessPoint }: Tenant): readonly Supposition[] {
  if (access === 'revoked') return [];
  return [
    BY_BUCKET,
    ...(accessPoint ? [BY_POINT] : []),
    WITHOUT_OWN_POLICIES,
    OTHER_OWNER,
    ...(access === 'suspended' ? [RESUMED, OTHER_OWNER_WHEN_RESUMED] : []),
  ];
}

/** Who may assume the role is asked of the worlds as they are. */
function withIdentity(world: World, identity: readonly Policy[]): World {
  const { actor } = world;
  if (!actor) return world;
  const { trust: _, ...rest } = actor;
  return { ...world, actor: { ...rest, identity } };
}

function lettingIn(arn: string, kind: 'bucket' | 'access-point'): Policy {
  const Statement = { Effect: 'Allow', Principal: { AWS: arn }, Action: 's3:*', Resource: '*' };
  const parsed = parsePolicy({ Version: '2012-10-17', Statement }, kind, 'a policy that is supposed');
  if (!parsed.ok) throw new Error('the policy that lets the target in is none');
  return parsed.policy;
}

/** An account in a resource's policy leaves the right to the own policies of its principals; the target itself does not. */
function asTarget(policy: Policy | undefined, { account, actor }: World): Policy | undefined {
  if (!actor || !policy) return policy;
  return {
    ...policy,
    statements: policy.statements.map((statement) => {
      const { principal, effect } = statement;
      if (principal?.element !== 'Principal' || effect === 'Deny') return statement;
      const principals = principal.principals.map((pattern) =>
        pattern.kind === 'account' && pattern.account === account
          ? ({ kind: 'arn', text: actor.arn } as const)
          : pattern,
      );
      return { ...statement, principal: { ...principal, principals } };
    }),
  };
}
