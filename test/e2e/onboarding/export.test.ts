/** An exported folder, taken to an empty place and applied there by Terraform alone. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { s3Client } from '../../../aws/clients';
import { runChild } from '../../../terraform/child-process';
import { terraformEnvironment } from '../../../terraform/environment';
import { ROOT } from '../../a-tenant';
import { rootOf } from '../../deployed-by-sdk';
import { FULL } from '../../full';
import { synthesise } from '../terraform';
import { ACCOUNT, REGION } from './proposed-tenant';
import { openScene, type Scene } from './scene';

const PREFIX = 'to-amperity/';
/** A new bucket keeps Terraform waiting for a minute, so it is for the full tests. */
const BUCKET = FULL
  ? '{ name: acme-exchange, preventDestroy: false, forceDestroy: true }'
  : '{ name: acme-exchange, existing: true }';

let scene: Scene;
let place: string;

beforeAll(async () => {
  scene = await openScene({
    acme: `tenant: acme
customer: acme
vendor: amperity
account: "${ACCOUNT}"
region: ${REGION}
principal: arn:aws:iam::999988887777:role/prod/amperity-plugin
externalId: first-ID
bucket: ${BUCKET}
grants:
  - { prefix: ${PREFIX}, allow: [get, list] }
accessPoint: { name: acme-amperity }
`,
  });
  // What is the fleet's own must not go with the folder.
  writeFileSync(
    join(scene.folder, 'handshake.yaml'),
    [
      'state: { s3: { bucket: our-states, region: us-east-1 } }',
      'roles: { deploy: "arn:aws:iam::{account}:role/our-deployer" }',
      '',
    ].join('\n'),
  );
  place = mkdtempSync(join(tmpdir(), 'customer-'));
  await scene.run('export', 'acme', '--to', 'out');
});

afterAll(async () => {
  await scene.close();
  rmSync(place, { recursive: true, force: true });
});

test('nothing of this machine, of our state or of our roles is in it', () => {
  const out = join(scene.folder, 'out');
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(5);
  for (const { parentPath, name } of files) {
    const text = readFileSync(join(parentPath, name), 'utf8');
    for (const own of [
      ROOT,
      tmpdir(),
      'our-states',
      'our-deployer',
      'cdktf',
      'HANDSHAKE_',
      '127.0.0.1',
      '"//"',
    ])
      expect(text).not.toContain(own);
  }
});

test('it is written again over itself, and over nothing else', async () => {
  const state = join(scene.folder, 'out', 'terraform.tfstate');
  writeFileSync(state, '{}');
  writeFileSync(join(scene.folder, 'out', 'policies', 'of-before.json'), '{}');
  await scene.run('export', 'acme', '--to', 'out');
  expect(readFileSync(state, 'utf8')).toBe('{}');
  expect(readdirSync(join(scene.folder, 'out', 'policies'))).not.toContain('of-before.json');
  rmSync(state);
  await expect(scene.run('export', 'acme', '--to', 'vendors')).rejects.toThrow('holds something else');
});

test('plain Terraform applies it in an empty place, and it is what our own deployment would be', async () => {
  if (!FULL) {
    const s3 = s3Client({ region: REGION, localAws: scene.localAws, credentials: rootOf(ACCOUNT) });
    await s3.send(new CreateBucketCommand({ Bucket: 'acme-exchange' }));
  }
  cpSync(join(scene.folder, 'out'), place, { recursive: true });
  writeFileSync(join(place, 'override.tf.json'), await towardsLocalAws());
  const terraform = async (...args: string[]) => {
    const { code, output } = await runChild('terraform', args, {
      cwd: place,
      env: terraformEnvironment(ROOT, { PATH: process.env.PATH, HOME: process.env.HOME, ...scene.env }),
    });
    expect({ args, code, output: code === 0 ? '' : output }).toEqual({ args, code: 0, output: '' });
    return output;
  };
  await scene.vendorIsThere('acme');
  await terraform('init', '-input=false');
  await terraform('apply', '-input=false', '-auto-approve');
  expect(await terraform('output')).toContain(`arn:aws:iam::${ACCOUNT}:role/s3-handshake-acme`);
  expect(await terraform('plan', '-input=false', '-detailed-exitcode')).toContain('No changes');
  const session = await scene.assume('acme', 'first-ID');
  expect(await scene.use('acme', session, PREFIX)).toBe('allowed');
  expect(await scene.use('acme', session, 'elsewhere/')).toBe('AccessDenied');
  await expect(scene.assume('acme', 'other-ID')).rejects.toMatchObject({ name: 'AccessDenied' });
  if (FULL) await terraform('destroy', '-input=false', '-auto-approve');
});

/** The endpoints are no part of what is exported, so they are laid over it: as our own stacks have them. */
async function towardsLocalAws(): Promise<string> {
  writeFileSync(join(scene.folder, 'handshake.yaml'), 'state: local\n');
  synthesise(scene.folder, ['acme'], scene.env);
  const stack = readFileSync(join(scene.folder, 'cdktf.out', 'stacks', 'acme', 'cdk.tf.json'), 'utf8');
  return JSON.stringify({ provider: JSON.parse(stack).provider });
}
