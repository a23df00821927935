import type { ActionEvent } from '../../actions/host';
import { openProgress, type ProgressOptions } from '../../command-line/progress';

/** What is written, by a clock that is set by hand. */
function aProgress(options: Partial<ProgressOptions> = {}) {
  let written = '';
  let time = 0;
  const progress = openProgress({
    write: (text) => {
      written += text;
    },
    isTerminal: false,
    isQuiet: false,
    isVerbose: false,
    now: () => time,
    ...options,
  });
  return {
    progress,
    tell: (...events: readonly ActionEvent[]) => events.forEach(progress.onEvent),
    wait: (milliseconds: number) => {
      time += milliseconds;
    },
    take: () => {
      const taken = written;
      written = '';
      return taken;
    },
  };
}

const begin: ActionEvent = { kind: 'begin', total: 20, unit: 'tenants' };
const start = (name: string): ActionEvent => ({ kind: 'start', name });
const end = (name: string, outcome: 'ok' | 'finding' | 'inconclusive' = 'ok'): ActionEvent => ({
  kind: 'end',
  name,
  outcome,
  summary: name,
});

test('without a terminal: a plain line now and then, with what was counted', () => {
  const { tell, wait, take } = aProgress();
  tell(begin, start('a'), end('a'), end('b', 'finding'));
  expect(take()).toBe('');
  wait(10_000);
  tell(end('c', 'inconclusive'));
  expect(take()).toBe('3/20 tenants, 1 with findings, 1 inconclusive\n');
  wait(9_999);
  tell(end('d'), { kind: 'finish' });
  expect(take()).toBe('');
});

test('details are for those who ask for them', () => {
  const detail: ActionEvent = { kind: 'detail', message: 'written otherwise, and means the same' };
  const plain = aProgress();
  plain.tell(detail);
  expect(plain.take()).toBe('');
  const verbose = aProgress({ isVerbose: true });
  verbose.tell(detail);
  expect(verbose.take()).toBe('written otherwise, and means the same\n');
});

/** What a terminal shows after this was written to it. */
function screen(written: string): readonly string[] {
  const lines: string[] = [];
  for (const part of written.replaceAll('\u001b[1A\u001b[2K', 'UP\n').split('\n').slice(0, -1))
    if (part === 'UP') lines.pop();
    else lines.push(part);
  return lines;
}

test('at a terminal: what is under way, in place, and nothing is left of it', () => {
  const { tell, wait, take } = aProgress({ isTerminal: true });
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  tell(begin, ...names.map(start));
  wait(100);
  tell({ kind: 'step', name: 'a', step: 'assume.right-id', done: 2, total: 30 });
  let all = take();
  expect(screen(all)).toEqual([
    '  a 2/30 assume.right-id',
    ...['b', 'c', 'd', 'e', 'f'].map((name) => `  ${name}`),
    '  and 2 more',
    '0/20 tenants, 0 with findings, 0 inconclusive',
  ]);
  tell({ kind: 'notice', message: 'The endpoint could not be asked.' });
  all += take();
  expect(screen(all)).toEqual(['The endpoint could not be asked.']);
  wait(100);
  tell(end('a'));
  tell({ kind: 'finish' });
  all += take();
  expect(screen(all)).toEqual(['The endpoint could not be asked.']);
});

test('what was given up is taken away too, once', () => {
  const { progress, tell, take } = aProgress({ isTerminal: true });
  tell(begin, start('a'));
  progress.close();
  progress.close();
  expect(screen(take())).toEqual([]);
});

test('--quiet: warnings only', () => {
  for (const isTerminal of [true, false]) {
    const { tell, wait, take } = aProgress({ isTerminal, isQuiet: true });
    tell(begin, start('a'));
    wait(60_000);
    tell(end('a'), { kind: 'notice', message: 'worth knowing' }, { kind: 'warning', message: 'left out' });
    tell({ kind: 'finish' });
    expect(take()).toBe('left out\n');
  }
});

test('a line is as long as a terminal shows at least, and no longer', () => {
  const { tell, take } = aProgress({ isTerminal: true });
  tell(start('x'.repeat(200)), begin);
  for (const line of screen(take())) expect(line.length).toBeLessThan(80);
});
