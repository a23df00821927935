import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearReport, openReportFiles, writeReport } from '../../report/report-file';
import { SECRET_MODE, writeWhole } from '../../report/write-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's3-handshake-report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const FORMATS = {
  junit: { mark: 'JUNIT', render: (report: string) => `JUNIT ${report}` },
  sarif: { mark: 'SARIF', render: (report: string) => `SARIF ${report}` },
};

describe('the files of a run', () => {
  test('what is not asked for is not written; paths are relative to the folder', () => {
    const files = openReportFiles(folder, { junit: 'reports/a.xml', sarif: undefined }, FORMATS);
    files.write('one');
    expect(readdirSync(folder)).toEqual(['reports']);
    expect(readFileSync(join(folder, 'reports/a.xml'), 'utf8')).toBe('JUNIT one');
  });

  test('the reports of an earlier run are gone before this one has come to its end', () => {
    const paths = { junit: 'a.xml', sarif: 'b.sarif' };
    openReportFiles(folder, paths, FORMATS).write('one');
    const files = openReportFiles(folder, paths, FORMATS);
    expect(readdirSync(folder)).toEqual([]);
    files.write('two');
    expect(readFileSync(join(folder, 'b.sarif'), 'utf8')).toBe('SARIF two');
  });

  test('all are looked at before one is removed', () => {
    openReportFiles(folder, { junit: 'a.xml' }, FORMATS).write('one');
    writeFileSync(join(folder, 'notes.md'), 'my notes');
    expect(() => openReportFiles(folder, { junit: 'a.xml', sarif: 'notes.md' }, FORMATS)).toThrow(
      /notes\.md is there and is not a report of this command; remove it, or name another file/,
    );
    expect(readFileSync(join(folder, 'a.xml'), 'utf8')).toBe('JUNIT one');
  });

  test('two reports in one file are refused, however it is written', () => {
    expect(() => openReportFiles(folder, { junit: 'a.xml', sarif: './b/../a.xml' }, FORMATS)).toThrow(
      /a\.xml is named for two reports/,
    );
  });

  test('what appeared while the run was under way is not overwritten', () => {
    const files = openReportFiles(folder, { junit: 'a.xml' }, FORMATS);
    writeFileSync(join(folder, 'a.xml'), 'mine');
    expect(() => files.write('one')).toThrow(/a\.xml is there and is not a report/);
  });
});

describe('a file', () => {
  test('a report replaces a report of its kind, and nothing else', () => {
    const file = join(folder, 'reports', 'verify.xml');
    writeReport(file, 'first MARK', 'MARK');
    writeReport(file, 'second MARK', 'MARK');
    expect(readFileSync(file, 'utf8')).toBe('second MARK');
    expect(readdirSync(join(folder, 'reports'))).toEqual(['verify.xml']);
    const notes = join(folder, 'notes.md');
    writeFileSync(notes, 'my notes');
    expect(() => writeReport(notes, 'MARK', 'MARK')).toThrow(/notes\.md is there and is not a report/);
    expect(() => clearReport(notes, 'MARK')).toThrow(/notes\.md is there and is not a report/);
    expect(readFileSync(notes, 'utf8')).toBe('my notes');
  });

  test('an empty file, as mktemp makes one, may be taken; its permissions are kept', () => {
    const file = join(folder, 'empty');
    writeFileSync(file, '');
    chmodSync(file, 0o600);
    writeReport(file, 'MARK', 'MARK');
    expect(readFileSync(file, 'utf8')).toBe('MARK');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("an earlier run's report is cleared away, and none is no matter", () => {
    const file = join(folder, 'verify.xml');
    clearReport(file, 'MARK');
    writeReport(file, 'MARK', 'MARK');
    clearReport(file, 'MARK');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('where a file cannot be written nothing is left beside it', () => {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'folder'));
    expect(() => writeReport(join(folder, 'file', 'below'), 'text', 'MARK')).toThrow(/below could not be/);
    expect(() => writeReport(join(folder, 'missing\0'), 'text', 'MARK')).toThrow(/could not be/);
    expect(() => writeWhole(join(folder, 'file', 'below'), 'text')).toThrow();
    expect(() => writeWhole(join(folder, 'folder'), 'text')).toThrow();
    expect(readdirSync(folder)).toEqual(['file', 'folder']);
  });
});

/** Who may make one gets one of his own: a fault in what is tested, or one that is planted, would replace the machine's. */
function aNullDevice(): string {
  const own = join(folder, 'null');
  spawnSync('mknod', [own, 'c', '1', '3']);
  try {
    closeSync(openSync(own, constants.O_WRONLY));
    return own;
  } catch {
    return '/dev/null';
  }
}

describe('what is no regular file', () => {
  test('a folder is refused', () => {
    expect(() => clearReport(folder, 'MARK')).toThrow(/is a folder; name a file for the report/);
    expect(() => writeReport(folder, 'MARK', 'MARK')).toThrow(/is a folder/);
  });

  test('/dev/null is written into and stays what it is', () => {
    const device = aNullDevice();
    openReportFiles(folder, { junit: device }, FORMATS).write('one');
    expect(statSync(device).isCharacterDevice()).toBe(true);
  });

  test('a pipe is written into and stays what it is', () => {
    const pipe = join(folder, 'pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const files = openReportFiles(folder, { junit: 'pipe' }, FORMATS);
    expect(() => files.write('one')).toThrow(/pipe could not be written: it is a pipe that nobody reads/);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    files.write('two');
    const bytes = Buffer.alloc(64);
    expect(bytes.toString('utf8', 0, readSync(reader, bytes))).toBe('JUNIT two');
    // More than a pipe holds, and nobody takes it.
    jest.spyOn(Atomics, 'wait').mockReturnValue('timed-out');
    expect(() => openReportFiles(folder, { junit: 'pipe' }, FORMATS).write('long'.repeat(100_000))).toThrow(
      /it is a pipe that nobody reads to its end/,
    );
    closeSync(reader);
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  test('a socket is refused', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(join(folder, 'socket'), resolve);
    });
    expect(() => clearReport(join(folder, 'socket'), 'MARK')).toThrow(/is a socket; name a file/);
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });

  test('a link stays, and what it leads to is written; one that leads nowhere is refused', () => {
    const link = join(folder, 'link');
    symlinkSync('target', link);
    expect(() => writeReport(link, 'MARK', 'MARK')).toThrow(/is a link to a file that is not there/);
    writeFileSync(join(folder, 'target'), '');
    writeReport(link, 'MARK', 'MARK');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('MARK');
    writeFileSync(join(folder, 'target'), 'mine');
    expect(() => clearReport(link, 'MARK')).toThrow(/link is there and is not a report/);
  });

  test("the process's own streams are written into, even where they lead to a regular file", () => {
    const file = join(folder, 'out');
    const handle = openSync(file, 'w');
    writeFileSync(handle, 'before\n');
    writeReport(`/dev/fd/${handle}`, 'MARK\n', 'MARK');
    writeFileSync(handle, 'after\n');
    closeSync(handle);
    expect(readFileSync(file, 'utf8')).toContain('before\n');
    expect(readdirSync(folder)).toEqual(['out']);
  });
});

test("a file with credentials is the caller's alone, whatever it was before", () => {
  const file = join(folder, 'credentials');
  writeFileSync(file, 'old', { mode: 0o644 });
  writeWhole(file, 'new', SECRET_MODE);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
