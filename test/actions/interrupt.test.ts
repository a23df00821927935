/** A signal ends whatever computes, in the midst of its work and not after it. */
import { performance } from 'node:perf_hooks';
import { comparePolicies } from '../../actions/drift/compare-policies';
import { expectedOf } from '../../actions/drift/expected';
import { readProject } from '../../actions/host';
import { reachTenant } from '../../actions/reach/reach-tenant';
import { compareProjects } from '../../actions/validate/against/comparison';
import { validateTenant } from '../../actions/validate/validate-tenant';
import { judgementOf } from '../../actions/verify/judgement';
import { DeadlinePassed } from '../../config/deadline-passed';
import { factsFor } from '../../worlds/facts';
import { inSlices } from '../../worlds/in-slices';
import { changed } from '../corpus/change';
import { CHANGES, PROJECT, tenantNamed } from '../corpus/corpus';
import { deployedReadings } from '../deployed-readings';
import { AMPERITY, aProject } from './onboarding/a-project';

const tenant = tenantNamed('plain');

/** What differs, so that a comparison has something to look for. */
function changedReadings() {
  const change = CHANGES.find(({ tenant: name, finds }) => name === 'plain' && finds.includes('more'));
  if (!change) throw new Error('the corpus has no change of the plain tenant');
  return changed(deployedReadings(tenant), change.changes);
}

const AT = '2026-11-28T00:00:00Z';

const MANY = {
  ...tenant,
  grants: Array.from(
    { length: 20 },
    (_, at) => ({ prefix: `g${at}/`, allow: ['get'], extraActions: [] }) as const,
  ),
};

/** With one grant more than before. */
const WIDER = {
  ...PROJECT,
  tenants: PROJECT.tenants.map((each) =>
    each.name === tenant.name
      ? { ...each, grants: [...each.grants, { prefix: 'more/', allow: ['get'], extraActions: [] } as const] }
      : each,
  ),
};

const COMPUTING: readonly (readonly [what: string, run: (signal: AbortSignal) => Promise<unknown>])[] = [
  [
    'validate: the table of a tenant',
    (signal) => validateTenant(PROJECT, MANY, { hasTable: true, hasPicture: false, signal }),
  ],
  [
    'validate --against',
    (signal) =>
      compareProjects(
        { project: PROJECT, commit: '0' },
        WIDER,
        'HEAD',
        (name) => name === tenant.name,
        signal,
      ),
  ],
  ['verify: the judgement', (signal) => judgementOf(PROJECT, tenant, changedReadings(), AT, signal)],
  [
    'drift: the comparison of policies',
    (signal) =>
      comparePolicies(PROJECT, expectedOf(tenant, [], undefined), changedReadings(), new Date(AT), signal),
  ],
  ['reading a project', (signal) => reading(signal)],
  [
    'reach',
    async (signal) => {
      const project = aProject();
      project.write('tenants/acme-prod.yaml', AMPERITY);
      const options = {
        of: 'file',
        profile: undefined,
        who: undefined,
        what: undefined,
        where: undefined,
      } as const;
      try {
        return await reachTenant(project.folder, 'acme-prod', options, { env: {}, signal, onEvent() {} });
      } finally {
        project.remove();
      }
    },
  ],
];

async function reading(signal: AbortSignal) {
  const project = aProject();
  project.write('tenants/acme-prod.yaml', AMPERITY);
  try {
    return await readProject(project.folder, {}, signal);
  } finally {
    project.remove();
  }
}

const turn = (): Promise<void> => new Promise((taken) => setImmediate(taken));

/** Each pause of the work is the end of a slice. */
function withShortSlices(): void {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => {
    now += 1_000;
    return now;
  });
}

beforeAll(async () => {
  // What AWS publishes is read once, so that nothing but the work itself takes turns.
  await factsFor([]);
});
beforeEach(withShortSlices);
afterEach(() => jest.restoreAllMocks());

test.each(COMPUTING)('%s', async (_, run) => {
  const abort = new AbortController();
  const ended = run(abort.signal).then(
    () => 'done',
    (error: unknown) => error,
  );
  for (let turns = 0; turns < 3; turns += 1) await turn();
  abort.abort();
  expect(await ended).toBe(abort.signal.reason);
});

test('a project is read to its end when only the time is over, since a report names all of its tenants', async () => {
  const signal = AbortSignal.abort(new DeadlinePassed(1));
  expect((await reading(signal)).tenantNames).toEqual(['acme-prod']);
});

test('work that would never end hears the signal', async () => {
  const abort = new AbortController();
  let pauses = 0;
  const endless = function* (): Generator<undefined, never, undefined> {
    for (;;) {
      pauses += 1;
      if (pauses === 5) abort.abort();
      yield;
    }
  };
  await expect(inSlices(endless(), abort.signal)).rejects.toThrow('aborted');
  expect(pauses).toBe(5);
});
