/** One command at a time writes to a project, and what a killed one left is named before anything else is written. */
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../config/user-error';
import { refuseIfLocked, whileLocked } from '../../report/write-lock';

let root: string;
let lock: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'locked-'));
  lock = join(root, '.s3-handshake.lock');
});
afterEach(() => rmSync(root, { recursive: true }));

async function refusalOf(act: () => unknown): Promise<UserError> {
  try {
    await act();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

test('while a command writes the lock is there and names it; afterwards it is gone', async () => {
  const answer = await whileLocked(root, [], () => {
    expect(JSON.parse(readlinkSync(lock))).toEqual({ pid: process.pid, host: hostname() });
    return 'done';
  });
  expect(answer).toBe('done');
  expect(readdirSync(root)).toEqual([]);
});

test('it is gone also where the work fails', async () => {
  const work = () => {
    throw new Error('no room');
  };
  await expect(whileLocked(root, [], work)).rejects.toThrow('no room');
  expect(readdirSync(root)).toEqual([]);
});

test("a project's folder that is not there is made", async () => {
  const below = join(root, 'a', 'b');
  await whileLocked(below, [], () => expect(readdirSync(below)).toEqual(['.s3-handshake.lock']));
});

test('a lock that is held is not opened over: the second command is refused, and the first keeps it', async () => {
  await whileLocked(root, [], async () => {
    const held = readlinkSync(lock);
    const second = jest.fn();
    const refusal = await refusalOf(() => whileLocked(root, [], second));
    expect(refusal.code).toBe('Locked');
    expect(refusal.message).toContain(`another command (process ${process.pid}) is writing`);
    expect((await refusalOf(() => refuseIfLocked(root, []))).code).toBe('Locked');
    expect(second).not.toHaveBeenCalled();
    expect(readlinkSync(lock)).toBe(held);
  });
  expect(() => refuseIfLocked(root, [])).not.toThrow();
});

/** Of a process that has ended. */
const ended = spawnSync(process.execPath, ['--version']).pid;

test.each<[string, string, 'Locked' | 'LockLeft', RegExp | undefined]>([
  ['a process that runs here', JSON.stringify({ pid: process.pid, host: hostname() }), 'Locked', undefined],
  [
    'the first process, which is another user’s where we are not root',
    JSON.stringify({ pid: 1, host: hostname() }),
    'Locked',
    undefined,
  ],
  [
    'a process of another machine, of which nothing is known',
    JSON.stringify({ pid: ended, host: `${hostname()}-2` }),
    'Locked',
    /\(process \d+ on .*-2\) .*, or, if it runs no more there, delete \/.*\/\.s3-handshake\.lock$/,
  ],
  [
    'a process that was killed',
    JSON.stringify({ pid: ended, host: hostname() }),
    'LockLeft',
    /\(process \d+, which runs no more here\)/,
  ],
  ['nothing that says whose it is', '', 'LockLeft', /to this project; nothing/],
  ['something without a number', JSON.stringify({ pid: '7' }), 'LockLeft', /to this project; nothing/],
])('a lock of %s', async (_, text, code, says) => {
  writeFileSync(lock, text);
  const refusal = await refusalOf(() => whileLocked(root, [], () => undefined));
  expect(refusal.code).toBe(code);
  if (says) expect(refusal.message).toMatch(says);
  expect(readFileSync(lock, 'utf8')).toBe(text);
});

test('EPERM says that a process is there', async () => {
  jest.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error('not yours'), { code: 'EPERM' });
  });
  writeFileSync(lock, JSON.stringify({ pid: ended, host: hostname() }));
  expect((await refusalOf(() => refuseIfLocked(root, []))).code).toBe('Locked');
  jest.restoreAllMocks();
});

test('what a killed command left is named, below the project, and nothing else', async () => {
  const tenants = join(root, 'tenants');
  mkdirSync(tenants);
  writeFileSync(lock, '');
  for (const name of ['.acme.yaml.1.new', 'acme.yaml', '.hidden', 'b.new', '.b.yaml.0.new'])
    writeFileSync(join(tenants, name), '');
  const { message } = await refusalOf(() =>
    whileLocked(root, [tenants, join(root, 'not-there')], () => undefined),
  );
  expect(message.split('\n').filter((line) => line.startsWith('  '))).toEqual([
    '  .s3-handshake.lock',
    '  tenants/.acme.yaml.1.new',
    '  tenants/.b.yaml.0.new',
  ]);
});

test.each([
  ['a file where the folder should be', () => join(lock, 'below'), /^nothing can be written to .*below: E/],
])('%s is said', async (_, folder, says) => {
  writeFileSync(lock, '');
  const refusal = await refusalOf(() => whileLocked(folder(), [], () => undefined));
  expect(refusal.message).toMatch(says);
});

test('a lock that cannot be made is said, and none is there', async () => {
  const fs = require('node:fs') as typeof import('node:fs');
  const link = jest.spyOn(fs, 'symlinkSync').mockImplementation(() => {
    throw new Error('no space left on device');
  });
  const refusal = await refusalOf(() => whileLocked(root, [], () => undefined));
  link.mockRestore();
  expect(refusal.message).toBe(`nothing can be written to ${root}: no space left on device`);
  expect(readdirSync(root)).toEqual([]);
});

test.each(['EPERM', 'ENOTSUP'])('where there are no links (%s), it is a file', async (code) => {
  const fs = require('node:fs') as typeof import('node:fs');
  const link = jest.spyOn(fs, 'symlinkSync').mockImplementation(() => {
    throw Object.assign(new Error(code), { code });
  });
  await whileLocked(root, [], async () => {
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual({ pid: process.pid, host: hostname() });
    expect((await refusalOf(() => whileLocked(root, [], () => undefined))).code).toBe('Locked');
  });
  link.mockRestore();
  expect(readdirSync(root)).toEqual([]);
});
