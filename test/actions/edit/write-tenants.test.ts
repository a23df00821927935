/** Several files, all or none: with the disk full, a folder closed or another command at work, at every step of the way. */
import fs, {
  lstatSync,
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
const CALLS = [
  'symlinkSync',
  'openSync',
  'writeFileSync',
  'fsync',
  'copyFileSync',
  'linkSync',
  'renameSync',
] as const;

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
  expect(made()).toBe(1 + 5 * 3 + 3 + 2 * 2);
});

const POINTS = Array.from({ length: 1 + 5 * 3 + 3 + 2 * 2 }, (_, index) => index + 1);

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

test.each(['EPERM', 'ENOTSUP'])('on a file system without hard links (%s) all are written', async (code) => {
  jest.spyOn(fs, 'linkSync').mockImplementation(() => {
    throw Object.assign(new Error('played'), { code });
  });
  await writeTogether(root, changes);
  expect(all()).toEqual(AFTER);
  const again = changes.map((change) => ({ ...change, before: undefined }));
  await expect(writeTogether(root, again)).rejects.toThrow('a.yaml is there already and is left as it is');
  expect(all()).toEqual(AFTER);
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

/** A whole run of another command, at each call of this one's. */
describe.each([
  ['writes the same files', 'same'],
  ['writes others', 'other'],
  ['has nothing to write', 'nothing'],
] as const)('a command at the same time that %s', (_, kind) => {
  const others = (): readonly FileChange[] =>
    kind === 'same'
      ? changes.map((change) => ({ ...change, after: `${change.after} of another` }))
      : kind === 'nothing'
        ? []
        : [{ path: join(root, 'tenants', 'd.yaml'), before: undefined, after: 'd' }];

  test.each([0, ...POINTS])(
    'before call %i: each of them is written whole, or refused and says so',
    async (at) => {
      let made = 0;
      let second: Promise<unknown> = Promise.resolve();
      const other = () => {
        second = writeTogether(root, others()).catch((error: unknown) => error);
      };
      if (at === 0) other();
      await second;
      for (const call of CALLS) {
        const real = fs[call] as (...args: readonly unknown[]) => unknown;
        jest.spyOn(fs, call).mockImplementation(((...args: readonly unknown[]) => {
          made += 1;
          if (made === at) {
            made = Number.POSITIVE_INFINITY;
            other();
          }
          return real(...args);
        }) as never);
      }
      const first = await writeTogether(root, changes).catch((error: unknown) => error);
      const refused = await second;
      jest.restoreAllMocks();
      const overtaken = kind !== 'nothing' && (at === 1 || (at === 0 && kind === 'same'));
      if (overtaken && at === 0)
        expect(first).toMatchObject({
          message: expect.stringMatching(/is there already|was changed meanwhile/),
        });
      else if (overtaken) expect(first).toMatchObject({ name: 'UserError', code: 'Locked' });
      else expect(first).toBe(true);
      if (at <= 1) expect(refused).toBe(true);
      else expect(refused).toMatchObject({ name: 'UserError', code: 'Locked' });
      const of = kind === 'same' && overtaken ? ' of another' : '';
      const whole = Object.fromEntries(Object.entries(AFTER).map(([file, text]) => [file, text + of]));
      expect(all()).toEqual({
        ...(kind === 'other' && overtaken ? BEFORE : whole),
        ...(kind === 'other' && at <= 1 ? { 'tenants/d.yaml': 'd' } : {}),
      });
    },
  );
});

describe('another command', () => {
  const lock = () => join(root, '.s3-handshake.lock');
  const hold = (text: string) => fs.symlinkSync(text, lock());

  test('that is at work is waited for by the user, not overtaken', async () => {
    hold(JSON.stringify({ pid: process.pid, host: hostname() }));
    await expect(writeTogether(root, changes)).rejects.toThrow(expect.objectContaining({ code: 'Locked' }));
    rmSync(lock());
    hold(JSON.stringify({ pid: 1, host: 'another-machine' }));
    await expect(writeTogether(root, changes)).rejects.toThrow(expect.objectContaining({ code: 'Locked' }));
    expect(readdirSync(join(root, 'tenants'))).toEqual(['old.yaml', 'older.yaml']);
    expect(lstatSync(lock()).isSymbolicLink()).toBe(true);
  });

  test.each([
    ['was killed', JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() })],
    ['made it by hand, or by an earlier version', 'no mark'],
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
