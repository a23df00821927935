/** What must hold of the comparison, on random pairs of small worlds. */
import fc from 'fast-check';
import { compare } from '../../../iam/reach';
import { findRegions, judgesOf } from '../../../iam/reach/regions';
import { witnessOf } from '../../../iam/reach/witness';
import { FULL } from '../../full';
import { randomFrom } from '../random';
import { checkPair } from './checked';
import { drawPair } from './random-worlds';
import { ACTIONS } from './small-universe';

const PAIRS = FULL ? 10_000 : 3;
const CONTEXTS = FULL ? 2 : 1;
const reach = { findRegions, judgesOf, witnessOf };

describe('the comparison of two worlds', () => {
  it('is sound and complete: each witness differs, and each case that differs lies in a region', () => {
    let differing = 0;
    let beyond = 0;
    const check = (seed: number): void => {
      const random = randomFrom(seed);
      const checked = checkPair(reach, reach, drawPair(random), random, CONTEXTS);
      expect(checked.unsound).toEqual([]);
      if (checked.beyond) beyond++;
      else expect(checked.missed).toEqual([]);
      if (checked.differing > 0) differing++;
    };
    fc.assert(fc.property(fc.nat(), check), { numRuns: PAIRS, endOnFailure: true });
    if (!FULL) return;
    expect(differing).toBeGreaterThan(PAIRS / 4);
    expect(beyond).toBeLessThan(PAIRS / 20);
  });

  it('tells the same twice', () => {
    const { here, there } = drawPair(randomFrom(3));
    const once = compare(here, there, { actions: ACTIONS });
    expect(compare(here, there, { actions: ACTIONS })).toEqual(once);
  });
});
