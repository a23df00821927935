/** The successor under the old name, by an alias of npm: no source changes. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { terraformEnvironment } from '../../terraform/environment';
import { runStacksApp } from '../../terraform/stacks-app';
import { ROOT } from '../a-tenant';
import { runJest } from './jest-run';
import { changeManifest, compile, copyProject, install, type Manifest, placeForCopy } from './project-copy';

const ALIAS = 'npm:cdktn@0.24.0';
const folder = placeForCopy('alias');

function aliased(all: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(all ?? {}).map(([name, version]) => [name, name === 'cdktf' ? ALIAS : version]),
  );
}

/** The bindings ask for cdktf as a peer, and must be given the same. */
function onCdktn(manifest: Manifest): Manifest {
  return {
    ...manifest,
    dependencies: aliased(manifest.dependencies),
    devDependencies: aliased(manifest.devDependencies),
    peerDependencies: aliased(manifest.peerDependencies),
    overrides: { ...manifest.overrides, '@cdktf/provider-aws': { cdktf: ALIAS } },
  };
}

beforeAll(async () => {
  await copyProject(folder);
  changeManifest(folder, onCdktn);
  await install(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what is called cdktf is cdktn, for the bindings too', () => {
  const library = JSON.parse(readFileSync(join(folder, 'node_modules', 'cdktf', 'package.json'), 'utf8'));
  expect(`${library.name}@${library.version}`).toBe(ALIAS.replace('npm:', ''));
  expect(readdirSync(join(folder, 'node_modules', '@cdktf', 'provider-aws'))).not.toContain('node_modules');
});

test('the project compiles', async () => {
  expect(await compile(folder)).toEqual([]);
});

test('the tests of stacks and constructs pass', async () => {
  const { passed, failures } = await runJest({
    folder,
    name: 'stacks',
    files: ['test/(stacks|constructs)/'],
  });
  expect(failures).toEqual([]);
  expect(passed).toBeGreaterThan(100);
});

/** By stack, what Terraform is given; `//` holds the library's version and the paths of its constructs. */
async function configurations(home: string): Promise<Readonly<Record<string, unknown>>> {
  const out = join(folder, '.s3-handshake', home === ROOT ? 'out-cdktf' : 'out-cdktn');
  const { code, output } = await runStacksApp({
    home,
    project: ROOT,
    tenants: [],
    out,
    env: terraformEnvironment(ROOT, { PATH: process.env.PATH }),
    signal: new AbortController().signal,
  });
  if (code !== 0) throw new Error(`the stacks of ${home} cannot be made:\n${output}`);
  const withoutNotes = (key: string, value: unknown): unknown => (key === '//' ? undefined : value);
  return Object.fromEntries(
    readdirSync(join(out, 'stacks')).map((stack) => [
      stack,
      JSON.parse(readFileSync(join(out, 'stacks', stack, 'cdk.tf.json'), 'utf8'), withoutNotes),
    ]),
  );
}

test('every stack is the same for Terraform', async () => {
  const byCdktf = await configurations(ROOT);
  expect(Object.keys(byCdktf).length).toBeGreaterThan(1);
  expect(await configurations(folder)).toEqual(byCdktf);
});

test('every kind of tenant can be deployed, and a plan after it says that nothing changes', async () => {
  const { passed, failures } = await runJest({
    folder,
    name: 'deployment',
    files: ['test/e2e/deployment.test.ts'],
  });
  expect(failures).toEqual([]);
  expect(passed).toBeGreaterThan(4);
});
