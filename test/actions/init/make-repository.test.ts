/** A company's repository: what is written, and that nothing of anybody's is lost. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type InitOptions, makeRepository } from '../../../actions/init/make-repository';
import { packageName } from '../../../actions/init/repository-files';
import { loadProject } from '../../../config';
import { UserError } from '../../../config/user-error';
import manifest from '../../../package.json';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'handshake-init-'));
  folder = join(parent, 'Vendor Access');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const options = (more: Partial<InitOptions> = {}): InitOptions => ({
  folder,
  region: 'eu-central-1',
  ci: undefined,
  kit: 'file:../kit.tgz',
  ...more,
});

const read = (file: string) => readFileSync(join(folder, file), 'utf8');

/** Every file with its text. */
function snapshot(of: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(of, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path, 'utf8')]),
  );
}

test('an empty folder becomes a project that is sound', async () => {
  const { written, completed, kept } = await makeRepository(options());
  expect(written).toEqual([
    'package.json',
    'cdktf.json',
    'handshake.yaml',
    'tenants/.gitkeep',
    '.gitignore',
    'README.md',
  ]);
  expect([completed, kept]).toEqual([[], []]);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual([...written, 'tenants'].sort());
  const { problems, notices, fleet } = loadProject(folder);
  expect([problems, notices]).toEqual([[], []]);
  expect(fleet.defaults).toMatchObject({ region: 'eu-central-1', tags: { 'managed-by': 's3-handshake' } });
});

test('the packages are the kit, and what it is tested with', async () => {
  await makeRepository(options());
  const { devDependencies } = manifest;
  expect(JSON.parse(read('package.json'))).toEqual({
    name: 'vendor-access',
    version: '0.0.0',
    private: true,
    dependencies: {
      '@cdktf/provider-aws': devDependencies['@cdktf/provider-aws'],
      cdktf: devDependencies.cdktf,
      constructs: devDependencies.constructs,
      's3-handshake': 'file:../kit.tgz',
    },
    devDependencies: { 'cdktf-cli': devDependencies['cdktf-cli'] },
  });
});

test('without --kit, it is what this kit was installed from', async () => {
  await makeRepository(options({ kit: undefined }));
  const [, path = ''] =
    /^file:(.*)$/.exec(JSON.parse(read('package.json')).dependencies['s3-handshake']) ?? [];
  expect(JSON.parse(readFileSync(join(folder, path, 'package.json'), 'utf8')).name).toBe('s3-handshake');
});

test.each([
  ['gitlab', ['.gitlab-ci.yml']],
  ['atlantis', ['atlantis.yaml', 'ci/atlantis-repos.yaml']],
] as const)('files for %s', async (ci, files) => {
  const { written } = await makeRepository(options({ ci }));
  expect(written.slice(-files.length)).toEqual(files);
  for (const file of files) expect(Object.keys(parse(read(file))).length).toBeGreaterThan(0);
});

test('a workflow where it is asked for, with all that it names', async () => {
  const { written } = await makeRepository(options({ ci: 'github' }));
  expect(written.slice(-4)).toEqual([
    '.github/workflows/s3-handshake.yml',
    '.github/dependabot.yml',
    'ci/deploy-trust.json',
    'ci/read-trust.json',
  ]);
  const text = read('.github/workflows/s3-handshake.yml');
  expect(Object.keys(parse(text).jobs)).toEqual(['validate', 'deploy', 'drift', 'drift-report']);
  const named = [...text.matchAll(/(?:\.github|\bci)\/[\w-]+\.(?:json|yml)/g)].map(([file]) => file);
  expect(new Set(named)).toEqual(new Set(written.slice(-3)));
  expect(text).toMatch(/^# It says on each pull request/);
});

test('what an installation has left there is completed, and nothing in it is changed', async () => {
  mkdirSync(folder);
  const before = {
    name: 'mine',
    scripts: { build: 'make' },
    dependencies: { 's3-handshake': 'file:../other.tgz' },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(before));
  writeFileSync(join(folder, '.gitignore'), '/node_modules\nsecret.txt');
  writeFileSync(join(folder, 'README.md'), 'mine\n');
  const { written, completed, kept } = await makeRepository(options());
  expect(written).toEqual(['cdktf.json', 'handshake.yaml', 'tenants/.gitkeep']);
  expect(completed).toEqual(['package.json', '.gitignore']);
  expect(kept).toEqual(['README.md']);
  expect(JSON.parse(read('package.json'))).toMatchObject({
    ...before,
    dependencies: { 's3-handshake': 'file:../other.tgz', cdktf: expect.any(String) },
  });
  expect(read('.gitignore').split('\n').slice(0, 3)).toEqual(['/node_modules', 'secret.txt', 'cdktf.out/']);
  expect(read('README.md')).toBe('mine\n');
});

test("a repository's own Dependabot stays as it is", async () => {
  const file = '.github/dependabot.yml';
  mkdirSync(join(folder, '.github'), { recursive: true });
  writeFileSync(join(folder, file), 'version: 2\n');
  const { kept } = await makeRepository(options({ ci: 'github' }));
  expect(kept).toEqual([file]);
  expect(read(file)).toBe('version: 2\n');
});

test.each([
  'handshake.yaml',
  'handshake.yml',
  'handshake.json',
  'cdktf.json',
  'tenants/acme.yaml',
  '.github/workflows/s3-handshake.yml',
  'ci/read-trust.json',
])('where %s is there already, nothing is written', async (file) => {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), 'mine\n');
  const before = snapshot(parent);
  await expect(makeRepository(options({ ci: 'github' }))).rejects.toThrow(UserError);
  expect(snapshot(parent)).toEqual(before);
});

test.each(['[]', '{', '"text"', ''])('a package.json that holds %s is refused', async (text) => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), text);
  await expect(makeRepository(options())).rejects.toThrow('is not a JSON object');
  expect(readdirSync(folder)).toEqual(['package.json']);
});

test('a region that is none is refused before anything is written', async () => {
  await expect(makeRepository(options({ region: 'us-esat-1' }))).rejects.toThrow('did you mean us-east-1?');
  expect(existsSync(folder)).toBe(false);
});

test('where one file cannot be written, none is, and no folder is left', async () => {
  // A file stands where a folder is needed.
  mkdirSync(folder);
  writeFileSync(join(folder, '.github'), '');
  const before = snapshot(parent);
  await expect(makeRepository(options({ ci: 'github' }))).rejects.toThrow('nothing is written');
  expect(snapshot(parent)).toEqual(before);
  expect(readdirSync(folder)).toEqual(['.github']);
});

test('a folder that lies in none that is there is made with all above it, or not at all', async () => {
  folder = join(parent, 'a', 'b', 'c');
  await makeRepository(options());
  expect(existsSync(join(folder, 'cdktf.json'))).toBe(true);
  writeFileSync(join(parent, 'file'), '');
  folder = join(parent, 'file', 'b');
  await expect(makeRepository(options())).rejects.toThrow(UserError);
});

test.each([
  ['Vendor Access', 'vendor-access'],
  ['_acme.data', 'acme.data'],
  ['Größe', 'gr-e'],
  ['s3-handshake', 'vendor-access'],
  ['…', 'vendor-access'],
])('the folder %s is the package %s', (name, expected) => {
  expect(packageName(join(parent, name))).toBe(expected);
});
