/** What means the same makes no difference; and what is added differs in one direction alone. */
import { compare } from '../../../iam/reach';
import { FULL } from '../../full';
import { randomFrom } from '../random';
import { differingCases } from './checked';
import { drawStatement } from './random-statements';
import { type Documents, drawDocuments, KINDS, statementsIn, worldOf } from './random-worlds';
import { REWRITES } from './rewrites';
import { ACTIONS } from './small-universe';

const WORLDS = FULL ? 500 : 12;
const ADDITIONS = FULL ? 200 : 1;
const LAYERS = ['identity', 'trust', 'bucket', 'point', 'key'] as const;

/** All of the world's documents written otherwise. */
function rewritten(documents: Documents, seed: number, at: number): Documents {
  const rewrite = REWRITES[at];
  if (!rewrite) throw new Error('there is no such rewrite');
  const random = randomFrom(seed);
  const of = <T extends Documents['identity']>(all: T) => [...rewrite.rewritten(all, random)];
  const { boundary } = documents;
  return {
    ...documents,
    ...Object.fromEntries(LAYERS.map((layer) => [layer, of(documents[layer])])),
    ...(boundary ? { boundary: of(boundary) } : {}),
    serviceControl: documents.serviceControl.map(of),
    // AWS's own Allow has one form.
    resourceControl: documents.resourceControl.map((level) => [
      ...level.filter(({ Effect }) => Effect === 'Allow'),
      ...of(level.filter(({ Effect }) => Effect === 'Deny')),
    ]),
  };
}

describe('a world written otherwise makes no difference:', () => {
  it.each(REWRITES.map(({ name }, at) => [name, at] as const))('%s', (_name, at) => {
    for (let seed = 0; seed < WORLDS; seed++) {
      const documents = drawDocuments(randomFrom(seed));
      const [before, after] = [worldOf(documents), worldOf(rewritten(documents, seed, at))];
      expect({ seed, ...compare(after, before, { actions: ACTIONS }) }).toEqual({
        seed,
        differences: [],
        beyond: [],
      });
    }
  });
});

describe('a statement that is added', () => {
  it.each(LAYERS)('at the %s opens where it allows, and closes where it denies', (layer) => {
    for (let seed = 0; seed < ADDITIONS; seed++) {
      const random = randomFrom(seed + 10_000);
      const documents = drawDocuments(random, statementsIn(seed));
      const added = drawStatement(random, KINDS[layer]);
      const there = worldOf(documents);
      const here = worldOf({ ...documents, [layer]: [...documents[layer], added] });
      const { differing } = differingCases({ here, there });
      const expected = added.Effect === 'Allow' ? 'more' : 'less';
      expect(differing.filter(({ direction }) => direction !== expected)).toEqual([]);
      const { differences } = compare(here, there, { actions: ACTIONS }, { dormant: false });
      expect(differences.filter(({ direction }) => direction !== expected)).toEqual([]);
    }
  });
});
