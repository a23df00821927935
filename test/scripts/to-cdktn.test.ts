/** Moving the project to cdktn: what is shown, what is written, and what is refused. */
import { execFileSync, spawnSync } from 'node:child_process';
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
import { dirname, join } from 'node:path';
import { ROOT } from '../a-tenant';
import { GIT_ENV } from '../actions/validate/a-repository';

const SCRIPT = join(ROOT, 'scripts', 'to-cdktn.mjs');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'to-cdktn-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function toCdktn(cwd: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], {
    cwd,
    env: GIT_ENV,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', [...args], { cwd, env: GIT_ENV, encoding: 'utf8' });
}

const README = `# A kit

\`npx cdktf deploy\` reads \`cdktf.json\` and writes \`cdktf.out\`. Node 20 will do.

## The status of CDKTF

It is archived. Its successor is cdktn.

## Licence

Apache.
`;

const CLONE: Readonly<Record<string, string>> = {
  'README.md': README,
  'package.json': JSON.stringify(
    {
      engines: { node: '>=20' },
      dependencies: { '@cdktf/provider-aws': '20.1.0', cdktf: '0.21.0' },
      devDependencies: { 'cdktf-cli': '0.21.0' },
      peerDependencies: { cdktf: '^0.21.0', constructs: '^10.4.2' },
    },
    null,
    2,
  ),
  'cdktf.json': '{"app":"npx ts-node stacks/app.ts","note":"cdktf deploy"}',
  'stacks/app.ts':
    "import { App } from 'cdktf';\nimport { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';\n",
  'CHANGELOG.md': 'Made with cdktf.\n',
  'tenants/acme.yaml': 'tenant: acme\n',
};

/** A small clone with all that it holds committed. */
function aClone(): string {
  const clone = join(folder, 'clone');
  for (const [name, text] of Object.entries(CLONE)) {
    mkdirSync(dirname(join(clone, name)), { recursive: true });
    writeFileSync(join(clone, name), text);
  }
  git(clone, 'init', '--quiet', '--initial-branch=main');
  git(clone, 'add', '--all');
  git(clone, 'commit', '--quiet', '--message=as it was');
  return clone;
}

function textOf(clone: string, name: string): string {
  return readFileSync(join(clone, name), 'utf8');
}

test('the plan names every file and what the move means, and writes nothing', () => {
  const clone = aClone();
  const { status, stdout } = toCdktn(clone);
  expect(status).toBe(0);
  expect(stdout.split('\n').filter((line) => line.startsWith('  '))).toEqual([
    '  README.md: 3 places',
    '  cdktf.json: 1 place',
    '  package.json: 6 places',
    '  stacks/app.ts: 2 places',
  ]);
  expect(stdout).toContain('from version 5 to version 6. State moves forward only');
  expect(stdout).toContain('Nothing was written.');
  expect(git(clone, 'status', '--porcelain')).toBe('');
});

test('--write changes the clone, and says what comes next', () => {
  const clone = aClone();
  const { status, stdout } = toCdktn(clone, '--write');
  expect(status).toBe(0);
  expect(stdout).toMatch(/npm install[\s\S]*npm test[\s\S]*cdktn diff[\s\S]*cdktn deploy/);
  expect(JSON.parse(textOf(clone, 'package.json'))).toEqual({
    engines: { node: '>=22.19' },
    dependencies: { '@cdktn/provider-aws': '25.7.0', cdktn: '0.24.0' },
    devDependencies: { 'cdktn-cli': '0.24.0' },
    peerDependencies: { cdktn: '^0.24.0', constructs: '>=10.6.0 <10.8.0' },
  });
  expect(textOf(clone, 'stacks/app.ts')).toBe(
    CLONE['stacks/app.ts']?.replace("'cdktf'", "'cdktn'").replace('@cdktf/', '@cdktn/'),
  );
  const readme = textOf(clone, 'README.md');
  expect(readme).toContain('`npx cdktn deploy` reads `cdktf.json` and writes `cdktf.out`. Node 22 will do.');
  expect(readme).toMatch(/## The status of CDK Terrain\n[\s\S]*\n\n## Licence\n\nApache\.\n$/);
  expect(readme).not.toContain('Its successor is cdktn');
  expect(textOf(clone, 'CHANGELOG.md')).toBe(CLONE['CHANGELOG.md']);
  // A second run finds nothing left to do, and needs no clean tree to say so.
  expect(toCdktn(clone).stdout).toMatch(/^0 files change/);
});

test('a folder gets a moved copy of all that git knows, and the clone stays as it is', () => {
  const clone = aClone();
  writeFileSync(join(clone, '.gitignore'), 'ignored\n');
  writeFileSync(join(clone, 'ignored'), '');
  const copy = join(folder, 'copy');
  expect(toCdktn(clone, copy).status).toBe(0);
  expect(readdirSync(copy, { recursive: true }).sort()).toEqual(
    [...Object.keys(CLONE), '.gitignore', 'stacks', 'tenants'].sort(),
  );
  expect(textOf(copy, 'stacks/app.ts')).toContain("from 'cdktn'");
  expect(git(clone, 'status', '--porcelain')).toBe('?? .gitignore\n');
});

describe('is refused, and nothing is written', () => {
  test('in a clone with changes that are not committed', () => {
    const clone = aClone();
    writeFileSync(join(clone, 'tenants', 'acme.yaml'), 'tenant: changed\n');
    const { status, stderr } = toCdktn(clone, '--write');
    expect([status, stderr]).toEqual([1, expect.stringContaining('commit or stash them first')]);
    expect(git(clone, 'diff', '--name-only')).toBe('tenants/acme.yaml\n');
  });

  test('into a folder that holds something', () => {
    const clone = aClone();
    const { status, stderr } = toCdktn(clone, folder);
    expect([status, stderr]).toEqual([1, expect.stringContaining('is not empty')]);
    expect(readdirSync(folder)).toEqual(['clone']);
  });

  test('outside a clone', () => {
    const { status, stderr } = toCdktn(folder, 'copy');
    expect([status, stderr]).toEqual([1, expect.stringContaining('is not a git clone')]);
    expect(existsSync(join(folder, 'copy'))).toBe(false);
  });

  test.each([['--force'], ['copy', 'another']])('with %j', (...args) => {
    const { status, stderr } = toCdktn(aClone(), ...args);
    expect([status, stderr]).toEqual([1, expect.stringContaining('usage: ')]);
  });
});

/** The files keep their names; a version of cdktf, and a page about it, are spoken of by its own name. */
const STAYS = /https:\/\/\S*|cdktf\.(?:json|out)\b|cdktf \d|CDKTF_[A-Z_]+|to-cdktn/g;
/** They speak of cdktf, or of the move. */
const SPEAKS_OF_IT =
  /^(?:package-lock\.json|CHANGELOG\.md|scripts\/to-cdktn\.mjs|test\/(?:successor\/|scripts\/to-cdktn).*)$/;

test('nothing of this project is left on cdktf', () => {
  const copy = join(folder, 'copy');
  expect(toCdktn(ROOT, copy).status).toBe(0);
  const left = readdirSync(copy, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:[cm]?[jt]s|json|ya?ml|md|snap)$/.test(file) && !SPEAKS_OF_IT.test(file))
    .flatMap((file) =>
      textOf(copy, file)
        .split('\n')
        .filter((line) => /cdktf/.test(line.replace(STAYS, '')))
        .map((line) => `${file}: ${line}`),
    );
  expect(left).toEqual([]);
  const { engines } = JSON.parse(textOf(copy, 'package.json'));
  expect(engines.node).toBe('>=22.19');
  expect(textOf(copy, 'README.md')).toContain('## The status of CDK Terrain');
  expect(textOf(copy, 'scripts/setup.mjs')).toContain('NODE_MAJOR = 22');
});
