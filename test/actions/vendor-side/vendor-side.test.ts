/** Both sides of the embedded AWS by the command line: the customer's lines, and the vendor's for each kind of principal. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stsClient } from '../../../aws/clients';
import { callerCredentials } from '../../../aws/credentials';
import { whoIs } from '../../../aws/who-is';
import { exportLines } from '../../../command-line/export-lines';
import { localAws } from '../../../config/values/local-aws';
import { type LocalAws, START_SECRET_VARIABLE, startLocalAws } from '../../../local-aws';
import { commandLine } from '../../command-line';
import { makeProject } from '../drift/a-project';

const tenant = (name: string, lines: string): string => `tenant: ${name}
customer: acme
account: "111122223333"
region: us-east-1
bucket: { name: acme-${name} }
grants:
  - { prefix: data/, allow: [get, list] }
${lines}
`;

const custom = (name: string, principal: string): string =>
  tenant(name, `vendor: custom\nprincipal: ${principal}\nexternalId: acme-external-ID-${name}`);

let aws: LocalAws;
let project: string;
let elsewhere: string;
beforeAll(async () => {
  aws = await startLocalAws();
  project = makeProject({
    'tenants/by-role.yaml': custom('by-role', 'arn:aws:iam::999988887777:role/prod/connector'),
    'tenants/by-user.yaml': custom('by-user', 'arn:aws:iam::999988887777:user/loader'),
    'tenants/by-root.yaml': custom('by-root', 'arn:aws:iam::999988887777:root'),
    'tenants/by-key.yaml': tenant('by-key', 'vendor: custom\ncredentials: access-key'),
  });
  elsewhere = mkdtempSync(join(tmpdir(), 'handshake-vendor-'));
});
afterAll(async () => {
  await aws.stop();
  for (const folder of [project, elsewhere]) rmSync(folder, { recursive: true, force: true });
});

const asVendor = (name: string, env: NodeJS.ProcessEnv = {}) =>
  commandLine(['local-aws', '--as', 'vendor', name], {
    cwd: project,
    env: {
      HANDSHAKE_LOCAL_AWS: aws.url,
      HANDSHAKE_LOCAL_AWS_PLAIN_HTTP: aws.plainHttpUrl,
      [START_SECRET_VARIABLE]: aws.environment('111122223333')[START_SECRET_VARIABLE],
      ...env,
    },
  });

function environmentIn(stdout: string): NodeJS.ProcessEnv {
  return Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .map((line) => /^export (\w+)=(.*)$/.exec(line)?.slice(1) as [string, string]),
  );
}

async function arnIn(env: NodeJS.ProcessEnv, profile?: string): Promise<string> {
  const credentials = callerCredentials(env, profile);
  const { arn } = await whoIs(stsClient({ region: 'us-east-1', credentials, localAws: localAws(env) }));
  return arn;
}

test.each([
  ['by-role', /^arn:aws:sts::999988887777:assumed-role\/connector\/connector$/],
  ['by-user', /^arn:aws:iam::999988887777:user\/loader$/],
  ['by-root', /^arn:aws:sts::999988887777:assumed-role\/any-role\/any-role$/],
])('%s: one is whom the tenant trusts, as often as one likes', async (name, arn) => {
  for (let time = 0; time < 3; time += 1) {
    const { code, stdout, stderr } = await asVendor(name);
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining(`verify ${name} --as vendor --owner-profile customer`),
    ]);
    const env = environmentIn(stdout);
    expect(env).toMatchObject({
      HANDSHAKE_LOCAL_AWS: aws.url,
      HANDSHAKE_LOCAL_AWS_PLAIN_HTTP: aws.plainHttpUrl,
    });
    expect(await arnIn(env)).toMatch(arn);
    expect(await arnIn({ ...env, HOME: elsewhere }, 'customer')).toBe('arn:aws:iam::111122223333:root');
  }
});

test('a vendor that is handed a key assumes nothing', async () => {
  const { code, stdout, stderr } = await asVendor('by-key');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/s3-handshake keys create by-key makes one/);
});

test.each([
  [['--as', 'vendor'], 'needs the name of one tenant'],
  [['--as', 'vendor', 'by-*'], 'is not the name of one tenant'],
  [['by-role'], 'a tenant is named with --as vendor'],
  [['--account', '12'], 'an account has 12 digits'],
  [['--port', '99999'], 'it is a number from 0 to 65535'],
])('local-aws %j is refused in one line', async (argv, says) => {
  const { code, stdout, stderr } = await commandLine(['local-aws', ...argv], { cwd: project });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^s3-handshake: .+\n$/);
  expect(stderr).toContain(says);
});

test('where none runs, it says how to start one', async () => {
  const { code, stderr } = await asVendor('by-role', { HANDSHAKE_LOCAL_AWS: 'http://127.0.0.1:1' });
  expect([code, stderr]).toEqual([
    1,
    's3-handshake: no embedded AWS listens on http://127.0.0.1:1; start one: s3-handshake local-aws\n',
  ]);
});

test('who does not know what it was started with is nobody there, and is told', async () => {
  const { code, stderr } = await asVendor('by-role', { [START_SECRET_VARIABLE]: '' });
  expect([code, stderr]).toEqual([
    1,
    's3-handshake: HANDSHAKE_LOCAL_AWS_SECRET is not set: paste what s3-handshake local-aws printed when it started into this shell first\n',
  ]);
});

test('what is written for a shell is one line each, whatever a path holds', () => {
  expect(exportLines({ A: '/tmp/a b', B: "it's", C: '', D: 'http://127.0.0.1:4566' })).toBe(
    "export A='/tmp/a b'\nexport B='it'\\''s'\nexport C=\nexport D=http://127.0.0.1:4566\n",
  );
});
