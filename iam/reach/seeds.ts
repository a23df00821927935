/**
 * Where a difference can come from: statements that say something which the other world does not. Where none of them
 * matches, both worlds decide alike. `more` comes only from an Allow here or a Deny there.
 */
import { accountInArn } from '../arn';
import { type Atom, atomsOf } from './atoms';
import { covers } from './cover';
import type { Documents, Source } from './documents';
import type { World } from './world';

export type Side = 'here' | 'there';

/** A statement of one world that has atoms which the other lacks, and which of its actions and resources they name. */
export interface Seed {
  readonly side: Side;
  readonly source: Source;
  /** By their place in the statement; undefined for all. */
  readonly actions: ReadonlySet<number> | undefined;
  readonly resources: ReadonlySet<number> | undefined;
}

export interface Seeds {
  readonly seeds: readonly Seed[];
  /**
   * Whether the worlds differ in statements alone. Then `more` comes only from an Allow here or a Deny there, and `less`
   * the other way round.
   */
  readonly areAll: boolean;
}

export function seedsOf(here: Documents, there: Documents): Seeds {
  const areAll = structureOf(here) === structureOf(there) && areTagsAlike(here, there);
  if (!areAll) return { seeds: [...allSeeds('here', here), ...allSeeds('there', there)], areAll };
  const seeds = [...onlyIn('here', here, atomsByLayer(there)), ...onlyIn('there', there, atomsByLayer(here))];
  return { seeds, areAll };
}

/** Every statement, for a world that is compared with one of another kind. */
function allSeeds(side: Side, { sources }: Documents): readonly Seed[] {
  return sources.map((source) => ({ side, source, actions: undefined, resources: undefined }));
}

/** What decides beside statements: which things there are, and by what new objects are encrypted. */
function structureOf({ world }: Documents): string {
  const { account, region, partition, actor, bucket, accessPoints = [], organization, keys = [] } = world;
  return JSON.stringify([
    [account, region, partition ?? 'aws', actor?.arn, actor?.boundary !== undefined],
    [bucket?.name, bucket?.defaultKey?.arn, bucket?.defaultKey?.bucketKey ?? false],
    accessPoints.map(({ arn, networkOrigin = 'Internet' }) => [arn, networkOrigin]).sort(),
    keys.map(({ arn }) => arn).sort(),
    [organization?.serviceControl.length ?? 0, organization?.resourceControl.length ?? 0],
  ]);
}

/** Of a role whose tags nobody read they are the same in both worlds. */
function areTagsAlike({ world: { actor: one } }: Documents, { world: { actor: other } }: Documents): boolean {
  if (one?.tags === undefined || other?.tags === undefined) return true;
  const sorted = (tags: Readonly<Record<string, string>>): string =>
    JSON.stringify(Object.entries(tags).sort());
  return sorted(one.tags) === sorted(other.tags);
}

function layerOf({ layer, on }: Source): string {
  return `${layer} ${on}`;
}

interface LayerAtoms {
  readonly texts: ReadonlySet<string>;
  readonly all: readonly Atom[];
}

function atomsByLayer({ sources }: Documents): ReadonlyMap<string, LayerAtoms> {
  const layers = new Map<string, { readonly texts: Set<string>; readonly all: Atom[] }>();
  for (const source of sources) {
    const layer = layers.get(layerOf(source)) ?? { texts: new Set(), all: [] };
    layers.set(layerOf(source), layer);
    for (const atom of atomsOf(source.statement)) {
      if (layer.texts.has(atom.text)) continue;
      layer.texts.add(atom.text);
      layer.all.push(atom);
    }
  }
  return layers;
}

/** So many pairs of atoms are compared at most; what is not found to be covered is compared in full. */
const MOST_COMPARED = 300_000;

function onlyIn(
  side: Side,
  { sources, world }: Documents,
  other: ReadonlyMap<string, LayerAtoms>,
): readonly Seed[] {
  let compared = 0;
  const isCovered = (atom: Atom, layer: LayerAtoms): boolean => {
    if (layer.texts.has(atom.text)) return true;
    compared += layer.all.length;
    return compared <= MOST_COMPARED && layer.all.some((wide) => covers(wide, atom));
  };
  return sources.flatMap((source) => {
    const layer = other.get(layerOf(source));
    const lacking = atomsOf(source.statement).filter(
      (atom) => !(layer && isCovered(atom, layer)) && !isIdle(atom, source, world),
    );
    if (lacking.length === 0) return [];
    const places = (of: (atom: Atom) => number | undefined): ReadonlySet<number> | undefined => {
      const found = lacking.map(of);
      return found.includes(undefined) ? undefined : new Set(found.filter((at) => at !== undefined));
    };
    return [
      {
        side,
        source,
        actions: places(({ action }) => action),
        resources: places(({ resource }) => resource),
      },
    ];
  });
}

/**
 * A policy of a bucket or a point that names its own account passes rights on to the account's own policies, and they
 * need nobody to pass them on.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function isIdle({ effect, who }: Atom, { layer, on }: Source, { account }: World): boolean {
  if (effect === 'Deny' || who.one?.kind !== 'account' || who.one.account !== account) return false;
  return layer === 'bucket' || (layer === 'point' && accountInArn(on) === account);
}
