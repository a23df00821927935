/** The project moved to cdktn by `scripts/to-cdktn.mjs`: with its bindings, and on the Node that it asks for. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';
import { finished, succeeded } from './finished';
import { runJest } from './jest-run';
import { nodeFolder } from './node-program';
import { compile, install, placeForCopy } from './project-copy';

const folder = placeForCopy('rename');
let programs: string;

beforeAll(async () => {
  programs = await nodeFolder(22);
  const script = join(ROOT, 'scripts', 'to-cdktn.mjs');
  await succeeded('the project cannot be moved', finished('node', [script, folder], { cwd: ROOT, programs }));
  await install(folder, programs);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('cdktf and its bindings are gone', () => {
  const packages = ['cdktn', '@cdktn/provider-aws', 'cdktf', '@cdktf/provider-aws', 'cdktf-cli'];
  expect(packages.filter((name) => existsSync(join(folder, 'node_modules', name)))).toEqual([
    'cdktn',
    '@cdktn/provider-aws',
  ]);
});

test('the project compiles', async () => {
  expect(await compile(folder, programs)).toEqual([]);
});

test('the tests of stacks and constructs pass', async () => {
  const { passed, failures } = await runJest({
    folder,
    name: 'stacks',
    files: ['test/(stacks|constructs)/'],
    programs,
  });
  expect(failures).toEqual([]);
  expect(passed).toBeGreaterThan(100);
});

test('its command line is there', async () => {
  const cli = join(folder, 'node_modules', '.bin', 'cdktn');
  const { code, output } = await finished(cli, ['--version'], { cwd: folder, programs });
  expect([code, output]).toEqual([0, expect.stringContaining('0.24.0')]);
});
