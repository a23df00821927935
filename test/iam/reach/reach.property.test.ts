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

const PAIRS = FULL ? 10_000 : 5;
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
    expect(differing).toBeGreaterThan(PAIRS / 4);
    expect(beyond).toBeLessThan(PAIRS / 4);
  });

  it('is silent on a world and itself, its statements in another order and named otherwise', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { here } = drawPair(randomFrom(seed));
      const reversed = {
        ...here,
        ...(here.actor
          ? {
              actor: {
                ...here.actor,
                identity: here.actor.identity.map((policy) => ({
                  ...policy,
                  name: 'another',
                  statements: [...policy.statements]
                    .reverse()
                    .map((one, index) => ({ ...one, sid: `S${index}`, index })),
                })),
              },
            }
          : {}),
      };
      expect(compare(here, reversed, { actions: ACTIONS })).toEqual({ differences: [], beyond: [] });
    }
  });

  it('never tells less of a further Allow, nor more of a further Deny', () => {
    for (let seed = 0; seed < (FULL ? 300 : 8); seed++) {
      const { here, there } = drawPair(randomFrom(seed + 500));
      const added = here.bucket?.policy?.statements.at(-1);
      if (!added || !there.bucket?.policy) continue;
      const wider = {
        ...there,
        bucket: {
          ...there.bucket,
          policy: { ...there.bucket.policy, statements: [...there.bucket.policy.statements, added] },
        },
      };
      const { leaves = [] } = findRegions(wider, there, { actions: ACTIONS }) ?? {};
      const wrong = added.effect === 'Allow' ? 'less' : 'more';
      expect(leaves.filter(({ direction }) => direction === wrong)).toEqual([]);
    }
  });

  it('tells the same twice', () => {
    const { here, there } = drawPair(randomFrom(3));
    const once = compare(here, there, { actions: ACTIONS });
    expect(compare(here, there, { actions: ACTIONS })).toEqual(once);
  });
});
