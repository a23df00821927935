/** What is written where nobody reads, or where there is no room: a verdict stays one, and nothing is taken for delivered. */
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { outputTo } from '../../command-line/standard-streams';
import { ROOT } from '../a-tenant';

type Output = Parameters<typeof outputTo>[0];

let folder: string;
let fd: number;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'streams-'));
  fd = openSync(join(folder, 'out'), 'w');
});
afterAll(() => {
  closeSync(fd);
  rmSync(folder, { recursive: true });
});

/** A stream that takes `taken` texts, and then fails by this code; of a file it throws what others emit. */
function failing(
  code: string,
  taken: number,
  how: 'emits' | 'throws' = 'emits',
): { stream: Output; read: string[] } {
  const read: string[] = [];
  const error = () => Object.assign(new Error(`${code}, write`), { code });
  const stream = new Writable({
    write(chunk, _encoding, done) {
      if (read.length >= taken) {
        if (how === 'throws') throw error();
        done(error());
        return;
      }
      read.push(String(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { fd }) as unknown as Output, read };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test.each([
  ['a closed pipe', 'EPIPE', 'emits', false],
  ['a full disk', 'ENOSPC', 'emits', true],
  ['a full disk, by a stream to a file', 'ENOSPC', 'throws', true],
  ['a terminal that is gone', 'EIO', 'emits', true],
] as const)(
  '%s: what comes after is dropped, and it is said where somebody may read it',
  async (_, code, how, isLost) => {
    const { stream, read } = failing(code, 1, how);
    const output = outputTo(stream);
    output.write('one');
    output.write('two');
    await settled();
    output.write('three');
    await output.end();
    expect(read).toEqual(['one']);
    expect(output.lost()?.message).toBe(isLost ? `${code}, write` : undefined);
  },
);

test.each([
  ['EPIPE', 'emits'],
  ['ENOSPC', 'emits'],
  ['ENOSPC', 'throws'],
] as const)('nothing is delivered where the stream fails by %s (%s)', async (code, how) => {
  const output = outputTo(failing(code, 0, how).stream);
  await expect(output.deliver('a secret')).rejects.toThrow(code);
});

test('what the stream has taken is delivered', async () => {
  const { stream, read } = failing('EPIPE', 1);
  await outputTo(stream).deliver('a secret');
  expect(read).toEqual(['a secret']);
});

test('the end adds nothing to what was written', async () => {
  const { stream, read } = failing('EPIPE', 9);
  const output = outputTo(stream);
  output.write('one');
  await output.end();
  expect(read.join('')).toBe('one');
});

test('a disk that cannot keep it has not got it', async () => {
  const { stream } = failing('EPIPE', 9);
  const closed = openSync(join(folder, 'gone'), 'w');
  closeSync(closed);
  await expect(outputTo(Object.assign(stream, { fd: closed })).deliver('a secret')).rejects.toThrow('EBADF');
});

test('all that commands print goes through these streams', () => {
  const writes = [
    'actions',
    'aws',
    'command-line',
    'config',
    'report',
    'scripts',
    'terraform',
    'toolchain',
    'worlds',
  ]
    .flatMap((room) =>
      readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`),
    )
    .filter((file) => file.endsWith('.ts'))
    .filter((file) =>
      /process\.std(?:out|err)\.write|console\.(?:log|error)/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
  // Programs of their own, which are no commands.
  expect(writes.filter((file) => !/^scripts\/(?:demo\/|setup|derived-files|schema)/.test(file))).toEqual([]);
});
