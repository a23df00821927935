/** The comparison: every way in which two worlds differ, each with a witness. */

import { causingSeeds } from './causes';
import { differenceOf, wayName } from './describe';
import type { Beyond, Comparison, Difference } from './difference';
import { dormantSeeds } from './dormant';
import { type FindOptions, type FoundLeaf, findLeaves } from './find';
import { judgeOf } from './judge';
import { type Box, KEY, mergeBoxes } from './merge';
import type { Pair } from './pair';
import { BOTH, findRegions, type Judges, type RegionOptions } from './regions';
import type { Search, Unclear } from './search';
import type { Seed } from './seeds';
import type { Facts, World } from './world';

export interface CompareOptions extends RegionOptions {
  /** Whether statements of here that open nothing today are told. True where not given. */
  readonly dormant?: boolean;
}

const NOTHING: Comparison = { differences: [], beyond: [] };

/** What does `here` allow that `there` does not, and the other way round? */
export function compare(here: World, there: World, facts: Facts, options: CompareOptions = {}): Comparison {
  const { dormant = true } = options;
  const found = findRegions(here, there, facts, options);
  if (found === undefined) return NOTHING;
  const { pair, search, judges, known, seeds, leaves } = found;
  const told = differencesIn(leaves, pair, search, judges);
  const isWanted = dormant && (options.directions ?? BOTH).includes('more');
  const asleep = isWanted ? dormantIn(pair, search, seeds, told.causing, known) : [];
  return {
    differences: [...told.differences, ...asleep],
    beyond: beyondOf(search.unclear, pair),
  };
}

function differencesIn(
  leaves: readonly FoundLeaf[],
  pair: Pair,
  search: Search,
  judges: Judges,
): { readonly differences: readonly Difference[]; readonly causing: ReadonlySet<Seed> } {
  const causesOf = new Map<string, readonly Seed[]>();
  const causing = new Set<Seed>();
  const boxes = leaves.map((leaf): Box => {
    const seeds = causingSeeds(leaf, pair);
    for (const seed of seeds) causing.add(seed);
    const group = `${leaf.direction} ${seeds.map((seed) => pair.seedIds.get(seed.source)).join()}`;
    causesOf.set(group, seeds);
    return { group, leaves: [leaf], dimensions: dimensionsOf(leaf) };
  });
  const merged = mergeBoxes(
    boxes,
    (box, dimension) => new Set(box.leaves.flatMap((leaf) => textsOf(leaf, dimension))),
  );
  const differences = merged.flatMap((box): Difference[] => {
    const [first] = box.leaves;
    if (!first) return [];
    const denying = first.direction === 'more' ? judges.there : judges.here;
    const otherwise = search.allowed(first.root, denying);
    const difference = differenceOf(box, causesOf.get(box.group) ?? [], pair, first.direction);
    return [{ ...difference, otherwise }];
  });
  return { differences, causing };
}

function textsOf(leaf: FoundLeaf, dimension: string): readonly string[] {
  return leaf.valuesOf(dimension.slice(KEY.length)).map((value) => JSON.stringify(value));
}

function dimensionsOf({ root, known, split }: FoundLeaf): Box['dimensions'] {
  return new Map([
    ['who', new Set([JSON.stringify(root.who)])],
    ['action', new Set([root.action.name])],
    ['resource', new Set([root.resource.arn])],
    ['way', new Set([wayName(root.way)])],
    ...split.map((key) => [`${KEY}${key}`, new Set([JSON.stringify(known[key])])] as const),
  ]);
}

/** Statements of here that make no difference, and would if the documents of other layers allowed. */
function dormantIn(
  pair: Pair,
  search: Search,
  seeds: readonly Seed[],
  causing: ReadonlySet<Seed>,
  known: ReadonlySet<string>,
): readonly Difference[] {
  return dormantSeeds(seeds, causing, pair).flatMap(({ relaxed, seeds: some }) => {
    const judges = {
      here: judgeOf(pair.here, { known, relaxed }),
      there: judgeOf(pair.there, { known, relaxed }),
    };
    const options: FindOptions = { directions: ['more'], seeds: some, areAll: true, judges, most: 1 };
    const { differences } = differencesIn(findLeaves(pair, search, options), pair, search, judges);
    return differences
      .filter(({ causes }) => causes.length > 0)
      .map((difference) => ({ ...difference, direction: 'dormant' as const }));
  });
}

function beyondOf(unclear: readonly Unclear[], { unclear: texts }: Pair): readonly Beyond[] {
  return [
    ...unclear.map(({ why, root, statements }) => ({
      why,
      statements,
      at: root && { action: root.action.name, resource: root.resource.arn },
    })),
    ...texts.map((text) => ({ why: `more than one variable in ${text}`, statements: [], at: undefined })),
  ];
}
