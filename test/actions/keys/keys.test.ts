import { ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { iamClient, secretsManagerClient, stsClient } from '../../../aws/clients';
import { loadProject, selectTenants } from '../../../config';
import { type LocalAws, startLocalAws } from '../../../local-aws';
import { EXIT } from '../../../report/exit-codes';
import { deployBySdk, rootOf } from '../../deployed-by-sdk';
import { anotherSecond } from '../../until';
import { AMPERITY, type AProject, aProject, typing } from '../onboarding/a-project';
import { keyFile } from './key-file';

const ACCOUNT = '111122223333';
const REGION = 'us-east-1';
/** As AWS and moto make them. */
const SECRET = /^[A-Za-z0-9/+=]{40}$/;

let localAws: LocalAws;
let project: AProject;

beforeAll(async () => {
  localAws = await startLocalAws();
  project = aProject({
    'acme-prod': AMPERITY,
    'key-way': keyFile('key-way'),
    'key-two': keyFile('key-two'),
    'key-ask': keyFile('key-ask'),
    'key-shut': keyFile('key-shut', 'suspended'),
    'key-gone': keyFile('key-gone', 'revoked'),
    'key-none': keyFile('key-none'),
  });
  for (const name of ['key-way', 'key-two', 'key-ask', 'key-shut']) {
    const [tenant] = selectTenants(loadProject(project.folder, { tenants: [name] }), [name]);
    if (tenant) await deployBySdk(tenant, localAws);
  }
});

afterAll(async () => {
  project.remove();
  await localAws.stop();
});

function keys(argv: readonly string[], io: Parameters<AProject['run']>[1] = {}) {
  return project.run(['keys', ...argv], { env: localAws.environment(ACCOUNT), ...io });
}

async function keyIds(name: string): Promise<readonly string[]> {
  const iam = iamClient({ region: REGION, localAws, credentials: rootOf(ACCOUNT) });
  const { AccessKeyMetadata = [] } = await iam.send(
    new ListAccessKeysCommand({ UserName: `s3-handshake-${name}` }),
  );
  return AccessKeyMetadata.flatMap(({ AccessKeyId }) => AccessKeyId ?? []);
}

/** The ARN of whom a key is of; the error's name where it is none. */
function whoComesWith(credentials: { accessKeyId: string; secretAccessKey: string }): Promise<string> {
  return stsClient({ region: REGION, localAws, credentials })
    .send(new GetCallerIdentityCommand({}))
    .then(
      ({ Arn = '' }) => Arn,
      (error: Error) => error.name,
    );
}

async function created(
  ...argv: readonly string[]
): Promise<{ accessKeyId: string; secretAccessKey: string }> {
  const { code, stdout, stderr } = await keys([...argv, '--json']);
  if (code !== EXIT.ok) throw new Error(stderr);
  return JSON.parse(stdout);
}

test('a key is printed once, as two lines, and opens the way as the target user', async () => {
  const { code, stdout, stderr } = await keys(['create', 'key-way']);
  expect(code).toBe(EXIT.ok);
  const [, accessKeyId = '', secretAccessKey = ''] =
    /^Access key ID: (\S+)\nSecret access key: (\S+)\n$/.exec(stdout) ?? [];
  expect(secretAccessKey).toMatch(SECRET);
  expect(stderr).not.toContain(secretAccessKey);
  expect(await whoComesWith({ accessKeyId, secretAccessKey })).toBe(
    `arn:aws:iam::${ACCOUNT}:user/s3-handshake-key-way`,
  );
});

test('is rotated with no moment in which neither works, and the old one goes when it rests', async () => {
  const [oldId = ''] = await keyIds('key-way');
  await anotherSecond();
  const young = await created('rotate', 'key-way');
  expect((await keyIds('key-way')).length).toBe(2);
  expect((await keys(['rotate', 'key-way'])).stderr).toContain('two access keys already');
  expect((await keys(['create', 'key-way'])).stderr).toContain('AWS allows no more');
  // Until somebody uses the new one, nobody knows that the vendor has it: not even --force ends the old one.
  const unused = await keys(['rotate', 'key-way', '--finish', '--force']);
  expect(unused).toMatchObject({ code: EXIT.error, stdout: '' });
  expect(unused.stderr).toContain('nobody has used the newer key yet');
  await anotherSecond();
  expect(await whoComesWith(young)).toContain('user/s3-handshake-key-way');
  const used = await keys(['rotate', 'key-way', '--finish']);
  expect(used.code).toBe(EXIT.error);
  expect(used.stderr).toMatch(/the old key \S+ was last used \d{4}-.*Z at sts in us-east-1.*--force/);
  const forced = await keys(['rotate', 'key-way', '--finish', '--force']);
  expect(forced.stdout).toMatch(
    new RegExp(`^Deleted: ${oldId}, made .*, last used .* at sts in us-east-1\n$`),
  );
  expect(await keyIds('key-way')).toEqual([young.accessKeyId]);
  expect(await whoComesWith(young)).toContain('user/s3-handshake-key-way');
  expect((await keys(['rotate', 'key-way', '--finish'])).stderr).toContain('no rotation has begun');
});

test('an old key that nobody used goes without --force', async () => {
  const old = await created('create', 'key-two');
  await anotherSecond();
  const young = await created('rotate', 'key-two');
  await whoComesWith(young);
  const { stdout } = await keys(['rotate', 'key-two', '--finish', '--json']);
  expect(JSON.parse(stdout)).toEqual({
    kind: 'keys',
    version: 1,
    tenant: 'key-two',
    user: 's3-handshake-key-two',
    deleted: [old.accessKeyId],
    lastUsed: null,
  });
  expect(await whoComesWith(old)).toBe('InvalidClientTokenId');
  expect(await keyIds('key-two')).toEqual([young.accessKeyId]);
});

test('all are deleted after a yes only, typed or by --yes', async () => {
  const { accessKeyId } = await created('create', 'key-ask');
  const unasked = await keys(['revoke', 'key-ask']);
  expect(unasked.stderr).toContain('pass --yes to confirm');
  const prompts: string[] = [];
  const refused = await keys(['revoke', 'key-ask'], { terminal: typing(['no'], prompts) });
  expect(prompts.join()).toContain(`key of key-ask (${accessKeyId}, made`);
  expect(refused.stderr).toContain('nothing was deleted');
  expect(await keyIds('key-ask')).toEqual([accessKeyId]);
  expect((await keys(['revoke', 'key-ask'], { terminal: typing(['yes']) })).stdout).toBe(
    `Deleted: ${accessKeyId}\n`,
  );
  expect(await keyIds('key-ask')).toEqual([]);
  expect((await keys(['revoke', 'key-ask', '--yes'])).stdout).toBe('There is no key.\n');
});

test('with --secrets-manager a key is in the secret and nowhere else', async () => {
  const client = secretsManagerClient({ region: REGION, localAws, credentials: rootOf(ACCOUNT) });
  const told = async () => {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: 'channelmix' }));
    return JSON.parse(SecretString) as { AccessKeyId: string; SecretAccessKey: string };
  };
  const first = await keys(['create', 'key-ask', '--secrets-manager', 'channelmix']);
  const { AccessKeyId, SecretAccessKey } = await told();
  expect(SecretAccessKey).toMatch(SECRET);
  expect(first.stdout).toMatch(/^Access key ID: \S+\nSecret: arn:aws:secretsmanager:\S+\n$/);
  expect(first.stdout).toContain(AccessKeyId);
  expect(first.stdout + first.stderr).not.toContain(SecretAccessKey);
  await anotherSecond();
  const second = JSON.parse(
    (await keys(['rotate', 'key-ask', '--secrets-manager', 'channelmix', '--json'])).stdout,
  );
  expect((await told()).AccessKeyId).toBe(second.accessKeyId);
  expect(second).not.toHaveProperty('secretAccessKey');

  await client.send(new CreateSecretCommand({ Name: 'of-others', SecretString: 'theirs' }));
  await keys(['revoke', 'key-ask', '--yes']);
  const refused = await keys(['create', 'key-ask', '--secrets-manager', 'of-others']);
  expect(refused.stderr).toContain('the secret of-others is not ours');
  expect(await keyIds('key-ask')).toEqual([]);
});

test('one of two is deleted by its ID, and what stays is said', async () => {
  const one = await created('create', 'key-ask');
  const again = await keys(['create', 'key-ask']);
  expect(again).toMatchObject({ code: EXIT.error, stdout: '' });
  expect(again.stderr).toContain(`has an access key already: ${one.accessKeyId}, made`);
  const other = await created('rotate', 'key-ask');
  const prompts: string[] = [];
  const { code, stdout } = await keys(['revoke', 'key-ask', other.accessKeyId], {
    terminal: typing(['yes'], prompts),
  });
  expect({ code, stdout }).toEqual({
    code: EXIT.ok,
    stdout: `Deleted: ${other.accessKeyId}\nLeft: ${one.accessKeyId}\n`,
  });
  expect(prompts.join().replaceAll(/\s+/g, ' ')).toMatch(
    new RegExp(`${other.accessKeyId}, made .*, never used.*${one.accessKeyId} stays`),
  );
  expect(await keyIds('key-ask')).toEqual([one.accessKeyId]);
  const unknown = await keys(['revoke', 'key-ask', other.accessKeyId, '--yes']);
  expect(unknown.stderr).toContain(`has no access key ${other.accessKeyId}: it has ${one.accessKeyId}`);
  await keys(['revoke', 'key-ask', '--yes']);
});

const REFUSED: readonly { argv: readonly string[]; account?: string; says: string }[] = [
  { argv: [], says: 'keys needs one of create, rotate, revoke' },
  { argv: ['make', 'key-way'], says: "unknown command 'make'" },
  { argv: ['create'], says: 'the name of one tenant' },
  { argv: ['create', 'key-way', 'key-two'], says: 'the name of one tenant' },
  { argv: ['create', 'key-*'], says: 'keys takes one' },
  { argv: ['create', 'acme-prod'], says: 'has a role and no access keys' },
  { argv: ['create', 'key-shut'], says: 'is suspended: a new key would open nothing' },
  { argv: ['rotate', 'key-gone'], says: 'is revoked' },
  { argv: ['rotate', 'key-ask'], says: 'no access key to rotate' },
  { argv: ['create', 'key-none'], says: 'there is no user s3-handshake-key-none' },
  { argv: ['create', 'key-two'], account: '222233334444', says: 'of the account 222233334444' },
  { argv: ['revoke', 'key-two', '--yes'], account: '222233334444', says: 'of the account 222233334444' },
  { argv: ['create', 'key-way', '--finish'], says: "unknown option '--finish'" },
  { argv: ['rotate', 'key-way', '--force'], says: '--force is for --finish' },
  { argv: ['create', 'key-way', '--yes'], says: "unknown option '--yes'" },
  { argv: ['revoke', 'key-way', '--secrets-manager', 'x'], says: "unknown option '--secrets-manager'" },
];

test.each(REFUSED)('keys $argv: $says', async ({ argv, account = ACCOUNT, says }) => {
  const { code, stdout, stderr } = await keys(argv, { env: localAws.environment(account) });
  expect(code).toBe(EXIT.error);
  expect(stdout).toBe('');
  expect(stderr).toContain(says);
  expect(stderr).not.toContain('    at ');
});

test('a suspended tenant loses its keys all the same', async () => {
  expect((await keys(['revoke', 'key-shut', '--yes'])).code).toBe(EXIT.ok);
});
