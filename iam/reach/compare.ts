/** The comparison: every way in which two worlds differ, each with a witness. */

import { alike } from './alike';
import type { FoundLeaf } from './answers';
import { causingSeeds } from './causes';
import { differenceOf, wayName } from './describe';
import type { Beyond, Comparison, Difference } from './difference';
import { documentsOf } from './documents';
import { dormantSeeds } from './dormant';
import { type FindOptions, findLeaves } from './find';
import { judgeOf } from './judge';
import { type Box, KEY, mergeBoxes } from './merge';
import type { Pair } from './pair';
import { atOnce, type Pausing } from './pausing';
import { BOTH, findRegions, type Judges, type RegionOptions } from './regions';
import type { Search, Unclear } from './search';
import { type Seed, saySame } from './seeds';
import type { Facts, World } from './world';

export interface CompareOptions extends RegionOptions {
  /** Whether statements of here that open nothing today are told. True where not given. */
  readonly dormant?: boolean;
}

const NOTHING: Comparison = { differences: [], beyond: [] };

/** What does `here` allow that `there` does not, and the other way round? */
export function compare(here: World, there: World, facts: Facts, options: CompareOptions = {}): Comparison {
  return atOnce(compareInSteps(here, there, facts, options));
}

/**
 * Whether both worlds say the same, statement by statement, however it is written; see `saySame`. Worlds of which this
 * does not hold may mean the same nevertheless.
 */
export function* areWrittenAlikeInSteps(here: World, there: World): Pausing<boolean> {
  const [one, other] = alike(here, there);
  return yield* saySame(documentsOf(one), documentsOf(other));
}

/** The same, with pauses: worlds of a thousand statements take seconds. */
export function* compareInSteps(
  here: World,
  there: World,
  facts: Facts,
  options: CompareOptions = {},
): Pausing<Comparison> {
  const { dormant = true } = options;
  const found = yield* findRegions(here, there, facts, options);
  if (found === undefined) return NOTHING;
  const { pair, search, judges, known, seeds, leaves } = found;
  const told = yield* differencesIn(leaves, pair, search, judges);
  const isWanted = dormant && (options.directions ?? BOTH).includes('more');
  const asleep = isWanted ? yield* dormantIn(pair, search, seeds, told.causing, known) : [];
  return {
    differences: [...told.differences, ...asleep],
    beyond: beyondOf(search.unclear, pair),
  };
}

function* differencesIn(
  leaves: readonly FoundLeaf[],
  pair: Pair,
  search: Search,
  judges: Judges,
): Pausing<{ readonly differences: readonly Difference[]; readonly causing: ReadonlySet<Seed> }> {
  const causesOf = new Map<string, readonly Seed[]>();
  const causing = new Set<Seed>();
  const boxes: Box[] = [];
  const singles = new Singles();
  const groups = new Map<FoundLeaf['alike'], string>();
  for (const leaf of leaves) {
    yield;
    let group = groups.get(leaf.alike);
    if (group === undefined) {
      const seeds = causingSeeds(leaf, pair);
      for (const seed of seeds) causing.add(seed);
      group = `${leaf.direction} ${seeds.map((seed) => pair.seedIds.get(seed.source)).join()}`;
      causesOf.set(group, seeds);
      groups.set(leaf.alike, group);
    }
    boxes.push({ group, leaves: [leaf], dimensions: dimensionsOf(leaf, singles) });
  }
  const merged = yield* mergeBoxes(boxes);
  const differences: Difference[] = [];
  for (const box of merged) {
    yield;
    const [first] = box.leaves;
    if (!first) continue;
    const denying = first.direction === 'more' ? judges.there : judges.here;
    const otherwise = yield* search.allowed(first.root, denying);
    const difference = yield* differenceOf(box, causesOf.get(box.group) ?? [], pair, first.direction);
    differences.push({ ...difference, otherwise });
  }
  return { differences, causing };
}

/** By what it holds, the set of one; most stand in many boxes. */
class Singles {
  private readonly made = new Map<unknown, ReadonlySet<string>>();

  of(value: unknown, text: () => string): ReadonlySet<string> {
    const known = this.made.get(value) ?? new Set([text()]);
    this.made.set(value, known);
    return known;
  }
}

function dimensionsOf({ root, known, split }: FoundLeaf, singles: Singles): Box['dimensions'] {
  const { who, action, resource, way } = root;
  return new Map([
    ['who', singles.of(who, () => JSON.stringify(who))],
    ['action', singles.of(action, () => action.name)],
    ['resource', singles.of(resource, () => resource.arn)],
    ['way', singles.of(way, () => wayName(way))],
    ...split.map((key) => [`${KEY}${key}`, new Set([JSON.stringify(known[key])])] as const),
  ]);
}

/** Statements of here that make no difference, and would if the documents of other layers allowed. */
function* dormantIn(
  pair: Pair,
  search: Search,
  seeds: readonly Seed[],
  causing: ReadonlySet<Seed>,
  known: ReadonlySet<string>,
): Pausing<readonly Difference[]> {
  const dormant: Difference[] = [];
  for (const { relaxed, seeds: some } of dormantSeeds(seeds, causing, pair)) {
    const judges = {
      here: judgeOf(pair.here, { known, relaxed }),
      there: judgeOf(pair.there, { known, relaxed }),
    };
    const options: FindOptions = { directions: ['more'], seeds: some, areAll: true, judges, known, most: 1 };
    const leaves = yield* findLeaves(pair, search, options);
    const { differences } = yield* differencesIn(leaves, pair, search, judges);
    for (const difference of differences)
      if (difference.causes.length > 0) dormant.push({ ...difference, direction: 'dormant' });
  }
  return dormant;
}

function beyondOf(unclear: readonly Unclear[], { unclear: whys }: Pair): readonly Beyond[] {
  return [
    ...unclear.map(({ why, root, statements }) => ({
      why,
      statements,
      at: root && { action: root.action.name, resource: root.resource.arn },
    })),
    ...whys.map((why) => ({ why, statements: [], at: undefined })),
  ];
}
