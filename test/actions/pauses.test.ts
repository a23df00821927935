/**
 * What computes on a tenant with very many grants pauses so often that a signal is heard at once. It is counted and not
 * timed: of the engine's own comparisons only so many lie between two pauses, however many grants there are.
 */
import { abilitiesInSteps } from '../../actions/validate/abilities';
import type { Tenant } from '../../config/tenant/tenant';
import {
  areWrittenAlikeInSteps,
  compareInSteps,
  enumerateInSteps,
  type Facts,
  type Pausing,
  type World,
} from '../../iam/reach';
import { Automaton } from '../../iam/reach/automaton';
import { factsFor } from '../../worlds/facts';
import { proposedWorld } from '../../worlds/proposed';
import { statedWorld } from '../../worlds/stated-rights';
import { aTenant } from '../a-tenant';
import { FULL } from '../full';
import { projectOf } from '../worlds/tenants';

let mockCompared = 0;

/** Counts the calls of a function that much else is made of. */
function mockCounted(module: string, name: string): unknown {
  const actual = jest.requireActual<Record<string, (...args: readonly unknown[]) => unknown>>(module);
  return {
    ...actual,
    [name]: (...args: readonly unknown[]) => {
      mockCompared += 1;
      return actual[name]?.(...args);
    },
  };
}
jest.mock('../../iam/wildcard', () => mockCounted('../../iam/wildcard', 'matchesGlob'));
jest.mock('../../iam/condition', () => mockCounted('../../iam/condition', 'conditionHolds'));

const { step } = Automaton.prototype;
beforeAll(() => {
  Automaton.prototype.step = function (this: Automaton, state, character) {
    mockCompared += 1;
    return step.call(this, state, character);
  };
});
afterAll(() => {
  Automaton.prototype.step = step;
});

const GRANTS = FULL ? 1_000 : 100;
/** A comparison takes well below a microsecond; AWS's own actions take twelve thousand, however many grants there are. */
const MOST = 20_000 + 50 * GRANTS;

function withGrants(accessPoint: boolean): Tenant {
  return aTenant({
    name: 'granting',
    grants: Array.from({ length: GRANTS }, (_, at) => ({
      prefix: `g${at}/`,
      allow: at % 2 === 0 ? ['get', 'list'] : ['get', 'put'],
      extraActions: [],
    })),
    bucket: { name: 'acme-granting' },
    ...(accessPoint ? { accessPoint: { name: 'acme-granting' } } : {}),
    target: { name: 'granting' },
  });
}

interface Granted {
  readonly tenant: Tenant;
  readonly world: World;
  readonly stated: World;
  readonly facts: Facts;
}

const COMPUTING: readonly (readonly [what: string, run: (granted: Granted) => Pausing<unknown>])[] = [
  ['reach', ({ world, facts }) => enumerateInSteps(world, facts)],
  ['validate: whether all is as stated', ({ world, stated }) => areWrittenAlikeInSteps(world, stated)],
  ['validate: the proof', ({ world, stated, facts }) => compareInSteps(world, stated, facts)],
  ['validate: the table', ({ tenant, world, facts }) => abilitiesInSteps(tenant, world, facts)],
  ['drift: less than was deployed', ({ world, facts }) => compareInSteps(narrowed(world), world, facts)],
];

/** Without the first two of the statements of each of the role's policies. */
function narrowed(world: World): World {
  const { actor } = world;
  if (!actor) throw new Error('there is no role to narrow');
  const identity = actor.identity.map((policy) => ({ ...policy, statements: policy.statements.slice(2) }));
  return { ...world, actor: { ...actor, identity } };
}

/** The most comparisons between two pauses. */
function longestStretch(work: Pausing<unknown>): number {
  let longest = 0;
  let isDone = false;
  while (!isDone) {
    mockCompared = 0;
    isDone = work.next().done === true;
    longest = Math.max(longest, mockCompared);
  }
  return longest;
}

describe.each([
  ['', false],
  [' with an access point', true],
])(`${GRANTS} grants%s:`, (_, accessPoint) => {
  test.each(COMPUTING)('%s', async (_what, run) => {
    const tenant = withGrants(accessPoint);
    const project = projectOf([tenant]);
    const { world } = proposedWorld(project, tenant);
    const stated = statedWorld(project, tenant);
    const facts = await factsFor([world, stated]);
    const longest = longestStretch(run({ tenant, world, stated, facts }));
    expect(longest).toBeLessThan(MOST);
  });
});
