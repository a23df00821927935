/** What is packed: what it holds, how large it is, and that its programs run where no source is. */
import { cpSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';
import { emptyFolder, packed, type Shell, shellIn } from './programs';

const MEGABYTE = 1024 * 1024;
const env = { PATH: process.env.PATH, HOME: process.env.HOME };

let folder: string;
let tarball: string;
let files: readonly string[];
let project: Shell;

/** The package unpacked below node_modules, beside what npm would install for it: linked, so that nothing is fetched. */
beforeAll(async () => {
  folder = emptyFolder();
  await shellIn(ROOT, env).run('npm run build --silent');
  tarball = await packed(folder, '0.2.1', env);
  const shell = shellIn(folder, env);
  files = (await shell.run(`tar tzf ${tarball}`)).split('\n').map((file) => file.replace('package/', ''));
  await shell.run(
    `mkdir -p company/node_modules && tar xzf ${tarball} -C company/node_modules && mv company/node_modules/package company/node_modules/s3-handshake`,
  );
  const modules = join(folder, 'company', 'node_modules');
  for (const entry of readdirSync(join(ROOT, 'node_modules')))
    if (!entry.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', entry), join(modules, entry));
  cpSync(join(ROOT, 'tenants'), join(folder, 'company', 'tenants'), { recursive: true });
  project = shellIn(join(folder, 'company'), env);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COMMAND = 'node node_modules/s3-handshake/scripts/s3-handshake.js';

test('the tarball is below two megabytes and holds no sources, no tests and no cache', () => {
  expect(statSync(tarball).size).toBeLessThan(2 * MEGABYTE);
  expect(files.filter((file) => /(^|\/)test\/|\.test\.|tsbuildinfo|\.yaml\.new/.test(file))).toEqual([]);
  expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
});

test('every file that the manifest names is there', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const named = JSON.stringify([
    manifest.exports,
    manifest.bin,
    manifest.main,
    manifest.types,
    manifest.typesVersions,
  ]);
  const paths = [...named.matchAll(/"(?:\.\/)?((?:dist|scripts)\/[^"*]+)"/g)].map(([, path]) => path ?? '');
  expect(paths.length).toBeGreaterThan(8);
  expect(paths.filter((path) => !files.includes(path))).toEqual([]);
  for (const schema of ['tenant', 'vendor', 'handshake'])
    expect(files).toContain(`config/${schema}.schema.json`);
});

test('every module that a compiled one loads is packed, or a dependency', async () => {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const known = new Set([...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
  const kit = join(folder, 'company', 'node_modules', 's3-handshake');
  const strangers = files
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) =>
      [...readFileSync(join(kit, file), 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)].map(
        ([, name = '']) => name,
      ),
    )
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    )
    .filter((name) => !known.has(name));
  expect([...new Set(strangers)]).toEqual([]);
});

test('the command line runs: the catalogue is there, tenants are proven', async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  expect(await project.run(`${COMMAND} --version`)).toContain('0.2.1');
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(await project.run(`${COMMAND} vendors`)).toContain('Snowflake');
  expect(await project.run(`${COMMAND} validate acme-channelmix`)).toContain('1 of 1 tenant proven');
});

test('export makes its stack by the app of the package', async () => {
  await project.run(`${COMMAND} export acme-channelmix --to out`);
  expect(readdirSync(join(project.folder, 'out'))).toContain('main.tf.json');
});

test('the entry points are found, and no other', async () => {
  for (const [entry, name] of [
    ['s3-handshake', 'TenantStack'],
    ['s3-handshake/iam', 'decide'],
    ['s3-handshake/local-aws', 'startLocalAws'],
  ])
    expect(await project.run(`node -p "typeof require('${entry}').${name}"`)).toBe('function');
  expect(await project.run(`node -p "require('s3-handshake/config/tenant.schema.json').title"`)).toContain(
    'tenant',
  );
  expect(await project.run(`node -e "require('s3-handshake/dist/config')" 2>&1 || true`)).toContain(
    'ERR_PACKAGE_PATH_NOT_EXPORTED',
  );
});
