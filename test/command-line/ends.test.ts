/** What ends a command before its result does: an error, an interrupt, its deadline, or nobody who needs it any more. */
import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deadlineOf, isInterrupted, readProject } from '../../actions/host';
import type { Io } from '../../command-line/command';
import { deadlineAfter } from '../../command-line/deadline';
import { failed } from '../../command-line/failure';
import { interruptOf } from '../../command-line/interrupt';
import { NoAnswer } from '../../command-line/terminal';
import { untilItEnds } from '../../command-line/until-it-ends';
import { DeadlinePassed } from '../../config/deadline-passed';
import { UserError } from '../../config/user-error';
import { EXIT } from '../../report/exit-codes';
import { ROOT } from '../a-tenant';
import { commandLine } from '../command-line';

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const running = new AbortController().signal;
const interrupted = AbortSignal.abort();
const late = AbortSignal.abort(new DeadlinePassed(5));

test.each([
  ['nothing', running, false, undefined],
  ['Ctrl-C', interrupted, true, undefined],
  ['its deadline', late, false, 5],
])('a signal by %s', (_, signal, byInterrupt, seconds) => {
  expect(isInterrupted(signal)).toBe(byInterrupt);
  expect(deadlineOf(signal)?.seconds).toBe(seconds);
});

test("a deadline's reason is said, and told by its code", () => {
  expect(new DeadlinePassed(5)).toMatchObject({
    code: 'DeadlinePassed',
    message: expect.stringContaining('5 seconds'),
  });
});

test('a project is read to its end where only the time is over, and not where it is interrupted', async () => {
  // Each slice is over at once, so that the signal is looked at.
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => {
    now += 1_000;
    return now;
  });
  await expect(readProject(ROOT, {}, interrupted)).rejects.toBe(interrupted.reason);
  for (const signal of [running, late])
    expect((await readProject(ROOT, {}, signal)).vendors.size).toBeGreaterThan(0);
});

describe('an error', () => {
  function said(error: unknown, { verbose = false, signal = running, env = {} as Io['env'] } = {}) {
    let stderr = '';
    const io = { signal, env, stderr: (text: string) => (stderr += text) } as unknown as Io;
    return { code: failed(error, io, verbose), stderr };
  }
  const NOTHING = 's3-handshake: interrupted; nothing was changed\n';
  const defect = Object.assign(new Error('no such thing'), { stack: 'Error: no such thing\n    at here' });

  test.each<[string, unknown, Parameters<typeof said>[1], number, string]>([
    ["the user's own", new UserError('not so'), {}, EXIT.error, 's3-handshake: not so\n'],
    [
      "the user's own, with --verbose",
      new UserError('not so'),
      { verbose: true },
      EXIT.error,
      's3-handshake: not so\n',
    ],
    ['a defect', defect, {}, EXIT.error, 's3-handshake: no such thing (--verbose shows where)\n'],
    [
      'a defect, with --verbose',
      defect,
      { verbose: true },
      EXIT.error,
      's3-handshake: Error: no such thing\n    at here\n',
    ],
    [
      'a defect, with HANDSHAKE_DEBUG',
      defect,
      { env: { HANDSHAKE_DEBUG: '1' } },
      EXIT.error,
      's3-handshake: Error: no such thing\n    at here\n',
    ],
    [
      'a defect without a place',
      Object.assign(new Error('a'), { stack: undefined }),
      { verbose: true },
      EXIT.error,
      's3-handshake: a\n',
    ],
    ['something that is no error', 'text', {}, EXIT.error, 's3-handshake: text\n'],
    ['nothing at all', undefined, {}, EXIT.error, 's3-handshake: undefined\n'],
    ['what is not seen', new UserError('a\u202eb\nc'), {}, EXIT.error, 's3-handshake: a\\u202eb\nc\n'],
    ['no answer at the terminal', new NoAnswer('no more'), {}, EXIT.interrupted, NOTHING],
    [
      'an interrupt, before which something may have been changed',
      interrupted.reason,
      { signal: interrupted },
      EXIT.interrupted,
      's3-handshake: interrupted\n',
    ],
    [
      'the same without an interrupt of ours',
      interrupted.reason,
      {},
      EXIT.error,
      expect.stringContaining('(--verbose'),
    ],
    [
      'something else, interrupted',
      new UserError('not so'),
      { signal: interrupted },
      EXIT.interrupted,
      's3-handshake: not so\n',
    ],
    [
      'nothing at all, interrupted',
      undefined,
      { signal: interrupted },
      EXIT.interrupted,
      's3-handshake: undefined\n',
    ],
  ])('%s', (_, error, how, code, stderr) => {
    expect(said(error, how)).toEqual({ code, stderr });
  });
});

describe('a deadline', () => {
  beforeEach(() => jest.useFakeTimers());

  test('none: the interrupt alone', () => {
    const { signal, clear } = deadlineAfter(undefined, running);
    expect(signal).toBe(running);
    clear();
    expect(jest.getTimerCount()).toBe(0);
  });

  test('it passes after its seconds, and not before', () => {
    const { signal } = deadlineAfter(2, running);
    jest.advanceTimersByTime(1_999);
    expect(signal.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect(deadlineOf(signal)?.seconds).toBe(2);
  });

  test('an interrupt comes through, and is none', () => {
    const interrupt = new AbortController();
    const { signal } = deadlineAfter(2, interrupt.signal);
    interrupt.abort();
    expect(isInterrupted(signal)).toBe(true);
  });

  test('cleared, it passes no more', () => {
    const { signal, clear } = deadlineAfter(2, running);
    clear();
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(10_000);
    expect(signal.aborted).toBe(false);
  });
});

describe('an interrupt', () => {
  const HEARD = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const known = HEARD.map((name) => process.listeners(name));
  const ours = (at: number) => {
    const added = process.listeners(HEARD[at] ?? 'SIGINT').filter((one) => !known[at]?.includes(one));
    return added;
  };
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    HEARD.forEach((name, at) => {
      for (const listener of ours(at)) process.removeListener(name, listener);
    });
  });

  const KINDS = HEARD.map((name, at) => [name, at] as const);

  test.each(KINDS)('%s asks for the end, and a second one ends the process', (name, at) => {
    const say = jest.fn();
    const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
    const { signal, abandoned } = interruptOf(say);
    expect(HEARD.map((_, index) => ours(index).length)).toEqual([1, 1, 1]);
    expect(signal.aborted).toBe(false);
    process.emit(name, name);
    expect([signal.aborted, abandoned.aborted]).toEqual([true, false]);
    process.emit(name, name);
    expect([abandoned.aborted, kill.mock.calls]).toEqual([true, [[process.pid, name]]]);
    // So that the system ends us.
    expect(ours(at)).toEqual([]);
    kill.mockRestore();
    jest.advanceTimersByTime(899);
    expect(say).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(say).toHaveBeenCalledWith(expect.stringContaining('Ctrl-C again gives up'));
  });

  test.each(KINDS)('%s after another one is passed on to what is under way', (name, at) => {
    const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
    const { abandoned } = interruptOf(() => undefined);
    const other = HEARD[(at + 1) % HEARD.length] ?? name;
    process.emit(other, other);
    expect(abandoned.aborted).toBe(false);
    process.emit(name, name);
    expect([abandoned.aborted, kill.mock.calls]).toEqual([true, []]);
    kill.mockRestore();
  });

  test('a terminal that edits lines tells of it by itself', () => {
    const { signal, abandoned, interrupt } = interruptOf(() => undefined);
    interrupt();
    expect([isInterrupted(signal), abandoned.aborted]).toEqual([true, false]);
    interrupt();
    expect(abandoned.aborted).toBe(true);
  });
});

describe('what runs until somebody ends it', () => {
  beforeEach(() => jest.useFakeTimers());
  const never = new Promise<string>(() => undefined);
  const stderr = jest.fn();

  test('interrupted', async () => {
    const interrupt = new AbortController();
    const ends = untilItEnds(never, process.ppid, { signal: interrupt.signal, stderr });
    interrupt.abort();
    expect(await ends).toBe(EXIT.interrupted);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('interrupted before', async () => {
    expect(await untilItEnds(never, process.ppid, { signal: interrupted, stderr })).toBe(EXIT.interrupted);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('broken: with its last words', async () => {
    expect(await untilItEnds(Promise.resolve('no module'), process.ppid, { signal: running, stderr })).toBe(
      EXIT.error,
    );
    expect(stderr).toHaveBeenCalledWith('moto has ended: no module\n');
    expect(jest.getTimerCount()).toBe(0);
  });

  test('left alone by whoever started it, and not before', async () => {
    let code: number | undefined;
    const at = (parent: number) =>
      untilItEnds(never, parent, { signal: running, stderr }).then((ended) => {
        code = ended;
      });
    void at(process.ppid);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(code).toBeUndefined();
    jest.clearAllTimers();
    void at(process.ppid + 1);
    await jest.advanceTimersByTimeAsync(499);
    expect(code).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1);
    expect(code).toBe(EXIT.ok);
  });
});

test.each([
  ['standard input', ['lint', '-']],
  ['a document', ['lint', 'pipe']],
  ['a table', ['new', '--from', 'pipe']],
  ['a report', ['drift', '--merge', 'pipe']],
  ["the fleet's report", ['report', 'pipe', '--project', ROOT]],
])('Ctrl-C is heard while %s says nothing', async (_, argv) => {
  const folder = mkdtempSync(join(tmpdir(), 'silent-'));
  const pipe = join(folder, 'pipe');
  spawnSync('mkfifo', [pipe]);
  const interrupt = new AbortController();
  const ended = commandLine(argv, {
    cwd: folder,
    signal: interrupt.signal,
    stdin: () => new Promise(() => undefined),
  });
  await new Promise(setImmediate);
  interrupt.abort();
  expect(await ended).toMatchObject({ code: EXIT.interrupted, stdout: '' });
  // Whoever still reads it goes on.
  closeSync(openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK));
  rmSync(folder, { recursive: true });
});
