/** `npx cdktf` finds the Terraform that was fetched for a project, with nothing set in the environment. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { terraformPart } from '../../actions/doctor/machine-parts';
import { NEEDS } from '../../toolchain/make-ready';
import { TERRAFORM } from '../../toolchain/publisher';
import { onlyNode } from './bare-machine';
import { fetching } from './fetching';

const at = fetching();
const programs = () => join(at.project, 'node_modules', '.bin');
const link = () => join(programs(), 'terraform');

/** The machine has Node, npm and a shell. */
const bare = () => ({ PATH: join(at.project, 'bin'), HOME: at.project, ...at.publisher.env });

/** In place of cdktf, a program that starts Terraform as cdktf does. */
beforeEach(() => {
  mkdirSync(programs(), { recursive: true });
  writeFileSync(join(programs(), 'cdktf'), '#!/bin/sh\nexec terraform version -json\n', { mode: 0o755 });
  onlyNode(join(at.project, 'bin'));
});

function makeReady(): Promise<void> {
  const [terraform] = NEEDS;
  if (terraform?.need !== 'terraform') throw new Error('Terraform is what all else rests on');
  return terraform.makeReady(at.project, {
    env: bare(),
    signal: new AbortController().signal,
    onEvent: () => {},
  });
}

const npxCdktf = (folder = at.project) =>
  execFileSync('npx', ['--no-install', 'cdktf'], { cwd: folder, env: bare(), encoding: 'utf8' });

const saysDoctor = () => terraformPart(at.project, { env: bare() });

test('npx cdktf finds it once it is fetched, and again after npm ci has taken the link away', async () => {
  await makeReady();
  expect(JSON.parse(npxCdktf())).toEqual({ terraform_version: TERRAFORM.version });
  expect(await saysDoctor()).toMatchObject({ state: 'ok', message: 'Terraform 1.11.4' });

  rmSync(link());
  expect(await saysDoctor()).toMatchObject({
    state: 'advice',
    message: 'Terraform 1.11.4 is there, and npx cdktf does not find it',
    remediation: expect.stringContaining('s3-handshake doctor --fix links it beside cdktf'),
  });
  await makeReady();
  expect(existsSync(link())).toBe(true);
  expect(await saysDoctor()).toMatchObject({ state: 'ok' });
});

test('npx cdktf finds it also where the folder is moved, and from a folder below it', async () => {
  await makeReady();
  const moved = `${at.project}-moved`;
  renameSync(at.project, moved);
  mkdirSync(join(at.project, 'bin'), { recursive: true });
  onlyNode(join(at.project, 'bin'));
  try {
    mkdirSync(join(moved, 'tenants'));
    expect(JSON.parse(npxCdktf(join(moved, 'tenants')))).toEqual({ terraform_version: TERRAFORM.version });
  } finally {
    rmSync(moved, { recursive: true });
  }
});

test('a link to an older version of ours is replaced', async () => {
  symlinkSync(join('..', '..', '.s3-handshake', 'terraform', '1.10.0', 'terraform'), link());
  await makeReady();
  expect(readlinkSync(link())).toContain(TERRAFORM.version);
});

test('what somebody else has put there stays, and doctor has nothing to say of it', async () => {
  writeFileSync(link(), '#!/bin/sh\n', { mode: 0o755 });
  await makeReady();
  expect(readFileSync(link(), 'utf8')).toBe('#!/bin/sh\n');
  expect(await saysDoctor()).toMatchObject({ state: 'ok' });

  rmSync(link());
  symlinkSync('/usr/bin/false', link());
  await makeReady();
  expect(readlinkSync(link())).toBe('/usr/bin/false');
});

test('none is made without cdktf, nor in the packages of another folder', async () => {
  rmSync(join(programs(), 'cdktf'));
  await makeReady();
  expect(existsSync(link())).toBe(false);
  expect(await saysDoctor()).toMatchObject({ state: 'ok' });

  const others = join(at.project, 'others');
  renameSync(join(at.project, 'node_modules'), others);
  writeFileSync(join(others, '.bin', 'cdktf'), '');
  symlinkSync(others, join(at.project, 'node_modules'));
  await makeReady();
  expect(existsSync(join(others, '.bin', 'terraform'))).toBe(false);
});
