/** The organisation's policies take part on both sides: as they were at the commit, and as they are. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareProjects, type TenantComparison } from '../../../../actions/validate/against/comparison';
import { projectAt } from '../../../../actions/validate/against/project-at';
import { loadProject } from '../../../../config';
import { AMPERITY } from '../../onboarding/a-project';
import { type ARepository, aRepository, GIT_ENV } from '../a-repository';

/** Its name is none that git takes for a pattern. */
const POLICY = 'organization/no [deletes]*.json';

function denying(...actions: readonly string[]): string {
  const statement = { Sid: 'No', Effect: 'Deny', Action: actions, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

let repository: ARepository;
beforeAll(() => {
  repository = aRepository();
  mkdirSync(join(repository.folder, 'organization'));
});
beforeEach(() => {
  repository.write('handshake.yaml', `organization: { serviceControl: [[FullAWSAccess, "${POLICY}"]] }\n`);
  repository.hold({ 'acme-prod': AMPERITY });
  repository.write(POLICY, denying('s3:DeleteObject'));
  repository.commit();
});
afterAll(() => repository.remove());

async function compared(): Promise<readonly Pick<TenantComparison, 'kind' | 'changes'>[]> {
  const { signal } = new AbortController();
  const before = await projectAt(repository.folder, 'HEAD', { env: GIT_ENV, signal });
  const { tenants } = await compareProjects(
    before,
    loadProject(repository.folder),
    'HEAD',
    () => true,
    signal,
  );
  return tenants;
}

test('a change of a tenant is judged by them', async () => {
  expect(await compared()).toEqual([]);
  repository.hold({
    'acme-prod': AMPERITY.replace('allow: [get, list] }', 'allow: [get, list, put, delete] }'),
  });
  expect(await compared()).toMatchObject([
    { kind: 'changed', changes: [{ effect: 'gives', text: 'Amperity can now put below to-amperity/' }] },
  ]);
});

test('a change of theirs is one of every tenant that it concerns', async () => {
  repository.write(POLICY, denying('s3:DeleteObject', 's3:GetObject'));
  expect(await compared()).toMatchObject([
    {
      kind: 'changed',
      changes: [
        { effect: 'takes', text: 'Amperity can no longer get below from-amperity/' },
        { effect: 'takes', text: 'Amperity can no longer get below to-amperity/' },
      ],
    },
  ]);
});

test('where they cannot be read, nobody can tell', async () => {
  repository.write(POLICY, '{');
  const text =
    'handshake.yaml names policies of the organization that have problems: what changes is inconclusive until they are fixed';
  expect(await compared()).toEqual([
    { tenant: 'acme-prod', kind: 'unknown', changes: [{ effect: 'else', text }] },
  ]);
  repository.commit();
  repository.write(POLICY, denying('s3:DeleteObject'));
  const before = text.replace('have problems', 'had problems before').replace(' until they are fixed', '');
  expect(await compared()).toMatchObject([{ kind: 'unknown', changes: [{ text: before }] }]);
});
