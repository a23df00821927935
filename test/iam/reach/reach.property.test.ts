/** What must hold of the comparison, on random pairs of small worlds. */
import { compare } from '../../../iam/reach';
import { findRegions, judgesOf } from '../../../iam/reach/regions';
import { witnessOf } from '../../../iam/reach/witness';
import { FULL } from '../../full';
import { randomFrom } from '../random';
import { checkPair } from './checked';
import { drawPair } from './random-worlds';
import { ACTIONS } from './small-universe';

const reach = { findRegions, judgesOf, witnessOf };

/** The share of the universe's places for which a case is drawn. */
const SHARE = 0.05;
/** Pairs that differ in some of these cases. Of 2000364 a case was once missed: the name of a user who is named. */
const SEEDS = [
  ...[2000165, 2000347, 2000271, 2000112, 2000364, 2000063],
  ...[2000185, 2000406, 2000030, 2000058, 2000344, 2000152],
];

function checked(seed: number, share: number) {
  const random = randomFrom(seed);
  return checkPair(reach, reach, drawPair(random), random, share);
}

describe('the comparison of two worlds', () => {
  it.each(SEEDS)('is sound and complete: pair %i', (seed) => {
    const { missed, unsound, beyond, differing } = checked(seed, SHARE);
    expect({ missed, unsound, beyond }).toEqual({ missed: [], unsound: [], beyond: false });
    expect(differing).toBeGreaterThan(0);
  });

  if (FULL)
    it('is sound and complete on ten thousand pairs', () => {
      const counted = { pairs: 10_000, differing: 0, beyond: 0 };
      for (let seed = 0; seed < counted.pairs; seed += 1) {
        // Of every hundredth pair the whole universe is gone through.
        const { missed, unsound, beyond, differing } = checked(seed, seed % 100 === 0 ? 1 : SHARE);
        expect({ seed, unsound, missed: beyond ? [] : missed }).toEqual({ seed, unsound: [], missed: [] });
        if (beyond) counted.beyond += 1;
        if (differing > 0) counted.differing += 1;
      }
      console.info(JSON.stringify(counted));
      expect(counted.differing).toBeGreaterThan(counted.pairs / 5);
      expect(counted.beyond).toBeLessThan(counted.pairs / 20);
    });

  it('tells the same twice', () => {
    const { here, there } = drawPair(randomFrom(3));
    const once = compare(here, there, { actions: ACTIONS });
    expect(compare(here, there, { actions: ACTIONS })).toEqual(once);
  });
});
