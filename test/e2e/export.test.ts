/** An exported folder: what is in it, and that plain Terraform finds it to be just what our own deployment made. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../../terraform/child-process';
import { terraformEnvironment } from '../../terraform/environment';
import { ROOT } from '../a-tenant';
import { commandLine, type Printed } from '../command-line';
import { stage } from './stage';
import { stateOf } from './terraform';

/** Deployed by the stage, with a bucket and an access point. The other one shares its bucket. */
const NAME = 'shared-maker';
const SHARER = 'shared-user';

const deployed = stage();
let project: string;
let place: string;

function exportTo(folder: string): Promise<Printed> {
  return commandLine(['export', NAME, '--to', folder], { env: deployed.env, cwd: project });
}

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'handshake-export-'));
  place = mkdtempSync(join(tmpdir(), 'customer-'));
  cpSync(join(ROOT, 'vendors'), join(project, 'vendors'), { recursive: true });
  mkdirSync(join(project, 'tenants'));
  for (const name of [NAME, SHARER])
    cpSync(join(deployed.folder, 'tenants', `${name}.yaml`), join(project, 'tenants', `${name}.yaml`));
  // What is the fleet's own must not go with the folder.
  writeFileSync(
    join(project, 'handshake.yaml'),
    [
      'state: { s3: { bucket: our-states, region: us-east-1 } }',
      'roles: { deploy: "arn:aws:iam::{account}:role/our-deployer" }',
      '',
    ].join('\n'),
  );
  expect(await exportTo('out')).toMatchObject({ code: 0 });
});

afterAll(() => {
  for (const folder of [project, place]) rmSync(folder, { recursive: true, force: true });
});

test('nothing of this machine, of our state or of our roles is in it', () => {
  const out = join(project, 'out');
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
  const state = join(project, 'out', 'terraform.tfstate');
  writeFileSync(state, '{}');
  writeFileSync(join(project, 'out', 'policies', 'of-before.json'), '{}');
  expect(await exportTo('out')).toMatchObject({ code: 0 });
  expect(readFileSync(state, 'utf8')).toBe('{}');
  expect(readdirSync(join(project, 'out', 'policies'))).not.toContain('of-before.json');
  rmSync(state);
  const { code, stderr } = await exportTo('vendors');
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('holds something else') });
});

test('plain Terraform, on the state of our own deployment, finds nothing to change', async () => {
  cpSync(join(project, 'out'), place, { recursive: true });
  // The endpoints are no part of what is exported, so they are laid over it: as our own stacks have them, but the role.
  const aws = ownProvider().map(({ assume_role: _role, ...block }) => block);
  writeFileSync(join(place, 'override.tf.json'), JSON.stringify({ provider: { aws } }));
  writeFileSync(
    join(place, 'terraform.tfstate'),
    withoutGuards(readFileSync(stateOf(deployed.folder, NAME), 'utf8')),
  );
  const terraform = (...args: string[]) =>
    runChild('terraform', [...args, '-no-color'], {
      cwd: place,
      env: terraformEnvironment(ROOT, { PATH: process.env.PATH, HOME: process.env.HOME, ...deployed.env }),
    });
  expect(await terraform('init', '-input=false')).toMatchObject({ code: 0 });
  const { code, output } = await terraform('plan', '-input=false', '-detailed-exitcode');
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
});

/** The provider's blocks in what the stage deployed. */
function ownProvider(): readonly Readonly<Record<string, unknown>>[] {
  const file = join(deployed.folder, 'cdktf.out', 'stacks', NAME, 'cdk.tf.json');
  return JSON.parse(readFileSync(file, 'utf8')).provider.aws;
}

/** Guards of our own commands are no part of an export; they stand for nothing in AWS. */
function withoutGuards(state: string): string {
  const { resources, ...rest } = JSON.parse(state) as { readonly resources: readonly { type: string }[] };
  const kept = resources.filter(({ type }) => type !== 'terraform_data');
  expect(kept.length).toBeGreaterThan(5);
  return JSON.stringify({ ...rest, resources: kept });
}
