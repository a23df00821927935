/**
 * A machine with nothing but Node: `npm run demo` fetches Terraform and Python, installs moto, and ends with 0. The
 * publishers are played: Terraform is this machine's own in a signed archive, Python a program that starts this
 * machine's, and moto the one that is installed here, as a wheel. npm's packages are there already.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { create } from 'tar';
import { TERRAFORM } from '../../toolchain/publisher';
import { ROOT } from '../a-tenant';
import { onlyNode, programOf } from './bare-machine';
import { type PlayedPublisher, playPublisher, zipOf } from './played-publisher';

let folder: string;
let publisher: PlayedPublisher;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handshake-fresh-'));
  publisher = await playPublisher();
});
afterAll(async () => {
  await publisher.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What git knows of this project, with the packages that are installed and nothing that was fetched. */
function freshClone(): string {
  const clone = join(folder, 'clone');
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of files.trim().split('\n'))
    if (existsSync(join(ROOT, file))) cpSync(join(ROOT, file), join(clone, file));
  // Installed by the lock that is there, or npm ci would go through this link.
  const lock = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  expect(readFileSync(join(ROOT, 'node_modules', '.s3-handshake-lock'), 'utf8')).toBe(lock.digest('hex'));
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  return clone;
}

/** A build of Python, whose environments see what is installed on this machine, but for programs. */
async function playPython(): Promise<string> {
  const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], {
    encoding: 'utf8',
  }).trim();
  const program = join(folder, 'python', 'bin', 'python3');
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(
    program,
    `#!/bin/sh\nif [ "$2" = venv ]; then shift 2; exec '${python}' -m venv --system-site-packages "$@"; fi\nexec '${python}' "$@"\n`,
    { mode: 0o755 },
  );
  const archive = join(folder, 'python.tar.gz');
  await create({ file: archive, cwd: folder, gzip: true }, ['python']);
  const bytes = readFileSync(archive);
  const get = publisher.files.get.bind(publisher.files);
  jest
    .spyOn(publisher.files, 'get')
    .mockImplementation((path) => (path.endsWith('.tar.gz') ? bytes : get(path)));
  return createHash('sha256').update(bytes).digest('hex');
}

function trustPython(pythonSha256: string): string {
  const trust = JSON.parse(readFileSync(publisher.env.HANDSHAKE_PLAYED_PUBLISHER ?? '', 'utf8'));
  const file = join(folder, 'publisher.json');
  writeFileSync(file, JSON.stringify({ ...trust, pythonSha256 }));
  return file;
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Without blocking this process, which is the publisher. */
function run(clone: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn('npm', args, { cwd: clone, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    child.once('close', (code) => resolve({ code, output }));
  });
}

let clone: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  publisher.release(TERRAFORM, zipOf('terraform', readFileSync(programOf('terraform'))));
  const wheels = join(folder, 'wheels');
  spawnSync('python3', [join(__dirname, 'moto-wheel.py'), wheels]);
  clone = freshClone();
  env = {
    PATH: onlyNode(join(folder, 'bin')),
    HOME: folder,
    ...publisher.env,
    HANDSHAKE_PLAYED_PUBLISHER: trustPython(await playPython()),
    PIP_NO_INDEX: '1',
    PIP_FIND_LINKS: wheels,
    PIP_NO_DEPS: '1',
    PIP_IGNORE_INSTALLED: '1',
  };
});

test('where Terraform cannot be had, one line says so, and nothing is left', async () => {
  const nowhere = { ...env, HANDSHAKE_TERRAFORM_RELEASES: 'http://127.0.0.1:1' };
  const { code, output } = await run(clone, ['run', '--silent', 'setup'], nowhere);
  expect(code).toBe(1);
  expect(output).toMatch(
    /^s3-handshake: Terraform 1\.11\.4 is not fetched: 127\.0\.0\.1:1 does not answer .*\n$/,
  );
  expect(existsSync(join(clone, '.s3-handshake'))).toBe(false);
});

test('set-up fetches what is missing, and a second run fetches nothing', async () => {
  const { code, output } = await run(clone, ['run', '--silent', 'setup'], env);
  expect(output.trim().split('\n')).toEqual([
    expect.stringMatching(
      /^Fetching Terraform 1\.11\.4 from http:\/\/127\.0\.0\.1:\d+\/terraform\/1\.11\.4 \(\d+ MB\) …$/,
    ),
    expect.stringMatching(/^Using the AWS provider [\d.]+ from \/.+$/),
    expect.stringMatching(/^Fetching Python 3\.12\.13 from http:\/\/127\.0\.0\.1:\d+\/20260414 \(1 MB\) …$/),
    'Installing moto 5.2.1 …',
    'Ready. Next: npm run demo, or npx s3-handshake new',
  ]);
  expect(code).toBe(0);
  expect(readdirSync(join(clone, '.s3-handshake')).sort()).toEqual([
    'moto',
    'python',
    'terraform',
    'terraform.rc',
  ]);
  expect(await run(clone, ['run', '--silent', 'setup'], env)).toEqual({
    code: 0,
    output: 'Ready. Next: npm run demo, or npx s3-handshake new\n',
  });
});

test('npm run demo ends with 0', async () => {
  const { code, output } = await run(clone, ['run', 'demo'], env);
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
  expect(output).toContain('All is as it should be, and nothing is left behind but a page');
});
