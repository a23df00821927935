/** Whether a comparison is sound and complete on a pair of worlds: each witness differs, and each case that differs is told. */
import { atOnce, type Case } from '../../../iam/reach';
import { alike } from '../../../iam/reach/alike';
import type { FoundLeaf } from '../../../iam/reach/answers';
import { causingSeeds } from '../../../iam/reach/causes';
import { documentsOf } from '../../../iam/reach/documents';
import type { Pair } from '../../../iam/reach/pair';
import type * as RegionsModule from '../../../iam/reach/regions';
import { judgementsOf } from '../../../iam/reach/regions';
import { seedsOf } from '../../../iam/reach/seeds';
import type * as WitnessModule from '../../../iam/reach/witness';
import { caseClasses } from './case-classes';
import { agrees, leafCase, truthsOf } from './in-region';
import type { RandomPair } from './random-worlds';
import { ACTIONS } from './small-universe';

export interface Reach {
  readonly findRegions: typeof RegionsModule.findRegions;
  readonly witnessOf: typeof WitnessModule.witnessOf;
}

export interface Checked {
  /** Classes of cases that were put to both worlds. */
  readonly decided: number;
  /** Of these, those on which the worlds differ. */
  readonly differing: number;
  /** Of these, those that lie in no region. */
  readonly missed: readonly Case[];
  /** Witnesses that do not differ. */
  readonly unsound: readonly Case[];
  /** Witnesses of which no statement is told to make the difference, though the worlds differ in statements alone. */
  readonly uncaused: readonly Case[];
  /** Whether something was beyond, so that misses prove nothing. */
  readonly beyond: boolean;
}

export const FLAWLESS = { missed: [], unsound: [], uncaused: [], beyond: false };

/** A case on which the worlds differ: allowed in the first (`more`), or in the second (`less`). */
export interface DifferingCase {
  readonly asked: Case;
  readonly direction: 'more' | 'less';
}

/** Of the small universe's cases, one of each class on which both worlds are certain and not of one mind. */
export function differingCases({ here, there }: RandomPair): {
  readonly decided: number;
  readonly differing: readonly DifferingCase[];
} {
  const [one, other] = alike(here, there);
  const differs = differing({ here, there });
  const found: DifferingCase[] = [];
  let decided = 0;
  for (const asked of caseClasses(documentsOf(one), documentsOf(other))) {
    decided++;
    const direction = differs(asked);
    if (direction) found.push({ asked, direction });
  }
  return { decided, differing: found };
}

/** Of a case on which both worlds are certain and not of one mind, in which direction. */
export function differing({
  here,
  there,
}: RandomPair): (asked: Case) => DifferingCase['direction'] | undefined {
  const judges = judgementsOf(here, there);
  return (asked) => {
    const outcomes = [judges.here(asked).outcome, judges.there(asked).outcome];
    if (outcomes[0] === outcomes[1] || outcomes.includes('undecided')) return undefined;
    return outcomes[0] === 'allowed' ? 'more' : 'less';
  };
}

export function checkPair(reach: Reach, pair: RandomPair): Checked {
  const { decided, differing: all } = differingCases(pair);
  return { decided, differing: all.length, ...checkRegions(reach, pair, all) };
}

export function checkRegions(
  reach: Reach,
  { here, there }: RandomPair,
  all: readonly DifferingCase[],
): Omit<Checked, 'decided' | 'differing'> {
  const found = atOnce(reach.findRegions(here, there, { actions: ACTIONS }));
  if (!found) return { missed: all.map(({ asked }) => asked), unsound: [], uncaused: [], beyond: false };
  const { pair, leaves, search } = found;
  const differs = differing({ here, there });
  const unsound = leaves.flatMap((leaf) => {
    const witness = reach.witnessOf(leaf, pair);
    return differs(witness) === leaf.direction ? [] : [witness];
  });
  const told = new Map<string, Set<string>>();
  const needed = new Set(all.map(groupOf));
  for (const leaf of leaves) {
    const asked = leafCase(leaf);
    const group = groupOf({ asked, direction: leaf.direction });
    if (!needed.has(group)) continue;
    const truths = told.get(group) ?? new Set();
    told.set(group, truths.add(truthsOf(asked, pair)));
  }
  const missed = all.flatMap((each) => {
    const own = truthsOf(each.asked, pair);
    const truths = [...(told.get(groupOf(each)) ?? [])];
    return truths.some((leaf) => agrees(leaf, own)) ? [] : [each.asked];
  });
  const uncaused = uncausedOf(leaves, pair).map((leaf) => reach.witnessOf(leaf, pair));
  return { missed, unsound, uncaused, beyond: search.unclear.length > 0 };
}

function uncausedOf(leaves: readonly FoundLeaf[], pair: Pair): readonly FoundLeaf[] {
  const { areAll, besideKey } = atOnce(seedsOf(pair.here, pair.there, ['more', 'less']));
  if (!areAll || besideKey !== undefined) return [];
  const each = [...new Map(leaves.map((leaf) => [leaf.alike, leaf])).values()];
  return each.filter((leaf) => causingSeeds(leaf, pair).length === 0);
}

/** What a region and a case in it have in common beside what statements tell. */
function groupOf({ asked: { backing, way }, direction }: DifferingCase): string {
  return `${direction} ${backing} ${way?.stranger}`;
}
