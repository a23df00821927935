/** What a change of a tenant's file gives and takes, in the words that a reviewer reads. */

import { compareProjects, type TenantComparison } from '../../../../actions/validate/against/comparison';
import { projectAt } from '../../../../actions/validate/against/project-at';
import { loadProject } from '../../../../config';
import { FULL } from '../../../full';
import { type ARepository, aRepository, GIT_ENV } from '../a-repository';
import cases from './cases.json';

/** What a file says otherwise than the plain one, `null` for a field that it has not; a text as it is; no file. */
type Version = Readonly<Record<string, unknown>> | string | null;

interface Case {
  readonly name: string;
  readonly before: Version;
  readonly now: Version;
  readonly kind: TenantComparison['kind'] | 'unchanged';
  /** Each change, behind + where it gives and - where it takes. */
  readonly says: readonly string[];
}

const PLAIN = {
  tenant: 'acme-prod',
  customer: 'acme',
  vendor: 'amperity',
  account: '111122223333',
  region: 'us-east-1',
  principal: 'arn:aws:iam::999988887777:role/prod/amperity-plugin',
  externalId: '01234567890123456789',
  bucket: { name: 'acme-exchange' },
  grants: [{ prefix: 'in/', allow: ['get', 'list'] }],
};

/** JSON is YAML. */
function filesOf(version: Version): Readonly<Record<string, string>> {
  if (version === null) return {};
  if (typeof version === 'string') return { 'acme-prod': version };
  const fields = Object.entries({ ...PLAIN, ...version }).filter(([, value]) => value !== null);
  return { 'acme-prod': JSON.stringify(Object.fromEntries(fields), null, 2) };
}

let repository: ARepository;
beforeAll(() => {
  repository = aRepository();
});
afterAll(() => repository.remove());

const SIGNS = { gives: '+', takes: '-', else: ' ' };

/** Out of git as it is for a user, which takes seven processes of git. */
async function committed(): ReturnType<typeof projectAt> {
  repository.commit();
  const signal = new AbortController().signal;
  const before = await projectAt(repository.folder, 'HEAD', { env: GIT_ENV, signal });
  expect(before.commit).toBe(repository.git('rev-parse', 'HEAD').trim());
  return before;
}

/** All versions come out of git in the full run; otherwise every so many, and the others out of the folder. */
const BY_GIT = FULL ? 1 : 9;
const rows = (cases as readonly Case[]).map((row, at) => ({ ...row, isByGit: at % BY_GIT === 0 }));

test.each(rows)('$name', async ({ before, now, kind, says, isByGit }) => {
  const { folder } = repository;
  repository.hold(filesOf(before));
  const then = isByGit ? await committed() : { project: loadProject(folder), commit: '' };
  repository.hold(filesOf(now));
  const signal = new AbortController().signal;
  const { tenants, unchanged } = await compareProjects(then, loadProject(folder), 'HEAD', () => true, signal);
  expect(tenants.map((one) => one.kind)).toEqual(kind === 'unchanged' ? [] : [kind]);
  expect(unchanged).toBe(kind === 'unchanged' ? 1 : 0);
  const changes = tenants.flatMap((one) => one.changes);
  expect(changes.map(({ effect, text }) => `${SIGNS[effect]} ${text}`)).toEqual(says);
});

test('the table has every kind of change, and what gives, takes and does neither', () => {
  const kinds = ['unchanged', 'new', 'removed', 'changed', 'unknown'];
  expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(kinds));
  expect(new Set(rows.flatMap(({ says }) => says.map(([sign]) => sign)))).toEqual(new Set(['+', '-', ' ']));
});
