/** What `new` sees in the customer's account before it writes a file, and what it says would clash. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { CreateAccessPointCommand } from '@aws-sdk/client-s3-control';
import { iamClient, s3Client, s3ControlClient } from '../../../aws/clients';
import { type LocalAws, startLocalAws } from '../../../local-aws';
import { type AProject, aProject, typing } from '../../actions/onboarding/a-project';
import { rootOf } from '../../deployed-by-sdk';
import { ACCOUNT, REGION } from './proposed-tenant';

const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/0f1e2d3c-0000-4000-8000-000000000000`;
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' },
  ],
});

let localAws: LocalAws;
let project: AProject;

beforeAll(async () => {
  localAws = await startLocalAws();
  const settings = { region: REGION, localAws, credentials: rootOf(ACCOUNT) };
  const s3 = s3Client(settings);
  for (const Bucket of ['acme-plain', 'acme-keyed']) await s3.send(new CreateBucketCommand({ Bucket }));
  const rule = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: KEY },
  };
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket: 'acme-keyed',
      ServerSideEncryptionConfiguration: { Rules: [rule] },
    }),
  );
  await s3Client({ ...settings, credentials: rootOf('444455556666') }).send(
    new CreateBucketCommand({ Bucket: 'somebody-elses' }),
  );
  await s3ControlClient(settings).send(
    new CreateAccessPointCommand({ AccountId: ACCOUNT, Name: 'acme-taken', Bucket: 'acme-plain' }),
  );
  await iamClient(settings).send(
    new CreateRoleCommand({ RoleName: 's3-handshake-by-hand', AssumeRolePolicyDocument: TRUST }),
  );
});
afterAll(() => localAws.stop());
beforeEach(() => {
  project = aProject();
});
afterEach(() => project.remove());

interface Flags {
  readonly tenant?: string;
  readonly account?: string;
  readonly region?: string;
  readonly bucket?: string;
  readonly [flag: string]: string | undefined;
}

function flagsOf({ tenant = 'acme', ...more }: Flags): readonly string[] {
  const flags = {
    vendor: 'amperity',
    customer: 'acme',
    account: ACCOUNT,
    region: REGION,
    principal: 'arn:aws:iam::999988887777:role/prod/amperity-plugin',
    'external-id': '01234567890123456789',
    bucket: 'acme-fresh',
    use: 'pull',
    ...more,
  };
  return ['new', tenant, ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`)];
}

const run = (flags: Flags, ...rest: string[]) =>
  project.run([...flagsOf(flags), ...rest], {
    env: { ...localAws.environment(ACCOUNT), HOME: '/nonexistent' },
  });

const CLASHES: readonly { readonly name: string; readonly flags: Flags; readonly says: string }[] = [
  {
    name: 'a bucket that is there, and nothing is said of it',
    flags: { bucket: 'acme-plain' },
    says: '--bucket-is',
  },
  {
    name: 'a bucket that is there and is to be new',
    flags: { bucket: 'acme-plain', 'bucket-is': 'new' },
    says: 'the bucket is there already',
  },
  {
    name: 'a bucket of another account',
    flags: { bucket: 'somebody-elses', 'bucket-is': 'new' },
    says: 'the name is taken, by another account',
  },
  {
    name: 'a bucket of another account, to be used',
    flags: { bucket: 'somebody-elses', 'bucket-is': 'existing' },
    says: 'these credentials may not see the bucket',
  },
  {
    name: 'a bucket that is to be there and is not',
    flags: { 'bucket-is': 'existing' },
    says: 'there is no bucket of this name',
  },
  {
    name: 'a bucket in another region',
    flags: { bucket: 'acme-plain', 'bucket-is': 'existing', region: 'eu-west-1' },
    says: `the bucket is in ${REGION}, and the tenant in eu-west-1`,
  },
  { name: 'a role that is there', flags: { tenant: 'by-hand' }, says: '--role' },
  {
    name: 'another role that is there, to be made',
    flags: { role: 's3-handshake-by-hand' },
    says: 'adopt=s3-handshake-by-hand takes it over',
  },
  {
    name: 'a role that is not there, to be taken over',
    flags: { role: 'adopt=nobody' },
    says: 'there is no role nobody in the account',
  },
  {
    name: 'an access point that is there',
    flags: { 'access-point': 'acme-taken' },
    says: 'there is an access point acme-taken',
  },
];

test.each(CLASHES)('$name', async ({ flags, says }) => {
  const { code, stderr } = await run(flags);
  expect(code).toBe(1);
  expect(stderr).toContain(says);
  expect(project.tenants()).toEqual([]);
});

test('what is there is used as it is, with its key, or taken over', async () => {
  const { stdout } = await run({ bucket: 'acme-keyed', 'bucket-is': 'existing' }, '--json');
  expect(JSON.parse(stdout).text).toContain(
    `bucket:\n  name: acme-keyed\n  existing: true\n  encryption:\n    kmsKeyArn: ${KEY}\n`,
  );
  const adopted = await run(
    { tenant: 'by-hand', bucket: 'acme-plain', 'bucket-is': 'adopt', role: 'adopt' },
    '--json',
  );
  const { text, notices, next } = JSON.parse(adopted.stdout);
  expect(text).toContain('adopt: [bucket, role]\n');
  expect(notices.join('\n')).toContain('taking over would lose this: the statement #1 of the trust policy');
  expect(next[0]).toBe('s3-handshake adopt by-hand --record');
});

test('adopt says what would be lost, records it, and approves it only where that is said', async () => {
  const adopt = (argv: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    project.run(['adopt', 'acme', ...argv], {
      env: { ...localAws.environment(ACCOUNT), HOME: '/nonexistent', ...more },
    });
  const record = join(project.folder, 'adoptions', 'acme.json');
  const made = await run({ bucket: 'acme-keyed', 'bucket-is': 'adopt', role: 'adopt=s3-handshake-by-hand' });
  expect(made.code).toBe(0);
  expect(project.read('tenants/acme.yaml')).toContain('role:\n  name: s3-handshake-by-hand\n');

  const told = await adopt(['--json']);
  expect(told.code).toBe(2);
  const [report] = JSON.parse(told.stdout).tenants;
  expect(report.losses.map(({ id }: { readonly id: string }) => id.replace(/-[0-9a-f]{8}$/, ''))).toEqual([
    'bucket.encryption',
    'role.trust.#1',
  ]);
  expect(existsSync(record)).toBe(false);

  expect((await adopt(['--record'])).code).toBe(2);
  expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject({ tenant: 'acme', approved: [] });
  const approved = await adopt(['--record'], { HANDSHAKE_ALLOW_LOSS: 'other,ac*' });
  expect(approved.code).toBe(0);
  expect(approved.stdout).toContain('Would be lost, and is approved');
  // What was approved stays so for what is the same.
  expect((await adopt([])).code).toBe(0);

  const denied = await adopt([], localAws.environment('777788889999'));
  expect({ code: denied.code, says: denied.stdout.includes('inconclusive') }).toEqual({
    code: 1,
    says: true,
  });
});

test('credentials of another account are no view into this one, and --offline asks nobody', async () => {
  const { code, stderr } = await run({ account: '777788889999', bucket: 'acme-plain' });
  expect({ code, stderr: stderr.replace(/\s+/g, ' ').trim() }).toEqual({
    code: 0,
    stderr: `What is in the account already is not looked at: the credentials are of the account ${ACCOUNT}, and the tenant's is 777788889999`,
  });
  expect((await run({ tenant: 'by-hand', bucket: 'acme-keyed' }, '--offline')).code).toBe(0);
});

test('at a terminal, what is there is said with the question', async () => {
  const { stderr } = await project.run(flagsOf({ bucket: 'acme-keyed' }), {
    env: { ...localAws.environment(ACCOUNT), HOME: '/nonexistent' },
    terminal: typing(['new', 'existing', '', 'no']),
  });
  const said = stderr.replace(/\s+/g, ' ');
  expect(said).toContain(`It is in this account, in ${REGION}, encrypted with ${KEY}.`);
  expect(said).toContain('✗ the bucket is there already');
});
