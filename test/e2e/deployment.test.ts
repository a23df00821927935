/** Real Terraform and the real AWS provider, on the embedded AWS. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetRoleCommand, GetRolePolicyCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { localAws } from '../../config/local-aws';
import { iamClient, s3Client } from '../../scripts/lib/aws-clients';
import { ACCOUNT, BY_HAND, KINDS, REGION } from './kinds';
import { stage } from './stage';
import { apply, plan, synthesise, terraform } from './terraform';

const { folder, env } = stage();
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

/** Changes a tenant's file, synthesises it anew, and puts the file back. */
async function withTenant<T>(
  name: string,
  change: (text: string) => string,
  work: () => Promise<T>,
): Promise<T> {
  const file = join(folder, 'tenants', `${name}.yaml`);
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, change(before));
  try {
    synthesise(folder, [name], env);
    return await work();
  } finally {
    writeFileSync(file, before);
    synthesise(folder, [name], env);
  }
}

test(
  'a plan right after the deployment says that nothing changes, for every kind of tenant',
  async () => {
    const plans = await inPairs(Object.keys(KINDS), (name) => plan(folder, name, env));
    const noisy = [...plans]
      .filter(([, { code }]) => code !== 0)
      .map(([name, { output }]) => `${name}:\n${output}`);
    expect(noisy).toEqual([]);
    expect(plans.size).toBe(Object.keys(KINDS).length);
  },
  3 * MINUTES,
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

test("an adopted role keeps what it was, and gets the tenant's policies", async () => {
  const iam = iamClient(settings());
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: BY_HAND.adoptedRole.name }));
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain('adopted-external-ID');
  const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName: BY_HAND.adoptedRole.name }));
  expect(PolicyNames).toEqual(['s3-handshake-access']);
});

test('nothing is put on an existing bucket, its policy least of all', async () => {
  const asked = s3Client(settings()).send(new GetBucketPolicyCommand({ Bucket: BY_HAND.existingBucket }));
  await expect(asked).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
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

test(
  'an active tenant is suspended, then resumed, then revoked; no step leaves a change behind',
  async () => {
    const steps = ['access: suspended', 'revokeSessionsBefore: 2026-11-23T18:00:00Z', 'access: revoked'];
    const denied: (readonly string[] | 'no role')[] = [];
    for (const step of steps)
      await withTenant(
        'new-bucket',
        (text) => `${text}${step}\n`,
        async () => {
          await apply(folder, 'new-bucket', env);
          expect((await plan(folder, 'new-bucket', env)).code).toBe(0);
          denied.push(await deniedBy('s3-handshake-new-bucket').catch(() => 'no role' as const));
        },
      );
    expect(denied).toEqual([['Suspended'], ['SessionsFromBefore'], 'no role']);
    await apply(folder, 'new-bucket', env);
  },
  4 * MINUTES,
);

test(
  'a change that would make the role anew is named and fails, until it gets a yes',
  async () => {
    const { code, output } = await withTenant(
      'existing-bucket',
      (text) => `${text}role: { name: another-name }\n`,
      () => plan(folder, 'existing-bucket', env),
    );
    expect(code).toBe(1);
    expect(output.replace(/[│\s]+/g, ' ')).toContain(
      'would be replaced by arn:aws:iam::111122223333:role/another-name. To allow it, run the command again with HANDSHAKE_ALLOW_REPLACE=existing-bucket',
    );
  },
  2 * MINUTES,
);

test(
  "no plan runs with another account's credentials",
  async () => {
    const stranger = { ...env, AWS_ACCESS_KEY_ID: `AKIAROOT444455556666` };
    const { code, output } = await plan(folder, 'existing-bucket', stranger);
    expect(code).toBe(1);
    expect(output).not.toContain('No changes');
  },
  2 * MINUTES,
);

test(
  'a state in S3 is locked by S3 itself',
  async () => {
    const { CreateBucketCommand, HeadObjectCommand, PutObjectCommand } = await import('@aws-sdk/client-s3');
    const s3 = s3Client(settings());
    await s3.send(new CreateBucketCommand({ Bucket: 'acme-terraform-states' }));
    const fleet = join(folder, 'handshake.yaml');
    writeFileSync(
      fleet,
      `state: { s3: { bucket: acme-terraform-states, region: ${REGION}, keyPrefix: fleet/ } }\n`,
    );
    mkdirSync(join(folder, 'tenants'), { recursive: true });
    const file = join(folder, 'tenants', 'remote.yaml');
    writeFileSync(
      file,
      (KINDS['existing-bucket'] ?? '')
        .replaceAll('existing-bucket', 'remote')
        .replace(BY_HAND.existingBucket, BY_HAND.logBucket),
    );
    try {
      synthesise(folder, ['remote'], env);
      await apply(folder, 'remote', env);
      await s3.send(new HeadObjectCommand({ Bucket: 'acme-terraform-states', Key: 'fleet/remote.tfstate' }));
      await s3.send(
        new PutObjectCommand({
          Bucket: 'acme-terraform-states',
          Key: 'fleet/remote.tfstate.tflock',
          Body: JSON.stringify({
            ID: 'somebody-else',
            Operation: 'OperationTypeApply',
            Who: 'somebody@else',
          }),
        }),
      );
      const { code, output } = await plan(folder, 'remote', env);
      expect(code).toBe(1);
      expect(output).toContain('Error acquiring the state lock');
      expect(output).toContain('somebody@else');
    } finally {
      writeFileSync(fleet, '');
      writeFileSync(file, '');
    }
  },
  2 * MINUTES,
);
