/** Who may do what, where, in one world: what it allows that an empty one does not. */
import { type CompareOptions, compareInSteps } from './compare';
import type { Comparison } from './difference';
import type { Pausing } from './pausing';
import type { Facts, World } from './world';

/** Differences of direction `more`; with `dormant`, those statements too that open nothing today. */
export function enumerateInSteps(
  world: World,
  facts: Facts,
  options: Pick<CompareOptions, 'dormant'> = {},
): Pausing<Comparison> {
  return compareInSteps(world, emptied(world), facts, { ...options, directions: ['more'] });
}

/** The same things without a permission; what is denied stays denied, so that only permissions differ. */
function emptied(world: World): World {
  const { actor, bucket, accessPoints = [], keys = [] } = world;
  return {
    ...world,
    ...(actor ? { actor: { ...actor, identity: [], trust: undefined } } : {}),
    ...(bucket ? { bucket: { ...bucket, policy: undefined, grants: [] } } : {}),
    accessPoints: accessPoints.map((point) => ({ ...point, policy: undefined })),
    keys: keys.map((key) => ({ ...key, policy: { name: 'key', kind: 'key' as const, statements: [] } })),
  };
}

/** The services whose actions the worlds name: `*` where one of them names all. */
export function servicesIn(worlds: readonly World[]): readonly string[] {
  const policies = worlds.flatMap(({ actor, bucket, accessPoints = [], keys = [], organization }) => [
    ...(actor ? [...actor.identity, actor.boundary, actor.trust] : []),
    bucket?.policy,
    ...accessPoints.map(({ policy }) => policy),
    ...keys.map(({ policy }) => policy),
    ...(organization?.serviceControl ?? []).flat(),
    ...(organization?.resourceControl ?? []).flat(),
  ]);
  const texts = policies.flatMap((policy) => policy?.statements.flatMap(({ action }) => action.texts) ?? []);
  return [
    ...new Set(['s3', 'kms', 'sts', ...texts.map((text) => (text.split(':')[0] ?? '').toLowerCase())]),
  ].sort();
}
