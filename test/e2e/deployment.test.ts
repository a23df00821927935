/** Real Terraform and the real AWS provider, on the embedded AWS. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
import { apply, init, plan, stateOf, synthesise, terraform } from './terraform';

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

/**
 * What `drift.test.ts` changes by hand, and takes back, while these tests run; it looks itself that nothing else is to
 * change. Of another one `export.test.ts` plans what is exported.
 */
const PLANNED_ELSEWHERE = FULL ? ['drifting'] : ['drifting', 'shared-maker'];
const PLANNED = Object.keys(KINDS).filter((name) => !PLANNED_ELSEWHERE.includes(name));

test('a plan right after the deployment says that nothing changes, for every kind of tenant', async () => {
  const plans = await inPairs(PLANNED, (name) => plan(folder, name, ci));
  const noisy = [...plans]
    .filter(([, { code }]) => code !== 0)
    .map(([name, { output }]) => `${name}:\n${output}`);
  expect(noisy).toEqual([]);
  expect(plans.size).toBe(PLANNED.length);
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

/** A project of its own: what is changed in it, the shared project's readers must not see. */
class Lone {
  readonly folder: string;

  constructor(readonly name: string) {
    this.folder = join(folder, '..', `${basename(folder)}-${name}`);
    mkdirSync(join(this.folder, 'tenants'), { recursive: true });
  }

  /** Writes the tenant's file and its stack; `state` is what handshake.yaml says of it. */
  synthesise(file: string, state: string): void {
    writeFileSync(join(this.folder, 'handshake.yaml'), `state: ${state}\n`);
    writeFileSync(join(this.folder, 'tenants', `${this.name}.yaml`), file);
    synthesise(this.folder, [this.name], env);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

describe('a tenant that is deployed, in another project', () => {
  const lone = new Lone('shared-user');
  const file = () => readFileSync(join(folder, 'tenants', `${lone.name}.yaml`), 'utf8');
  afterAll(() => lone.remove());

  test('a change that would make the role anew is named and fails', async () => {
    lone.synthesise(`${file()}role: { name: another-name }\n`, 'local');
    cpSync(stateOf(folder, lone.name), stateOf(lone.folder, lone.name));
    await init(lone.folder, lone.name, env);
    const { code, output } = await plan(lone.folder, lone.name, env);
    expect(code).toBe(1);
    expect(output.replace(/[│\s]+/g, ' ')).toContain(
      `would be replaced by arn:aws:iam::111122223333:role/another-name. To allow it, run the command again with HANDSHAKE_ALLOW_REPLACE=${lone.name}`,
    );
  });

  test("a plan in another account than the tenant's fails", async () => {
    const { accessKeyId, secretAccessKey } = rootCredentials('444455556666', START_SECRET);
    const stranger = { ...env, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    const { code, output } = await plan(lone.folder, lone.name, stranger);
    expect(code).toBe(1);
    expect(output).toContain('AWS account ID not allowed: 444455556666');
  });
});

/** What is added to a tenant's file, one after the other, and the Denys that then stand in the role's policy. */
const LIFE: readonly (readonly [text: string, denied: readonly string[] | 'no role'])[] = [
  ['access: suspended', ['Suspended']],
  ['revokeSessionsBefore: 2026-11-23T18:00:00Z', ['SessionsFromBefore']],
  ['access: revoked', 'no role'],
];

describe('a tenant whose state lies in S3', () => {
  const STATES = 'acme-terraform-states';
  const S3 = `{ s3: { bucket: ${STATES}, region: ${REGION}, keyPrefix: fleet/ } }`;
  const lone = new Lone('changing');
  const Key = `fleet/${lone.name}.tfstate`;
  /** On the bucket that was there before. */
  const file = (ALL_KINDS['existing-bucket'] ?? '').replaceAll('existing-bucket', lone.name);
  const s3 = s3Client(settings());

  beforeAll(async () => {
    await s3.send(new CreateBucketCommand({ Bucket: STATES }));
    lone.synthesise(file, S3);
    await init(lone.folder, lone.name, env);
  });
  afterAll(() => lone.remove());

  if (FULL)
    test('is deployed; nothing is put on an existing bucket, its policy least of all', async () => {
      await apply(lone.folder, lone.name, env);
      await s3.send(new HeadObjectCommand({ Bucket: STATES, Key }));
      const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket: BY_HAND.existingBucket }));
      expect(JSON.parse(Policy)).toEqual(JSON.parse(OWNERS_POLICY));
    });

  if (FULL)
    test.each(LIFE)('%p leaves no change behind', async (text, denied) => {
      lone.synthesise(`${file}${text}\n`, S3);
      await apply(lone.folder, lone.name, env);
      expect(await deniedBy(`s3-handshake-${lone.name}`).catch(() => 'no role')).toEqual(denied);
      expect((await plan(lone.folder, lone.name, env)).code).toBe(0);
    });

  test('is locked there', async () => {
    const Body = JSON.stringify({
      ID: 'somebody-else',
      Operation: 'OperationTypeApply',
      Who: 'somebody@else',
    });
    await s3.send(new PutObjectCommand({ Bucket: STATES, Key: `${Key}.tflock`, Body }));
    const { code, output } = await plan(lone.folder, lone.name, env);
    expect(code).toBe(1);
    expect(output).toContain('Error acquiring the state lock');
    expect(output).toContain('somebody@else');
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
