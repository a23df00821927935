/** Whether a comparison is sound and complete on a pair of worlds: each witness differs, and each case that differs is told. */
import { atOnce, type Case } from '../../../iam/reach';
import type * as RegionsModule from '../../../iam/reach/regions';
import type * as WitnessModule from '../../../iam/reach/witness';
import type { Random } from '../random';
import { agrees, leafCase, truthsOf } from './in-region';
import type { RandomPair } from './random-worlds';
import { ACTIONS } from './small-universe';
import { casesOf } from './universe';

export interface Reach {
  readonly findRegions: typeof RegionsModule.findRegions;
  readonly judgesOf: typeof RegionsModule.judgesOf;
  readonly witnessOf: typeof WitnessModule.witnessOf;
}

export interface Checked {
  readonly cases: number;
  /** Cases on which the worlds differ. */
  readonly differing: number;
  /** Of these, those that lie in no region. */
  readonly missed: readonly Case[];
  /** Witnesses that do not differ. */
  readonly unsound: readonly Case[];
  /** Whether something was beyond, so that misses prove nothing. */
  readonly beyond: boolean;
}

/** A case on which the worlds differ: allowed in the first (`more`), or in the second (`less`). */
export interface DifferingCase {
  readonly asked: Case;
  readonly direction: 'more' | 'less';
}

/** Of the small universe's cases, those on which both worlds are certain and not of one mind; and how many were asked. */
export function differingCases(
  { judgesOf }: Pick<Reach, 'judgesOf'>,
  { here, there }: RandomPair,
  random: Random,
  contexts: number,
): { readonly cases: number; readonly differing: readonly DifferingCase[] } {
  const judges = judgesOf(here, there);
  const differing: DifferingCase[] = [];
  let cases = 0;
  for (const asked of casesOf(random, contexts)) {
    cases++;
    const outcomes = [judges.here(asked).outcome, judges.there(asked).outcome];
    if (outcomes[0] === outcomes[1] || outcomes.includes('undecided')) continue;
    differing.push({ asked, direction: outcomes[0] === 'allowed' ? 'more' : 'less' });
  }
  return { cases, differing };
}

export function checkPair(
  reach: Reach,
  truth: Pick<Reach, 'judgesOf'>,
  pair: RandomPair,
  random: Random,
  contexts: number,
): Checked {
  const { cases, differing } = differingCases(truth, pair, random, contexts);
  return { cases, differing: differing.length, ...checkRegions(reach, truth, pair, differing) };
}

export function checkRegions(
  reach: Reach,
  truth: Pick<Reach, 'judgesOf'>,
  { here, there }: RandomPair,
  differing: readonly DifferingCase[],
): Omit<Checked, 'cases' | 'differing'> {
  const found = atOnce(reach.findRegions(here, there, { actions: ACTIONS }));
  const judges = truth.judgesOf(here, there);
  const leaves = found?.leaves ?? [];
  const unsound = leaves.flatMap((leaf) => {
    if (!found) return [];
    const witness = reach.witnessOf(leaf, found.pair);
    const [yes, no] = leaf.direction === 'more' ? [judges.here, judges.there] : [judges.there, judges.here];
    return yes(witness).outcome === 'allowed' && no(witness).outcome === 'denied' ? [] : [witness];
  });
  const truths = leaves.map((leaf) => (found ? truthsOf(leafCase(leaf), found.pair) : ''));
  const missed = differing.flatMap(({ asked, direction }) => {
    const own = found ? truthsOf(asked, found.pair) : '';
    const isTold = leaves.some(
      ({ direction: told, root }, at) =>
        told === direction &&
        root.who.backing === asked.backing &&
        root.way?.stranger === asked.way?.stranger &&
        agrees(truths[at] ?? '', own),
    );
    return isTold ? [] : [asked];
  });
  return { missed, unsound, beyond: (found?.search.unclear.length ?? 0) > 0 };
}
