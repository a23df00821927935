/** The comparison: every way in which two worlds differ, each with a witness. */

import { alike } from './alike';
import type { FoundLeaf } from './answers';
import type { Known } from './case';
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
import type { Leaf, Search, Unclear } from './search';
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
  const told = new Map<FoundLeaf['alike'], Pick<Box, 'group' | 'dimensions'>>();
  for (const leaf of leaves) {
    yield;
    let same = told.get(leaf.alike);
    if (same === undefined) {
      const seeds = causingSeeds(leaf, pair);
      for (const seed of seeds) causing.add(seed);
      const group = `${leaf.direction} ${seeds.map((seed) => pair.seedIds.get(seed.source)).join()}`;
      causesOf.set(group, seeds);
      same = { group, dimensions: keysOf(leaf) };
      told.set(leaf.alike, same);
    }
    const dimensions = new Map([...placeOf(leaf, singles), ...same.dimensions]);
    boxes.push({ group: same.group, leaves: [leaf], dimensions });
  }
  const merged = yield* mergeBoxes(boxes);
  const others = new Others(search, judges);
  const differences: Difference[] = [];
  for (const box of merged) {
    yield;
    const [first] = box.leaves;
    if (!first) continue;
    const otherwise = yield* others.contextFor(first);
    const difference = yield* differenceOf(box, causesOf.get(box.group) ?? [], pair, first.direction);
    differences.push({ ...difference, otherwise });
  }
  return { differences, causing };
}

/** Contexts in which the denying world allows, once for leaves that are alike. */
class Others {
  private readonly found = new Map<Leaf, Map<FoundLeaf['matching'], Known | undefined>>();

  constructor(
    private readonly search: Search,
    private readonly judges: Judges,
  ) {}

  *contextFor({ root, direction, origin, matching }: FoundLeaf): Pausing<Known | undefined> {
    const ofOrigin = this.found.get(origin) ?? new Map<FoundLeaf['matching'], Known | undefined>();
    this.found.set(origin, ofOrigin);
    const denying = direction === 'more' ? this.judges.there : this.judges.here;
    const patched = ofOrigin.has(matching)
      ? ofOrigin.get(matching)
      : yield* this.search.allowed(root, denying);
    ofOrigin.set(matching, patched);
    return patched && this.search.contextAt(root, patched);
  }
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

type Dimension = readonly [name: string, members: ReadonlySet<string>];

function placeOf(
  { root: { who, action, resource, way } }: FoundLeaf,
  singles: Singles,
): readonly Dimension[] {
  return [
    ['who', singles.of(who, () => JSON.stringify(who))],
    ['action', singles.of(action, () => action.name)],
    ['resource', singles.of(resource, () => resource.arn)],
    ['way', singles.of(way, () => wayName(way))],
  ];
}

function keysOf({ known, split }: FoundLeaf): Box['dimensions'] {
  return new Map(split.map((key) => [`${KEY}${key}`, new Set([JSON.stringify(known[key])])]));
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
