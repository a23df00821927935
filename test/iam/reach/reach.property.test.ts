/** What must hold of the comparison, on random pairs of small worlds. */
import { compare } from '../../../iam/reach';
import { findRegions } from '../../../iam/reach/regions';
import { witnessOf } from '../../../iam/reach/witness';
import { FULL } from '../../full';
import { randomFrom } from '../random';
import { checkPair, checkRegions, differing, differingCases, FLAWLESS } from './checked';
import { drawPair, randomPair } from './random-worlds';
import { ACTIONS } from './small-universe';
import { drawCases } from './universe';

const reach = { findRegions, witnessOf };

/** Pairs that differ. Of 2000364 a case was once missed: the name of a user who is named. */
const SEEDS = [
  ...[2000165, 2000347, 2000271, 2000112, 2000364, 2000063],
  ...[2000185, 2000406, 2000030, 2000058, 2000344, 2000152],
];

/**
 * Pairs of which cases were missed once: a tag of the request beside `aws:TagKeys`; the owner of a stranger's access point;
 * a variable in what a point's policy names; a key that is compared with a variable of which nothing else hangs; users,
 * where every role fits a pattern of `aws:PrincipalArn`.
 */
const ONCE_MISSED = [484, 739, 790, 5428, 6459, 7974];

/** Ten thousand pairs, in slices of which `-t "pairs 500 to 749"` runs one. */
const SLICE = 250;
const SLICES = Array.from({ length: 40 }, (_, at) => [at * SLICE, (at + 1) * SLICE - 1] as const);

function firstOf(cases: Readonly<Record<string, readonly unknown[]>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(cases).map(([name, [first]]) => [name, first]));
}

describe('the comparison of two worlds', () => {
  it.each(SEEDS)('is sound and complete: pair %i', (seed) => {
    const { decided: _, differing: cases, ...found } = checkPair(reach, drawPair(randomFrom(seed)));
    expect(found).toEqual(FLAWLESS);
    expect(cases).toBeGreaterThan(0);
  });

  it.each(ONCE_MISSED)('misses no case any more: pair %i', (seed) => {
    const { decided: _, differing: _cases, ...found } = checkPair(reach, randomPair(seed));
    expect(found).toEqual(FLAWLESS);
  });

  if (FULL)
    it.each(SLICES)('is sound and complete: pairs %i to %i', (first, last) => {
      const counted = { first, last, differing: 0, beyond: 0 };
      const wrong: unknown[] = [];
      for (let seed = first; seed <= last; seed++) {
        const { missed, unsound, uncaused, beyond, differing: cases } = checkPair(reach, randomPair(seed));
        if (unsound.length + uncaused.length > 0 || (missed.length > 0 && !beyond))
          wrong.push({ seed, ...firstOf({ unsound, uncaused, missed }) });
        if (beyond) counted.beyond++;
        if (cases > 0) counted.differing++;
      }
      console.info(JSON.stringify(counted));
      expect(wrong).toEqual([]);
      expect(counted.differing).toBeGreaterThan(SLICE / 5);
      expect(counted.beyond).toBeLessThan(SLICE / 20);
    });

  it('tells the same twice', () => {
    const { here, there } = drawPair(randomFrom(3));
    const once = compare(here, there, { actions: ACTIONS });
    expect(compare(here, there, { actions: ACTIONS })).toEqual(once);
  });
});

/**
 * The pairs above are checked by classes of cases (`case-classes.ts`). These are not: whatever the classes leave out would
 * show itself here.
 */
describe('cases drawn one by one, by no classes', () => {
  const seeds = FULL ? Array.from({ length: 200 }, (_, seed) => seed) : [2000165, 2000112];
  it.each(seeds)('are all told where the worlds differ: pair %i', (seed) => {
    const pair = drawPair(randomFrom(seed));
    const differs = differing(pair);
    const drawn = [...drawCases(randomFrom(seed), FULL ? 1 : 0.25)].flatMap((asked) => {
      const direction = differs(asked);
      return direction ? [{ asked, direction }] : [];
    });
    const { missed, beyond } = checkRegions(reach, pair, drawn);
    expect(beyond ? [] : missed).toEqual([]);
    if (!FULL) expect(drawn.length).toBeGreaterThan(0);
    // A class that stood for nothing would leave the pairs above unchecked.
    if (drawn.length > 0) expect(differingCases(pair).differing.length).toBeGreaterThan(0);
  });
});
