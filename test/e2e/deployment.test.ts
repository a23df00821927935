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
import { localAws } from '../../config/local-aws';
import { iamClient, s3Client } from '../../scripts/lib/aws-clients';
import { FULL } from '../full';
import { rootKey } from '../local-aws/credentials';
import { ACCOUNT, BY_HAND, KINDS, OWNERS_POLICY, REGION } from './kinds';
import { stage } from './stage';
import { apply, plan, synthesise, terraform } from './terraform';

const { folder, env, ci } = stage();
const MINUTES = 60_000;

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
 * A project of one tenant on the bucket that was there before, for tests that change what they deploy: the shared one
 * is read by others meanwhile. `change` works on the text of its file.
 */
async function loneProject(name: string, fleet = 'state: local\n') {
  const lone = join(folder, '..', `${basename(folder)}-${name}`);
  mkdirSync(join(lone, 'tenants'), { recursive: true });
  cpSync(join(folder, 'vendors'), join(lone, 'vendors'), { recursive: true });
  writeFileSync(join(lone, 'handshake.yaml'), fleet);
  const original = (KINDS['existing-bucket'] ?? '').replaceAll('existing-bucket', name);
  return {
    synthesise: (change: (text: string) => string = (text) => text) => {
      writeFileSync(join(lone, 'tenants', `${name}.yaml`), change(original));
      synthesise(lone, [name], env);
    },
    apply: () => apply(lone, name, env),
    plan: (as: NodeJS.ProcessEnv = env) => plan(lone, name, as),
    remove: () => rmSync(lone, { recursive: true, force: true }),
  };
}

test(
  'a plan right after the deployment says that nothing changes, for every kind of tenant',
  async () => {
    const plans = await inPairs(Object.keys(KINDS), (name) => plan(folder, name, ci));
    const noisy = [...plans]
      .filter(([, { code }]) => code !== 0)
      .map(([name, { output }]) => `${name}:\n${output}`);
    expect(noisy).toEqual([]);
    expect(plans.size).toBe(Object.keys(KINDS).length);
  },
  10 * MINUTES,
);

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

(FULL ? test : test.skip)("an adopted role keeps what it was, and gets the tenant's policies", async () => {
  const iam = iamClient(settings());
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: BY_HAND.adoptedRole.name }));
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain('adopted-external-ID');
  const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName: BY_HAND.adoptedRole.name }));
  expect(PolicyNames).toEqual(['s3-handshake-access']);
});

test('nothing is put on an existing bucket, its policy least of all', async () => {
  const asked = s3Client(settings()).send(new GetBucketPolicyCommand({ Bucket: BY_HAND.existingBucket }));
  expect(JSON.parse((await asked).Policy ?? '')).toEqual(JSON.parse(OWNERS_POLICY));
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

/** What is added to a tenant's file, one after the other, and the Denys that then stand in the role's policy. */
const LIFE: readonly (readonly [text: string, denied: readonly string[] | 'no role'])[] = [
  ['', []],
  ['access: suspended', ['Suspended']],
  ['revokeSessionsBefore: 2026-11-23T18:00:00Z', ['SessionsFromBefore']],
  ['access: revoked', 'no role'],
];

test(
  'an active tenant is suspended, then resumed, then revoked; no step leaves a change behind',
  async () => {
    const project = await loneProject('stepwise');
    for (const [text, denied] of FULL ? LIFE : LIFE.slice(0, 2)) {
      project.synthesise((file) => `${file}${text}\n`);
      await project.apply();
      expect(await deniedBy('s3-handshake-stepwise').catch(() => 'no role')).toEqual(denied);
      if (text !== '') expect((await project.plan()).code).toBe(0);
    }
    project.remove();
  },
  10 * MINUTES,
);

test(
  'a change that would make the role anew is named and fails; nor does a plan run in another account',
  async () => {
    const project = await loneProject('guarded');
    project.synthesise();
    await project.apply();

    const stranger = await project.plan({ ...env, ...strangersKeys() });
    expect(stranger.code).toBe(1);
    expect(stranger.output).toContain('AWS account ID not allowed: 444455556666');

    project.synthesise((text) => `${text}role: { name: another-name }\n`);
    const renamed = await project.plan();
    expect(renamed.code).toBe(1);
    expect(renamed.output.replace(/[│\s]+/g, ' ')).toContain(
      'would be replaced by arn:aws:iam::111122223333:role/another-name. To allow it, run the command again with HANDSHAKE_ALLOW_REPLACE=guarded',
    );
    project.remove();
  },
  10 * MINUTES,
);

/** Somebody who is the root user of another account. */
function strangersKeys(): Record<string, string> {
  const { accessKeyId, secretAccessKey } = rootKey('444455556666');
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

test(
  'a state in S3 is locked by S3 itself',
  async () => {
    const s3 = s3Client(settings());
    const Bucket = 'acme-terraform-states';
    await s3.send(new CreateBucketCommand({ Bucket }));
    const project = await loneProject(
      'remote',
      `state: { s3: { bucket: ${Bucket}, region: ${REGION}, keyPrefix: fleet/ } }\n`,
    );
    project.synthesise();
    await project.apply();
    await s3.send(new HeadObjectCommand({ Bucket, Key: 'fleet/remote.tfstate' }));

    const Body = JSON.stringify({
      ID: 'somebody-else',
      Operation: 'OperationTypeApply',
      Who: 'somebody@else',
    });
    await s3.send(new PutObjectCommand({ Bucket, Key: 'fleet/remote.tfstate.tflock', Body }));
    const { code, output } = await project.plan();
    expect(code).toBe(1);
    expect(output).toContain('Error acquiring the state lock');
    expect(output).toContain('somebody@else');
    project.remove();
  },
  10 * MINUTES,
);
