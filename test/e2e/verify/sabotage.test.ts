/** Deployments that were changed by hand: verify finds each, as the vendor and by judging what is deployed. */

import { FULL } from '../../full';
import { restore, type Sabotage, sabotage } from './sabotage';
import corpus from './sabotages.json';
import { idsOf, openScene, type Scene, TENANTS } from './scene';

/** Where there is little time: a change to each kind of policy, each of another kind of tenant. */
const SAMPLE = [
  "the external ID's condition is dropped",
  'the bucket is public',
  'suspended: sessions are not denied',
  'revoked: the access point is there still',
];

const rows = (corpus as readonly Sabotage[]).filter(({ name }) => FULL || SAMPLE.includes(name));

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(Object.keys(TENANTS));
});
afterAll(() => scene?.close());

test('the corpus is as large as it should be, and names what it is about', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(40);
  if (!FULL) expect(rows.map(({ name }) => name)).toEqual(SAMPLE);
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
  for (const { name, fails } of corpus as readonly Sabotage[])
    expect({ name, fails: Object.values(fails).flat().length }).not.toEqual({ name, fails: 0 });
});

for (const as of ['vendor', 'simulation'] as const)
  test.each(Object.keys(TENANTS).filter((_, at) => FULL || at % 2 === 0))(
    `untouched, all of %s is as it should be, as ${as}`,
    async (name) => {
      const { code, report } = await scene.verify(name, { as });
      expect(idsOf(report, 'fail')).toEqual([]);
      expect(idsOf(report, 'error')).toEqual([]);
      expect(code).toBe(0);
    },
  );

describe.each(rows.map((row) => [row.name, row] as const))('%s', (_, row) => {
  beforeAll(() => sabotage(row, scene));
  afterAll(() => restore(row, scene));

  test.each(Object.entries(row.fails))('as %s', async (as, ids) => {
    const { code, report } = await scene.verify(row.tenant, { as: as as 'vendor' | 'simulation' });
    expect(idsOf(report, 'fail')).toEqual(expect.arrayContaining([...ids]));
    expect(report.tenants[0]?.diagnosis).not.toEqual([]);
    const couldTellAll = !(row.ownerIsHindered && as === 'vendor');
    if (couldTellAll) expect(report.tenants[0]?.residue).toEqual([]);
    if (couldTellAll) expect(idsOf(report, 'error')).toEqual([]);
    expect(code).toBe(couldTellAll ? 2 : 1);
  });
});
