/**
 * How far long work has come, on standard error: in place where there is a terminal, now and then a plain line where
 * there is none. What came of it is no matter of this: the command prints that.
 */
import type { ActionEvent, Outcome } from '../actions/host';
import { visible } from '../config/values/visible';
import { fold, WIDTH } from '../report/fold';

export interface ProgressOptions {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly isQuiet: boolean;
  readonly isVerbose: boolean;
  /** Milliseconds of any clock. */
  readonly now: () => number;
}

export interface Progress {
  onEvent(event: ActionEvent): void;
  /** Takes away what is shown in place. */
  close(): void;
}

/** Milliseconds between two pictures, and between two lines where there is no terminal. */
const ON_TERMINAL = 100;
const ELSEWHERE = 10_000;
/** So many that are under way are shown by name. */
const SHOWN = 6;
/** A line that a terminal breaks in two could not be taken away again. */
const LINE = 78;
const UP_AND_CLEAR = '\u001b[1A\u001b[2K';

export function openProgress({ write, isTerminal, isQuiet, isVerbose, now }: ProgressOptions): Progress {
  const counted: Record<Outcome, number> = { ok: 0, finding: 0, inconclusive: 0 };
  const underWay = new Map<string, string>();
  let total = 0;
  let unit = '';
  let drawn = 0;
  let at = now();

  const counts = (): string => {
    const done = counted.ok + counted.finding + counted.inconclusive;
    return `${done}/${total} ${unit}, ${counted.finding} with findings, ${counted.inconclusive} inconclusive`;
  };
  const draw = (lines: readonly string[]): void => {
    write(
      `${UP_AND_CLEAR.repeat(drawn)}${lines.map((line) => `${visible(line).slice(0, LINE)}\n`).join('')}`,
    );
    drawn = lines.length;
    at = now();
  };
  const clear = (): void => {
    if (drawn > 0) draw([]);
  };
  const picture = (): readonly string[] => {
    const names = [...underWay.values()];
    const more = names.length - SHOWN;
    return [...names.slice(0, SHOWN), ...(more > 0 ? [`  and ${more} more`] : []), counts()];
  };
  const show = (): void => {
    if (isQuiet || total === 0 || now() - at < (isTerminal ? ON_TERMINAL : ELSEWHERE)) return;
    if (isTerminal) draw(picture());
    else {
      write(`${counts()}\n`);
      at = now();
    }
  };

  const say = (message: string): void => {
    clear();
    const lines = message.split('\n').flatMap((line) => fold(line, WIDTH));
    write(`${lines.join('\n')}\n`);
  };

  return {
    onEvent(event) {
      switch (event.kind) {
        case 'begin':
          ({ total, unit } = event);
          Object.assign(counted, { ok: 0, finding: 0, inconclusive: 0 });
          if (isTerminal && !isQuiet && total > 0) draw(picture());
          return;
        case 'start':
          underWay.set(event.name, `  ${event.name}`);
          return show();
        case 'step':
          underWay.set(event.name, `  ${event.name} ${event.done}/${event.total} ${event.step}`);
          return show();
        case 'end':
          underWay.delete(event.name);
          counted[event.outcome] += 1;
          return show();
        case 'warning':
          return say(event.message);
        case 'notice':
          return isQuiet ? undefined : say(event.message);
        case 'detail':
          return isVerbose ? say(event.message) : undefined;
        case 'finish':
          return clear();
      }
    },
    close: clear,
  };
}
