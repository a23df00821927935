/** Several files, all or none: with the disk full, a folder closed or another command at work, at every step of the way. */
import fs, {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileChange, writeTogether } from '../../../actions/edit/write-tenants';

let root: string;
let changes: readonly FileChange[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 's3-handshake-write-'));
  mkdirSync(join(root, 'tenants'));
  for (const name of ['old', 'older']) writeFileSync(join(root, 'tenants', `${name}.yaml`), `${name} before`);
  const path = (name: string) => join(root, 'tenants', `${name}.yaml`);
  changes = [
    { path: path('a'), before: undefined, after: 'a' },
    { path: path('old'), before: 'old before', after: 'old after' },
    { path: path('b'), before: undefined, after: 'b' },
    { path: path('older'), before: 'older before', after: 'older after' },
    { path: path('c'), before: undefined, after: 'c' },
  ];
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

/** Every file, hidden ones too, with its text. */
function all(): Readonly<Record<string, string>> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.\w+$/.test(file),
  );
  return Object.fromEntries(files.sort().map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

const BEFORE = { 'tenants/old.yaml': 'old before', 'tenants/older.yaml': 'older before' };
const AFTER = {
  'tenants/a.yaml': 'a',
  'tenants/b.yaml': 'b',
  'tenants/c.yaml': 'c',
  'tenants/old.yaml': 'old after',
  'tenants/older.yaml': 'older after',
};

/** The calls by which something comes onto the disk. */
const CALLS = ['openSync', 'writeFileSync', 'fsync', 'copyFileSync', 'linkSync', 'renameSync'] as const;

/** Fails the call number `at`, and every later one that takes room where `stays`; answers how many were made. */
function failing(at: number, code: string, stays: boolean): () => number {
  let made = 0;
  for (const call of CALLS) {
    const real = fs[call] as (...args: readonly unknown[]) => unknown;
    jest.spyOn(fs, call).mockImplementation(((...args: readonly unknown[]) => {
      made += 1;
      const takesRoom = call !== 'renameSync';
      if (made === at || (stays && takesRoom && made > at))
        throw Object.assign(new Error(`${code}: played, ${call}`), { code });
      return real(...args);
    }) as never);
  }
  return () => made;
}

test('all are written, and nothing else is left', async () => {
  const made = failing(0, '', false);
  await writeTogether(root, changes);
  expect(all()).toEqual(AFTER);
  // Lock and texts, and a name for each: the tests below go through all of them.
  expect(made()).toBe(2 + 5 * 3 + 3 + 2 * 2);
});

const POINTS = Array.from({ length: 2 + 5 * 3 + 3 + 2 * 2 }, (_, index) => index + 1);

describe.each([
  ['ENOSPC', true],
  ['EIO', false],
  ['EROFS', true],
])('%s', (code, stays) => {
  test.each(POINTS)('at call %i leaves everything as it was, and says so', async (at) => {
    failing(at, code, stays);
    await expect(writeTogether(root, changes)).rejects.toThrow(
      expect.objectContaining({ name: 'UserError', message: expect.stringContaining(code) }),
    );
    jest.restoreAllMocks();
    expect(all()).toEqual(BEFORE);
  });
});

test('a file that somebody changed meanwhile is left alone, with all the others', async () => {
  writeFileSync(join(root, 'tenants', 'older.yaml'), 'by hand');
  await expect(writeTogether(root, changes)).rejects.toThrow('was changed meanwhile');
  expect(all()).toEqual({ ...BEFORE, 'tenants/older.yaml': 'by hand' });
  writeFileSync(join(root, 'tenants', 'older.yaml'), 'older before');
  writeFileSync(join(root, 'tenants', 'c.yaml'), 'by hand');
  await expect(writeTogether(root, changes)).rejects.toThrow('is there already');
  expect(all()).toEqual({ ...BEFORE, 'tenants/c.yaml': 'by hand' });
});

describe('another command', () => {
  const lock = () => join(root, '.s3-handshake.lock');
  const hold = (text: string) => writeFileSync(lock(), text);

  test('that is at work is waited for by the user, not overtaken', async () => {
    hold(JSON.stringify({ pid: process.pid, host: hostname() }));
    await expect(writeTogether(root, changes)).rejects.toThrow(expect.objectContaining({ code: 'Locked' }));
    hold(JSON.stringify({ pid: 1, host: 'another-machine' }));
    await expect(writeTogether(root, changes)).rejects.toThrow(expect.objectContaining({ code: 'Locked' }));
    expect(readdirSync(join(root, 'tenants'))).toEqual(['old.yaml', 'older.yaml']);
    expect(existsSync(lock())).toBe(true);
  });

  test.each([
    ['was killed', JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() })],
    ['was killed before it said who it is', ''],
  ])('that %s is named with all that it left', async (_, text) => {
    hold(text);
    writeFileSync(join(root, 'tenants', '.a.yaml.1.new'), 'half');
    await expect(writeTogether(root, changes)).rejects.toThrow(
      expect.objectContaining({
        code: 'LockLeft',
        message: expect.stringMatching(/\.s3-handshake\.lock\n {2}tenants\/\.a\.yaml\.1\.new\n/),
      }),
    );
    rmSync(lock());
    rmSync(join(root, 'tenants', '.a.yaml.1.new'));
    await writeTogether(root, changes);
    expect(all()).toEqual(AFTER);
  });
});
