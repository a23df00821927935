/** A vendor that comes with an access key is verified by that key, or by the policies of its user. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  DeleteUserPolicyCommand,
  type IAMClient,
  PutGroupPolicyCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../../../aws/clients';
import type { Fleet } from '../../../report/page/fleet-view';
import { commandLine } from '../../command-line';
import { rootOf } from '../../deployed-by-sdk';
import { ACCOUNT, idsOf, openScene, REGION, type Scene } from './scene';

let scene: Scene;
let iam: IAMClient;
const UserName = 's3-handshake-keyed';
const allowing = (Action: string, Resource: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });

beforeAll(async () => {
  scene = await openScene(['keyed', 'keyed-suspended', 'plain']);
  iam = iamClient({ region: REGION, localAws: scene.localAws, credentials: rootOf(ACCOUNT) });
});
afterAll(() => scene?.close());

test('by its key all is tried, but for roles that nobody assumes', async () => {
  const { code, report } = await scene.verify('keyed', { as: 'vendor' });
  const [tenant] = report.tenants;
  expect(idsOf(report, 'fail')).toEqual([]);
  expect(code).toBe(0);
  expect(tenant?.caller).toBe(`arn:aws:iam::${ACCOUNT}:user/${UserName}`);
  expect(idsOf(report, 'pass')).toEqual(expect.arrayContaining(['caller.identity', 'user.there']));
  const assume = tenant?.checks.find(({ id }) => id === 'assume.role');
  expect(assume).toMatchObject({
    status: 'skip',
    message: 'not possible: the vendor comes with an access key',
  });
  const ids = tenant?.checks.map(({ id }) => id) ?? [];
  expect(ids.filter((id) => /^(?:assume|trust)\./.test(id))).toEqual(['assume.role']);
  const tried = tenant?.checks.filter(({ how }) => how === 'tried') ?? [];
  expect(tried.length).toBeGreaterThanOrEqual(20);
  expect(tenant?.residue).toEqual([]);
});

test('by simulation the policies of the user are read back and judged', async () => {
  const markdown = join(scene.folder, 'verify.md');
  const args = ['--markdown', markdown];
  const { code, report } = await scene.verify('keyed', { as: 'simulation', owner: false, args });
  expect(readFileSync(markdown, 'utf8')).toMatch(
    /```mermaid\n[^`]*accDescr: access as it is deployed[^`]*\["s3-handshake-keyed"\][^`]*```\n/,
  );
  expect(idsOf(report, 'fail')).toEqual([]);
  expect(code).toBe(0);
  expect(idsOf(report, 'pass')).toEqual(expect.arrayContaining(['user.there', 'bucket.there']));
});

const RUINED: readonly { says: string; ruin: () => Promise<unknown>; mend: () => Promise<unknown> }[] = [
  {
    says: 'a policy more on the user',
    ruin: () =>
      iam.send(
        new PutUserPolicyCommand({ UserName, PolicyName: 'more', PolicyDocument: allowing('*', '*') }),
      ),
    mend: () => iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'more' })),
  },
  {
    says: 'a group whose policy gives more',
    ruin: async () => {
      await iam.send(new CreateGroupCommand({ GroupName: 'more' }));
      const PolicyDocument = allowing('s3:GetObject', 'arn:aws:s3:::keyed-exchange/*');
      await iam.send(new PutGroupPolicyCommand({ GroupName: 'more', PolicyName: 'more', PolicyDocument }));
      await iam.send(new AddUserToGroupCommand({ GroupName: 'more', UserName }));
    },
    mend: () => iam.send(new RemoveUserFromGroupCommand({ GroupName: 'more', UserName })),
  },
];

test.each(RUINED)('$says is found, tried and judged', async ({ ruin, mend }) => {
  await ruin();
  try {
    for (const as of ['vendor', 'simulation'] as const) {
      const { code, report } = await scene.verify('keyed', { as, owner: as === 'vendor' });
      expect(idsOf(report, 'fail')).toEqual(expect.arrayContaining(['deny.get-outside-prefix']));
      expect(code).toBe(2);
    }
  } finally {
    await mend();
  }
});

test('a suspended key is tried, and refused everything', async () => {
  const { code, report } = await scene.verify('keyed-suspended', { as: 'vendor' });
  expect(idsOf(report, 'fail')).toEqual([]);
  expect(code).toBe(0);
  const tried = report.tenants[0]?.checks.filter(
    ({ how, expected }) => how === 'tried' && expected === 'denied',
  );
  expect(tried?.length).toBeGreaterThanOrEqual(5);
});

test('whoever comes with another key is told who should come', async () => {
  const { code, report } = await scene.verify('keyed', {
    as: 'vendor',
    env: await scene.env('plain', 'vendor'),
  });
  expect(code).toBe(1);
  const identity = report.tenants[0]?.checks.find(({ id }) => id === 'caller.identity');
  expect(identity?.message).toContain(`comes as arn:aws:iam::${ACCOUNT}:user/${UserName}`);
});

test('there is no verifier, and that is said', async () => {
  const { code, stderr } = await scene.verify('keyed', { as: 'verifier' });
  expect(code).toBe(1);
  expect(stderr).toContain('nothing is assumed with credentials: access-key');
});

test('the fleet as a page: each tenant as it is deployed, its keys by their age, what verify found, what is accepted', async () => {
  const { stdout } = await scene.verify('keyed', { as: 'simulation', owner: false });
  writeFileSync(join(scene.folder, 'verify.json'), stdout);
  const argv = ['report', 'verify.json', '--of', 'deployed', '--out', 'site'];
  const printed = await commandLine(argv, { cwd: scene.folder, env: await scene.env('keyed', 'owner') });
  expect(printed.stdout).toBe('site/index.html is written\n');
  const page = readFileSync(join(scene.folder, 'site', 'index.html'), 'utf8');
  const [, json = ''] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page) ?? [];
  const { sources, tenants } = JSON.parse(json) as Fleet;
  expect(sources).toEqual(['as deployed', 'verification']);
  const keyed = tenants.find(({ name }) => name === 'keyed');
  expect(keyed?.states).toEqual({ 'as deployed': 'ok', verification: 'ok' });
  expect(Object.fromEntries(keyed?.facts ?? [])['access keys']).toMatch(/^AKIA[A-Z0-9]+, 0 days old$/);
  expect(keyed?.notes.map(({ text }) => text)).toContain(
    'an access key, which does not end by itself: a role is better',
  );
  expect(keyed?.picture?.edges.every(({ state }) => state === 'expected')).toBe(true);
  expect(tenants.find(({ name }) => name === 'plain')?.states).toEqual({ 'as deployed': 'ok' });
});
