/**
 * Z3 and the comparison on pairs of worlds that differ in what the role and the bucket say: they find the same, over all
 * texts that there are.
 */
import type { PolicyKind } from '../../../../iam';
import { atOnce, type Who } from '../../../../iam/reach';
import { findRegions } from '../../../../iam/reach/regions';
import { witnessOf } from '../../../../iam/reach/witness';
import { FULL } from '../../../full';
import { type Random, randomFrom } from '../../random';
import { checkRegions, differing } from '../checked';
import { drawStatement, type Statement } from '../random-statements';
import { BROAD_KEY, type Documents, worldOf } from '../random-worlds';
import { ACTIONS, ROLE } from '../small-universe';
import { WHO } from '../universe';
import { type PlainStatement, plainStatement } from './plain-statements';
import { differingByZ3, PLAIN_ACTIONS, type PlainWorld } from './solver-opinion';
import { type Solver, startSolver } from './z3';

/** Both that stand for all where there is little time differ. */
const SEEDS = FULL ? Array.from({ length: 300 }, (_, seed) => seed) : [30, 35];
const KINDS = new Set<string>(['role-session', 'user', 'anonymous']);
const reach = { findRegions, witnessOf };
const counted = { pairs: 0, differing: 0, cases: 0, unknown: 0, beyond: 0 };

let solver: Solver;
beforeAll(async () => {
  solver = await startSolver();
});
afterAll(() => {
  solver.end();
  if (FULL) console.info(JSON.stringify(counted));
});

type PlainDocuments = Readonly<Record<'identity' | 'bucket', readonly Statement[]>>;

/** Statements without what `plainStatement` does not read. */
function drawPlain(random: Random, kind: PolicyKind, most: number): readonly Statement[] {
  return random.several(1, most, () => {
    for (;;) {
      const statement = drawStatement(random, kind);
      if (plainStatement(statement)) return statement;
    }
  });
}

function drawPlainPair(random: Random): { readonly here: PlainDocuments; readonly there: PlainDocuments } {
  const there = { identity: drawPlain(random, 'identity', 2), bucket: drawPlain(random, 'bucket', 2) };
  const layer = random.pick(['identity', 'bucket'] as const);
  const kept = random.chance(0.5) ? there[layer] : there[layer].slice(1);
  return { there, here: { ...there, [layer]: [...kept, ...drawPlain(random, layer, 1)] } };
}

function documentsOf({ identity, bucket }: PlainDocuments): Documents {
  return {
    identity: [...identity],
    bucket: [...bucket],
    trust: [{ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'sts:AssumeRole' }],
    point: [{ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 's3:GetObject', Resource: '*' }],
    key: [BROAD_KEY],
    serviceControl: [],
    resourceControl: [],
    encrypted: false,
  };
}

function plainOf({ identity, bucket }: PlainDocuments): PlainWorld {
  const read = (statements: readonly Statement[]): readonly PlainStatement[] =>
    statements.flatMap((each) => plainStatement(each) ?? []);
  return { identity: read(identity), bucket: read(bucket) };
}

test.each(SEEDS)('pair %i', async (seed) => {
  const documents = drawPlainPair(randomFrom(seed));
  const pair = { here: worldOf(documentsOf(documents.here)), there: worldOf(documentsOf(documents.there)) };
  const found = atOnce(findRegions(pair.here, pair.there, { actions: ACTIONS }));
  const everybody = [...WHO, ...(found?.pair.who ?? [])].filter(({ principal }) => KINDS.has(principal.kind));
  const cases = await differingByZ3(solver, plainOf(documents.here), plainOf(documents.there), everybody);
  counted.pairs++;
  if (cases === undefined) {
    counted.unknown++;
    return;
  }
  if (cases.length > 0) counted.differing++;
  counted.cases += cases.length;

  const differs = differing(pair);
  expect(cases.filter(({ asked, direction }) => differs(asked) !== direction)).toEqual([]);
  const { missed, unsound, beyond } = checkRegions(reach, pair, cases);
  if (beyond) counted.beyond++;
  expect({ missed: beyond ? [] : missed, unsound }).toEqual({ missed: [], unsound: [] });

  const textOf = (who: Who, action: string, direction: string): string =>
    JSON.stringify([who.principal, who.backing, action, direction]);
  const byZ3 = new Set(cases.map(({ asked, direction }) => textOf(asked, asked.action, direction)));
  const told = (found?.leaves ?? [])
    .filter(({ root }) => root.way === undefined && root.resource.isOwnBucket)
    .filter(({ root }) => KINDS.has(root.who.principal.kind) && PLAIN_ACTIONS.includes(root.action.name))
    .map(({ root, direction }) => textOf(root.who, root.action.name, direction));
  expect(told.filter((text) => !byZ3.has(text))).toEqual([]);
});

test('Z3 could tell nearly always, and many of the worlds differ', () => {
  expect(counted.unknown).toBeLessThanOrEqual(counted.pairs / 20);
  expect(counted.differing).toBeGreaterThan(counted.pairs / 4);
});
