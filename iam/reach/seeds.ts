/**
 * Where a difference can come from: statements that say something which the other world does not. Where none of them
 * matches, both worlds decide alike. `more` comes only from an Allow here or a Deny there.
 */
import { accountInArn } from '../arn';
import { conditionHolds } from '../condition';
import type { Context } from '../known-keys';
import type { Statement } from '../policy';
import { type Atom, atomsOf } from './atoms';
import { covers } from './cover';
import type { Documents, Source } from './documents';
import type { Pausing } from './pausing';
import type { World } from './world';

export type Side = 'here' | 'there';
export type Direction = 'more' | 'less';

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
  /**
   * Where new objects are encrypted by another key: every statement, since reading and writing objects asks for another
   * right beside. Of all other actions the above holds.
   */
  readonly besideKey: readonly Seed[] | undefined;
}

/** The only direction in which what the world says can make a difference, where they differ in statements alone. */
export function directionOf(side: Side, { effect }: Pick<Statement, 'effect'>): Direction {
  return (side === 'here') === (effect === 'Allow') ? 'more' : 'less';
}

export function* seedsOf(
  here: Documents,
  there: Documents,
  directions: readonly Direction[],
): Pausing<Seeds> {
  const areAll = structureOf(here) === structureOf(there) && areTagsAlike(here, there);
  const every = (): readonly Seed[] => [...allSeeds('here', here), ...allSeeds('there', there)];
  if (!areAll) return { seeds: every(), areAll, besideKey: undefined };
  const onlyIn = function* (side: Side, { sources, world }: Documents, other: Documents): Pausing<Seed[]> {
    const layers = yield* atomsByLayer(other);
    const seeds: Seed[] = [];
    for (const source of sources) {
      yield;
      if (directions.includes(directionOf(side, source.statement)))
        seeds.push(...seedOf(side, source, world, layers.get(layerOf(source))));
    }
    return seeds;
  };
  const seeds = [...(yield* onlyIn('here', here, there)), ...(yield* onlyIn('there', there, here))];
  return { seeds, areAll, besideKey: encryptionOf(here) === encryptionOf(there) ? undefined : every() };
}

/**
 * Whether both worlds have the same things, and on each of them policies that say the same, atom by atom. Then they stay
 * alike whatever is taken from both, and in whatever way the statements of both are changed alike.
 */
export function* saySame(here: Documents, there: Documents): Pausing<boolean> {
  if (structureOf(here) !== structureOf(there) || !areTagsAlike(here, there)) return false;
  if (encryptionOf(here) !== encryptionOf(there)) return false;
  if (areEqual(yield* statementTexts(here), yield* statementTexts(there))) return true;
  const [one, other] = [yield* textsByLayer(here), yield* textsByLayer(there)];
  return (
    one.size === other.size &&
    [...one].every(([layer, texts]) => areEqual(texts, other.get(layer) ?? new Set()))
  );
}

function areEqual(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((text) => other.has(text));
}

/** Each statement as a whole, its lists in order: where these are equal, so are the atoms, of which there are many more. */
function* statementTexts({ sources }: Documents): Pausing<ReadonlySet<string>> {
  const texts = new Set<string>();
  for (const source of sources) {
    yield;
    texts.add(`${layerOf(source)} ${textOf(source.statement)}`);
  }
  return texts;
}

function textOf(statement: Statement): string {
  const { effect, principal, action, resource, conditions, unrecognised, variables } = statement;
  return JSON.stringify([
    [effect, unrecognised, variables ?? false],
    principal && [principal.element, principal.principals.map(({ kind, text }) => `${kind} ${text}`).sort()],
    [action.element, [...action.texts].sort()],
    resource && [resource.element, [...resource.texts].sort()],
    conditions
      .map(({ operatorText, key, values }) =>
        JSON.stringify([operatorText, key, values.map(({ text }) => text).sort()]),
      )
      .sort(),
  ]);
}

function* textsByLayer({ sources }: Documents): Pausing<ReadonlyMap<string, ReadonlySet<string>>> {
  const layers = new Map<string, Set<string>>();
  for (const source of sources) {
    yield;
    const texts = layers.get(layerOf(source)) ?? new Set();
    layers.set(layerOf(source), texts);
    for (const { text } of atomsOf(source.statement)) texts.add(text);
  }
  return layers;
}

/** Every statement, for a world that is compared with one of another kind. */
function allSeeds(side: Side, { sources }: Documents): readonly Seed[] {
  return sources.map((source) => ({ side, source, actions: undefined, resources: undefined }));
}

/** By what new objects are encrypted. */
function encryptionOf({ world: { bucket } }: Documents): string {
  return JSON.stringify([bucket?.defaultKey?.arn, bucket?.defaultKey?.bucketKey ?? false]);
}

/** What decides beside statements and encryption: which things there are. */
function structureOf({ world }: Documents): string {
  const { account, region, partition, actor, bucket, accessPoints = [], organization, keys = [] } = world;
  return JSON.stringify([
    [account, region, partition ?? 'aws', actor?.arn, actor?.boundary !== undefined],
    bucket?.name,
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

const MOST_COMPARED = 300_000;

function layerOf({ layer, on }: Source): string {
  return `${layer} ${on}`;
}

/** The atoms of a layer, by what they say and by whom, what and where they are about. */
class LayerAtoms {
  private readonly texts = new Set<string>();
  private readonly byPlace = new Map<string, Atom[]>();
  private readonly all: Atom[] = [];
  /** How many pairs of atoms may still be compared; what is not found to be covered is compared in full. */
  private budget = MOST_COMPARED;

  add(atom: Atom): void {
    if (this.texts.has(atom.text)) return;
    this.texts.add(atom.text);
    this.all.push(atom);
    const place = placeOf(atom);
    const same = this.byPlace.get(place);
    if (same) same.push(atom);
    else this.byPlace.set(place, [atom]);
  }

  covers(narrow: Atom): boolean {
    if (this.texts.has(narrow.text)) return true;
    const isWider = (wide: Atom): boolean => covers(wide, narrow);
    if (this.byPlace.get(placeOf(narrow))?.some(isWider)) return true;
    this.budget -= this.all.length;
    return this.budget >= 0 && this.all.some(isWider);
  }
}

function placeOf({ who, what, where }: Atom): string {
  return `${who.text} ${what.text} ${where.text}`;
}

function* atomsByLayer({ sources }: Documents): Pausing<ReadonlyMap<string, LayerAtoms>> {
  const layers = new Map<string, LayerAtoms>();
  for (const source of sources) {
    yield;
    const layer = layers.get(layerOf(source)) ?? new LayerAtoms();
    layers.set(layerOf(source), layer);
    for (const atom of atomsOf(source.statement)) layer.add(atom);
  }
  return layers;
}

function seedOf(side: Side, source: Source, world: World, layer: LayerAtoms | undefined): readonly Seed[] {
  const lacking = atomsOf(source.statement).filter(
    (atom) => !isIdle(atom, source, world) && !isOfOthers(atom, world) && !layer?.covers(atom),
  );
  if (lacking.length === 0) return [];
  const places = (of: (atom: Atom) => number | undefined): ReadonlySet<number> | undefined => {
    const found = lacking.map(of);
    return found.includes(undefined) ? undefined : new Set(found.filter((at) => at !== undefined));
  };
  const actions = places(({ action }) => action);
  return [{ side, source, actions, resources: places(({ resource }) => resource) }];
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

/** Buckets that nobody says to be of others count as the account's own. */
const OWNERS: ReadonlySet<string> = new Set(['aws:resourceaccount', 's3:resourceaccount']);

/** Whether it is about buckets of other accounts alone. */
function isOfOthers({ what, where, conditions }: Atom, { account }: World): boolean {
  if (!what.text.startsWith('s3:') || !/^arn:[^:]*:s3:::/.test(where.text)) return false;
  const own: Context = () => ({ values: [account], multivalued: false });
  return conditions.some(({ key, condition }) => OWNERS.has(key) && conditionHolds(condition, own) === 'no');
}
