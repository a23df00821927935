/** An exported folder, taken to an empty place and applied there by Terraform alone. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../../../terraform/child-process';
import { terraformEnvironment } from '../../../terraform/environment';
import { ROOT } from '../../a-tenant';
import { synthesise } from '../terraform';
import { ACCOUNT, REGION } from './proposed-tenant';
import { openScene, type Scene } from './scene';

const PREFIX = 'to-amperity/';

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
bucket: { name: acme-exchange, preventDestroy: false, forceDestroy: true }
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

test('plain Terraform applies it in an empty place, and it is what our own deployment would be', async () => {
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
  await terraform('destroy', '-input=false', '-auto-approve');
});

/** The endpoints are no part of what is exported, so they are laid over it: as our own stacks have them. */
async function towardsLocalAws(): Promise<string> {
  writeFileSync(join(scene.folder, 'handshake.yaml'), 'state: local\n');
  synthesise(scene.folder, ['acme'], scene.env);
  const stack = readFileSync(join(scene.folder, 'cdktf.out', 'stacks', 'acme', 'cdk.tf.json'), 'utf8');
  return JSON.stringify({ provider: JSON.parse(stack).provider });
}
