/**
 * What is found at one place stands for all that are alike. Here it is looked for at each of them: which statements make
 * the difference, by which it is decided, and in which context the other world allows.
 */
import { atOnce } from '../../../iam/reach';
import type { FoundLeaf } from '../../../iam/reach/answers';
import { causingSeeds } from '../../../iam/reach/causes';
import { findRegions, type Regions } from '../../../iam/reach/regions';
import { FULL } from '../../full';
import { randomPair } from './random-worlds';
import { ACTIONS } from './small-universe';

const PAIRS = FULL ? 300 : 12;

/** What is shared among leaves of the same name. */
function sharedBy(
  leaf: FoundLeaf,
  origins: readonly FoundLeaf['origin'][],
  { pair, search, judges }: Regions,
): readonly (readonly [string, unknown])[] {
  const { alike, matching, origin, direction, root, yes } = leaf;
  const { outcome, reason } = yes.decision();
  const denying = direction === 'more' ? judges.there : judges.here;
  // Each is looked for from the beginning.
  search.decisions = 0;
  return [
    [`causes of ${alike}`, causingSeeds(leaf, pair).map(({ source }) => pair.seedIds.get(source))],
    [`deciding ${alike} ${matching}`, { outcome, statements: 'statements' in reason && reason.statements }],
    [`otherwise ${origins.indexOf(origin)} ${matching}`, atOnce(search.allowed(root, denying))],
  ];
}

it(`is the same at all places that are alike, in ${PAIRS} random pairs of worlds`, () => {
  let shared = 0;
  for (let seed = 0; seed < PAIRS; seed++) {
    const { here, there } = randomPair(seed);
    const found = atOnce(findRegions(here, there, { actions: ACTIONS }));
    const first = new Map<string, unknown>();
    if (!found) continue;
    const origins = [...new Set(found.leaves.map(({ origin }) => origin))];
    for (const leaf of found.leaves)
      for (const [name, told] of sharedBy(leaf, origins, found)) {
        if (first.has(name)) shared++;
        else first.set(name, told);
        expect({ seed, name, told }).toEqual({ seed, name, told: first.get(name) });
      }
  }
  expect(shared).toBeGreaterThan(PAIRS);
});
