/** How far a run has come: one line that is written over where there is a terminal, a line now and then where not. */
import type { Io } from '../../scripts/command';

export interface Progress {
  /** One tenant more is done. */
  step(findings: number, unread: number): void;
  end(): void;
}

/** Milliseconds between two lines. */
const ON_TERMINAL = 200;
const ELSEWHERE = 10_000;

export function showProgress(io: Pick<Io, 'stderr' | 'isTerminal'>, total: number, now = Date.now): Progress {
  const every = io.isTerminal ? ON_TERMINAL : ELSEWHERE;
  let done = 0;
  let drifted = 0;
  let incomplete = 0;
  let shown = now();
  const line = () => `${done}/${total} tenants, ${drifted} drifted, ${incomplete} incomplete`;
  return {
    step(findings, unread) {
      done += 1;
      if (unread > 0) incomplete += 1;
      else if (findings > 0) drifted += 1;
      if (now() - shown < every) return;
      shown = now();
      io.stderr(io.isTerminal ? `\r${line()}` : `${line()}\n`);
    },
    end() {
      if (io.isTerminal) io.stderr(`\r${' '.repeat(line().length + 10)}\r`);
    },
  };
}
