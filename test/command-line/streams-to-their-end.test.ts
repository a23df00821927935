/** What is read from standard input and written to standard output, to its end. */
import { Readable, Writable } from 'node:stream';
import { outputTo, readStandardInput, showsColours } from '../../command-line/standard-streams';

afterEach(() => jest.restoreAllMocks());

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '' }, true],
  [true, { NO_COLOR: '1' }, false],
  [true, { TERM: 'dumb' }, false],
  [true, { TERM: 'xterm' }, true],
])('a terminal: %s, with %j: colours %s', (isTerminal, env, shown) => {
  expect(showsColours(isTerminal, env)).toBe(shown);
});

describe('the standard streams', () => {
  test('standard input is read to its end', async () => {
    const whole = Object.getOwnPropertyDescriptor(process, 'stdin');
    Object.defineProperty(process, 'stdin', {
      value: Readable.from([Buffer.from('one '), Buffer.from('two')]),
      configurable: true,
    });
    const text = Buffer.from(await readStandardInput()).toString();
    Object.defineProperty(process, 'stdin', whole ?? {});
    expect(text).toBe('one two');
  });

  test('the end is when all was taken, and at once where nobody reads', async () => {
    let take: () => void = () => undefined;
    let written = 0;
    const stream = new Writable({
      write(_chunk, _encoding, done) {
        written += 1;
        take = done;
      },
    });
    const output = outputTo(stream as Parameters<typeof outputTo>[0]);
    output.write('one');
    let isOver = false;
    const over = output.end().then(() => {
      isOver = true;
    });
    await new Promise((settled) => setImmediate(settled));
    expect(isOver).toBe(false);
    take();
    await new Promise((settled) => setImmediate(settled));
    take();
    await over;
    const before = written;
    stream.emit('error', Object.assign(new Error('closed'), { code: 'EPIPE' }));
    const write = jest.spyOn(stream, 'write');
    output.write('two');
    await output.end();
    expect(write).not.toHaveBeenCalled();
    expect(written).toBe(before);
  });

  test.each([
    ['EINVAL', undefined],
    ['ENOTSUP', undefined],
    ['EROFS', undefined],
    ['EIO', 'EIO'],
    [undefined, 'failed'],
  ])('a disk that answers %s', async (code, fault) => {
    const fs = require('node:fs') as typeof import('node:fs');
    const answer = (_: number, done: (error: Error) => void) =>
      done(Object.assign(new Error(code ?? 'failed'), { code }));
    jest.spyOn(fs, 'fsync').mockImplementation(answer as typeof fs.fsync);
    const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
    const delivered = outputTo(stream as Parameters<typeof outputTo>[0]).deliver('a secret');
    await (fault === undefined ? delivered : expect(delivered).rejects.toThrow(fault));
  });
});
