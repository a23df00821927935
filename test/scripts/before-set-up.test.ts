/** What a command says where something that it rests on is not there: one line, with what to do. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';
import { makeProject, removeProject } from '../actions/drift/a-project';
import { commandLine } from '../command-line';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handshake-bare-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function copy(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    copyFileSync(join(ROOT, file), join(folder, file));
  }
}

function run(program: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, 'scripts', program), 'validate'],
    { cwd: folder, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

const PROGRAMS = ['s3-handshake.js', 's3-handshake-app.js'] as const;

test.each(PROGRAMS)('%s of a clone without packages names npm run setup', (program) => {
  copy(`scripts/${program}`, 'scripts/compiled.js', 'toolchain/compile.js', 'tsconfig.json');
  const { status, stdout, stderr } = run(program);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^s3-handshake: set-up was not run.*@swc\/core.*: run npm run setup in .*\n$/);
});

test.each(PROGRAMS)('%s of a package whose dependencies are gone names npm install', (program) => {
  copy(`scripts/${program}`, 'scripts/compiled.js');
  const name = program === 's3-handshake.js' ? 'dist/scripts/cli.js' : 'dist/stacks/app.js';
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), "require('yaml');\n");
  const { status, stderr } = run(program);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^s3-handshake: set-up was not run.*\(yaml is missing\): run npm install.*\n$/);
});

test('what is no missing package is not called one', () => {
  copy('scripts/s3-handshake.js', 'scripts/compiled.js');
  mkdirSync(join(folder, 'dist/scripts'), { recursive: true });
  writeFileSync(join(folder, 'dist/scripts/cli.js'), "throw new Error('a defect');\n");
  const { status, stderr } = run('s3-handshake.js');
  expect(status).toBe(1);
  expect(stderr).toContain('a defect');
});

test('the wrong folder', async () => {
  const { code, stdout, stderr } = await commandLine(['validate'], { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^s3-handshake: there is no project here: .* s3-handshake init\n$/);
});

test.each([
  'foo',
  'https://127.0.0.1:4566',
  'http://127.0.0.1',
  'http://127.0.0.1:99999',
  'http://10.0.0.1:4566',
])('HANDSHAKE_LOCAL_AWS is %s', async (url) => {
  const project = makeProject({
    'tenants/acme.yaml': [
      'tenant: acme\ncustomer: acme\nvendor: amperity\naccount: "111122223333"\nregion: us-east-1',
      'principal: arn:aws:iam::999988887777:role/prod/amperity-plugin\nexternalId: acme-external-ID',
      'bucket: { name: acme-exchange }\ngrants:\n  - { prefix: to-amperity/, allow: [get, list] }\n',
    ].join('\n'),
  });
  try {
    for (const argv of [['verify'], ['drift'], ['doctor'], ['local-aws', '--as', 'vendor', 'acme']]) {
      const { code, stderr } = await commandLine(argv, { cwd: project, env: { HANDSHAKE_LOCAL_AWS: url } });
      expect(code).toBe(1);
      expect(stderr).toBe(
        `s3-handshake: HANDSHAKE_LOCAL_AWS is ${url}: the embedded AWS listens on http://127.0.0.1:<port>\n`,
      );
    }
  } finally {
    removeProject(project);
  }
});
