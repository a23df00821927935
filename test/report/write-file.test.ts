/** Files are whole or not there; a file that is being written is never opened over another. */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRET_MODE, unfinishedIn, writeAllBeside, writeWhole } from '../../report/write-file';

const UUID = '8d7f2e51-0d55-4fd0-9b7a-4c1f0d1f2a3b';
const fs = require('node:fs') as typeof import('node:fs');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'written-'));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test('what bears the name already stays as it is, and the writer fails', () => {
  jest.spyOn(require('node:crypto') as typeof import('node:crypto'), 'randomUUID').mockReturnValue(UUID);
  const other = join(folder, `.a.yaml.${UUID}.new`);
  writeFileSync(other, "another command's");
  expect(() => writeWhole(join(folder, 'a.yaml'), 'mine')).toThrow(/EEXIST/);
  expect(readFileSync(other, 'utf8')).toBe("another command's");
  expect(readdirSync(folder)).toEqual([`.a.yaml.${UUID}.new`]);
});

test('it is beside its place under a name that is told, begins with a dot, and is found as unfinished', async () => {
  const file = join(folder, 'below', 'a.yaml');
  const [beside = ''] = await writeAllBeside([{ path: file, text: 'text' }]);
  expect(existsSync(file)).toBe(false);
  expect(readFileSync(beside, 'utf8')).toBe('text');
  writeFileSync(join(folder, 'below', 'b.new'), '');
  writeFileSync(join(folder, 'below', '.gitignore'), '');
  const [second] = await writeAllBeside([{ path: join(folder, 'below', '0.yaml'), text: 'text' }]);
  expect(unfinishedIn(join(folder, 'below'))).toEqual([second, beside]);
  expect(unfinishedIn(join(folder, 'not-there'))).toEqual([]);
});

test.each([
  ['a new file', undefined, undefined, 0o644],
  ['one that is there keeps its own', 0o640, undefined, 0o640],
  ['one with credentials', 0o644, SECRET_MODE, 0o600],
])('permissions: %s', (_, before, asked, after) => {
  const file = join(folder, 'a');
  if (before !== undefined) {
    writeFileSync(file, '');
    chmodSync(file, before);
  }
  const umask = process.umask(0);
  writeWhole(file, 'text', asked);
  process.umask(umask);
  expect(statSync(file).mode & 0o777).toBe(after);
});

test.each(['writeFileSync', 'fsyncSync', 'renameSync'] as const)(
  'where %s fails nothing is left, and nothing is open',
  (name) => {
    const close = jest.spyOn(fs, 'closeSync');
    const failing = jest.spyOn(fs, name).mockImplementation(() => {
      throw new Error('no space left on device');
    });
    expect(() => writeWhole(join(folder, 'a'), 'text')).toThrow('no space left on device');
    failing.mockRestore();
    expect(readdirSync(folder)).toEqual([]);
    expect(close).toHaveBeenCalledTimes(1);
  },
);

test('it is on its disk before it has its name', () => {
  const order: string[] = [];
  for (const name of ['fsyncSync', 'renameSync'] as const) {
    const real = fs[name] as (...given: readonly unknown[]) => void;
    jest.spyOn(fs, name).mockImplementation((...given: readonly unknown[]) => {
      order.push(name);
      real(...given);
    });
  }
  writeWhole(join(folder, 'a'), 'text');
  expect(order).toEqual(['fsyncSync', 'renameSync']);
});

describe('many that are written together', () => {
  const files = () =>
    Array.from({ length: 300 }, (_, at) => ({ path: join(folder, `${at}.yaml`), text: `text ${at}` }));
  let programs: string;
  beforeEach(() => {
    programs = mkdtempSync(join(tmpdir(), 'programs-'));
    process.env.PATH = programs;
  });
  afterEach(() => rmSync(programs, { recursive: true }));

  test('are waited for once, and none is open meanwhile', async () => {
    writeFileSync(join(programs, 'sync'), `#!/bin/sh\necho "$@" >> ${join(programs, 'asked')}\n`, {
      mode: 0o700,
    });
    const [open, close] = [jest.spyOn(fs, 'openSync'), jest.spyOn(fs, 'closeSync')];
    const each = jest.spyOn(fs, 'fsync');
    const names = await writeAllBeside(files());
    expect(names.map((name) => readFileSync(name, 'utf8'))).toEqual(files().map(({ text }) => text));
    expect(readFileSync(join(programs, 'asked'), 'utf8')).toBe(`-f -- ${folder}\n`);
    expect([open.mock.calls.length, close.mock.calls.length]).toEqual([300, 300]);
    expect(each).not.toHaveBeenCalled();
  });

  test.each([
    ['there is no program for it', undefined],
    ['it failed', '#!/bin/sh\nexit 1\n'],
  ])(
    'each is waited for by itself where %s; none is left where one fails, and it is named',
    async (_, sync) => {
      if (sync !== undefined) writeFileSync(join(programs, 'sync'), sync, { mode: 0o700 });
      const [open, close] = [jest.spyOn(fs, 'openSync'), jest.spyOn(fs, 'closeSync')];
      const real = fs.fsync;
      let made = 0;
      jest.spyOn(fs, 'fsync').mockImplementation(((handle: number, done: (error: Error | null) => void) => {
        made += 1;
        if (made === 280) done(new Error('no space left on device'));
        else real(handle, done);
      }) as typeof fs.fsync);
      await expect(writeAllBeside(files())).rejects.toMatchObject({
        name: 'NotWritten',
        file: join(folder, '279.yaml'),
        message: 'no space left on device',
      });
      expect(readdirSync(folder)).toEqual([]);
      expect([open.mock.calls.length, close.mock.calls.length]).toEqual([600, 600]);
    },
  );

  test('none is left where the disk is full', async () => {
    const real = fs.writeFileSync;
    let made = 0;
    jest.spyOn(fs, 'writeFileSync').mockImplementation((...given: Parameters<typeof fs.writeFileSync>) => {
      made += 1;
      if (made === 280) throw new Error('no space left on device');
      real(...given);
    });
    await expect(writeAllBeside(files())).rejects.toMatchObject({ file: join(folder, '279.yaml') });
    expect(readdirSync(folder)).toEqual([]);
  });
});
