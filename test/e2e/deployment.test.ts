/** Real Terraform and the real AWS provider, on the embedded AWS. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GetRoleCommand, GetRolePolicyCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { iamClient, s3Client } from '../../aws/clients';
import { localAws } from '../../config/values/local-aws';
import { rootCredentials } from '../../local-aws';
import { FULL } from '../full';
import { START_SECRET } from '../start-secret';
import { ACCOUNT, ALL_KINDS, BY_HAND, KINDS, OWNERS_POLICY, REGION } from './kinds';
import { stage } from './stage';
import { apply, init, plan, synthesise, terraform } from './terraform';

const { folder, env, ci } = stage();

/** Two at a time: that is how many processors there are, and a plan keeps one busy. */
async function inPairs<T>(
  names: readonly string[],
  work: (name: string) => Promise<T>,
): Promise<Map<string, T>> {
  const results = new Map<string, T>();
  const queue = [...names];
  const worker = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift())
      results.set(name, await work(name));
  };
  await Promise.all([worker(), worker()]);
  return results;
}

function settings() {
  const credentials = {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
  };
  return { region: REGION, credentials, localAws: localAws(env) };
}

/** What `drift.test.ts` changes by hand, and takes back, while these tests run; it looks itself that a plan is clean. */
const CHANGED_MEANWHILE = 'drifting';
const UNTOUCHED = Object.keys(KINDS).filter((name) => name !== CHANGED_MEANWHILE);

test('a plan right after the deployment says that nothing changes, for every kind of tenant', async () => {
  const plans = await inPairs(UNTOUCHED, (name) => plan(folder, name, ci));
  const noisy = [...plans]
    .filter(([, { code }]) => code !== 0)
    .map(([name, { output }]) => `${name}:\n${output}`);
  expect(noisy).toEqual([]);
  expect(plans.size).toBe(UNTOUCHED.length);
});

test('outputs are named as the field names them', async () => {
  const { output } = await terraform(folder, 'shared-maker', ['output', '-json'], env);
  const values = JSON.parse(output) as Record<string, { value: string }>;
  expect(Object.keys(values).sort()).toEqual([
    'AccessPointAlias',
    'AccessPointArn',
    'BucketName',
    'TargetRoleArn',
  ]);
  expect(values.AccessPointArn?.value).toBe(
    `arn:aws:s3:${REGION}:${ACCOUNT}:accesspoint/acme-shared-amperity`,
  );
  expect(values.AccessPointAlias?.value).toMatch(/-s3alias$/);
});

if (FULL)
  test("an adopted role keeps what it was, and gets the tenant's policies", async () => {
    const iam = iamClient(settings());
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: BY_HAND.adoptedRole.name }));
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain('adopted-external-ID');
    const { PolicyNames } = await iam.send(
      new ListRolePoliciesCommand({ RoleName: BY_HAND.adoptedRole.name }),
    );
    expect(PolicyNames).toEqual(['s3-handshake-access']);
  });

/** What is added to a tenant's file, one after the other, and the Denys that then stand in the role's policy. */
const LIFE: readonly (readonly [text: string, denied: readonly string[] | 'no role'])[] = [
  ['access: suspended', ['Suspended']],
  ['revokeSessionsBefore: 2026-11-23T18:00:00Z', ['SessionsFromBefore']],
  ['access: revoked', 'no role'],
];

/**
 * One tenant's life in a project of its own, on the bucket that was there before, with its state in S3: what these
 * tests change, the shared project's readers must not see.
 */
describe('in the life of a tenant', () => {
  const NAME = 'changing';
  const STATES = 'acme-terraform-states';
  const STATE_KEY = `fleet/${NAME}.tfstate`;
  const lone = join(folder, '..', `${basename(folder)}-${NAME}`);

  function fleet(state: string): void {
    writeFileSync(join(lone, 'handshake.yaml'), `state: ${state}\n`);
  }

  /** Writes the tenant's file, with `more` at its end, and its stack. */
  function synthesiseWith(more = ''): void {
    const file = (ALL_KINDS['existing-bucket'] ?? '').replaceAll('existing-bucket', NAME);
    writeFileSync(join(lone, 'tenants', `${NAME}.yaml`), `${file}${more}\n`);
    synthesise(lone, [NAME], env);
  }

  beforeAll(async () => {
    mkdirSync(join(lone, 'tenants'), { recursive: true });
    cpSync(join(folder, 'vendors'), join(lone, 'vendors'), { recursive: true });
    fleet(`{ s3: { bucket: ${STATES}, region: ${REGION}, keyPrefix: fleet/ } }`);
    await s3Client(settings()).send(new CreateBucketCommand({ Bucket: STATES }));
    synthesiseWith();
    await apply(lone, NAME, env);
  });

  afterAll(() => rmSync(lone, { recursive: true, force: true }));

  test('nothing is put on an existing bucket, its policy least of all', async () => {
    const asked = s3Client(settings()).send(new GetBucketPolicyCommand({ Bucket: BY_HAND.existingBucket }));
    expect(JSON.parse((await asked).Policy ?? '')).toEqual(JSON.parse(OWNERS_POLICY));
  });

  test('a change that would make the role anew is named and fails', async () => {
    synthesiseWith('role: { name: another-name }');
    const { code, output } = await plan(lone, NAME, env);
    expect(code).toBe(1);
    expect(output.replace(/[│\s]+/g, ' ')).toContain(
      `would be replaced by arn:aws:iam::111122223333:role/another-name. To allow it, run the command again with HANDSHAKE_ALLOW_REPLACE=${NAME}`,
    );
  });

  test.each(FULL ? LIFE : LIFE.slice(0, 1))('%p leaves no change behind', async (text, denied) => {
    synthesiseWith(text);
    await apply(lone, NAME, env);
    expect(await deniedBy(`s3-handshake-${NAME}`).catch(() => 'no role')).toEqual(denied);
    expect((await plan(lone, NAME, env)).code).toBe(0);
  });

  test('its state lies in S3, which locks it itself', async () => {
    const s3 = s3Client(settings());
    await s3.send(new HeadObjectCommand({ Bucket: STATES, Key: STATE_KEY }));
    const Body = JSON.stringify({
      ID: 'somebody-else',
      Operation: 'OperationTypeApply',
      Who: 'somebody@else',
    });
    await s3.send(new PutObjectCommand({ Bucket: STATES, Key: `${STATE_KEY}.tflock`, Body }));
    const { code, output } = await plan(lone, NAME, env);
    expect(code).toBe(1);
    expect(output).toContain('Error acquiring the state lock');
    expect(output).toContain('somebody@else');
  });

  test("a plan in another account than the tenant's fails", async () => {
    // A stranger could not read the state in S3 either: that would be another error.
    fleet('local');
    synthesiseWith();
    rmSync(join(lone, 'cdktf.out', 'stacks', NAME, '.terraform'), { recursive: true });
    await init(lone, NAME, env);
    const { accessKeyId, secretAccessKey } = rootCredentials('444455556666', START_SECRET);
    const stranger = { ...env, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    const { code, output } = await plan(lone, NAME, stranger);
    expect(code).toBe(1);
    expect(output).toContain('AWS account ID not allowed: 444455556666');
  });
});

/** Sids of the Deny statements in the role's own policy. */
async function deniedBy(role: string): Promise<readonly string[]> {
  const { PolicyDocument = '' } = await iamClient(settings()).send(
    new GetRolePolicyCommand({ RoleName: role, PolicyName: 's3-handshake-access' }),
  );
  const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument));
  return Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Deny').map(
    ({ Sid }: { Sid: string }) => Sid,
  );
}
