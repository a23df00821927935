/** The life of an access key, from its making to its end, and the search for its secret in all that was written. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsCredentialIdentity } from '@smithy/types';
import { commandLine, type Printed } from '../../command-line';
import { deployBySdk } from '../../deployed-by-sdk';
import { FULL } from '../../full';
import { anotherSecond } from '../../until';
import { ACCOUNT, REGION } from './proposed-tenant';
import { openScene, type Scene } from './scene';

const PREFIX = 'acme/campaign-report/';
const FILE = `tenant: acme
customer: acme
vendor: channelmix
account: "${ACCOUNT}"
region: ${REGION}
credentials: access-key # ChannelMix's “AWS Key and Secret”
bucket: { name: acme-exchange, preventDestroy: false, forceDestroy: true }
grants:
  - { prefix: ${PREFIX}, allow: [get, put, list, delete] }
`;

let scene: Scene;
/** Every secret that a command printed. */
const secrets: string[] = [];
/** All that was printed besides, by the command lines. */
const outputs = new Map<string, string>();

beforeAll(async () => {
  scene = await openScene({ acme: FILE });
  // That Terraform makes the same is tried where there is time for it.
  if (FULL) await scene.deploy('acme');
  else await deployBySdk(scene.tenant('acme'), scene.localAws);
});

afterAll(() => scene?.close());

function run(argv: readonly string[], key?: AwsCredentialIdentity): Promise<Printed> {
  const keys = key && { AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey };
  return commandLine(argv, { env: { ...scene.env, HANDSHAKE_DEBUG: '1', ...keys }, cwd: scene.folder });
}

/** Any command but those that make a key: whatever it prints is kept to be searched. */
async function say(argv: readonly string[], key?: AwsCredentialIdentity): Promise<Printed> {
  const printed = await run(argv, key);
  outputs.set(`${outputs.size} ${argv.join(' ')}`, printed.stdout + printed.stderr);
  return printed;
}

/** The secret is what it prints: all else of it is kept. */
async function makeKey(verb: 'create' | 'rotate'): Promise<AwsCredentialIdentity> {
  const { code, stdout, stderr } = await run(['keys', verb, 'acme', '--json']);
  if (code !== 0) throw new Error(stderr);
  outputs.set(`${outputs.size} keys ${verb}`, stderr);
  const { accessKeyId, secretAccessKey } = JSON.parse(stdout);
  secrets.push(secretAccessKey);
  return { accessKeyId, secretAccessKey };
}

/** Files below a folder that hold one of `wanted`, as it is or as URLs and JSON would write it. */
function filesWith(folder: string, wanted: readonly string[]): readonly string[] {
  const forms = wanted.flatMap((one) => [one, encodeURIComponent(one), one.replaceAll('/', '\\/')]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.terraform'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => {
      const text = readFileSync(file, 'utf8');
      return forms.some((form) => text.includes(form));
    });
}

const VERIFY = ['verify', 'acme', '--as', 'vendor', '--no-wait', '--json'];

test('made, verified, rotated, suspended and revoked; and its secret is in no file and no output', async () => {
  const old = await makeKey('create');
  const reports = ['--junit', 'verify.xml', '--markdown', 'verify.md'];
  const verified = await say([...VERIFY, ...reports], old);
  expect(JSON.parse(verified.stdout).summary.fail).toBe(0);
  expect(verified.code).toBe(0);
  expect((await say(['handover', 'acme', '--markdown', 'handover.md'])).stdout).toContain(
    's3-handshake keys create acme',
  );

  await anotherSecond();
  const young = await makeKey('rotate');
  for (const key of [old, young]) expect(await scene.use('acme', key, PREFIX)).toBe('allowed');
  // A deployment in the middle of the rotation leaves its record.
  if (FULL) expect((await scene.plan('acme')).code).toBe(0);
  expect((await say(['keys', 'rotate', 'acme', '--finish'])).stderr).toContain('within the last 24 hours');
  expect((await say(['keys', 'rotate', 'acme', '--finish', '--force'])).code).toBe(0);
  expect(await scene.use('acme', old, PREFIX)).toBe('InvalidAccessKeyId');
  expect(await scene.use('acme', young, PREFIX)).toBe('allowed');
  if (FULL) expect((await scene.plan('acme')).code).toBe(0);

  const suspended = await say(['suspend', 'acme', '--now', '--json']);
  expect(JSON.parse(suspended.stdout).tenants[0].atOnce).toMatchObject({ done: true });
  expect(await scene.use('acme', young, PREFIX)).toBe('AccessDenied');
  if (FULL) expect((await scene.plan('acme')).code).toBe(0);
  expect((await say(['keys', 'create', 'acme'])).stderr).toContain('is suspended');
  expect((await say(VERIFY, young)).code).toBe(0);

  await say(['drift', 'acme']);
  await say(['validate', 'acme']);
  expect((await say(['keys', 'revoke', 'acme', '--yes'])).stdout).toBe(`Deleted: ${young.accessKeyId}\n`);
  expect(await scene.use('acme', young, PREFIX)).toBe('InvalidAccessKeyId');
  expect((await say(['keys', 'revoke', 'acme', '--yes'])).stdout).toBe('There is no key.\n');

  if (FULL) await revokeWithKeyLeft();
  expect(secrets).toHaveLength(FULL ? 3 : 2);
  expect(filesWith(scene.folder, secrets)).toEqual([]);
  for (const [command, output] of outputs)
    for (const secret of secrets)
      expect({ command, told: output.includes(secret) }).toEqual({ command, told: false });
});

/** Terraform takes the user away with its key, of which it knows nothing. */
async function revokeWithKeyLeft(): Promise<void> {
  await say(['resume', 'acme']);
  await scene.deploy('acme');
  const left = await makeKey('create');
  expect(await scene.use('acme', left, PREFIX)).toBe('allowed');
  await say(['revoke', 'acme']);
  await scene.deploy('acme');
  expect(await scene.use('acme', left, PREFIX)).toBe('InvalidAccessKeyId');
}

test('the search looks into every file there is, so that it can fail', () => {
  const wanted = ['verify.xml', 'verify.md', 'handover.md', join('tenants', 'acme.yaml')];
  for (const file of wanted) expect(filesWith(scene.folder, ['acme'])).toContain(join(scene.folder, file));
  if (FULL) {
    const states = filesWith(scene.folder, ['acme-exchange']).filter((file) => /tfstate/.test(file));
    expect(states.length).toBeGreaterThan(0);
    // The last stack is a revoked tenant's: of all that was made, it names the bucket.
    expect(filesWith(join(scene.folder, 'cdktf.out'), ['acme-exchange'])).not.toEqual([]);
  }
  // A secret that is written anywhere is found, as it is and as URLs and JSON write it.
  const secret = 'a/secret+of/forty/characters/and/marks+==';
  const forms = { plain: secret, url: encodeURIComponent(secret), json: secret.replaceAll('/', '\\/') };
  for (const [name, text] of Object.entries(forms)) {
    scene.write(`leak-${name}`, `# ${text}\n`);
    expect(filesWith(scene.folder, [secret])).toContain(join(scene.folder, 'tenants', `leak-${name}.yaml`));
  }
});
