/** What is going on: a task list in a terminal, one line a tenant where there is none. On standard error. */
import type { Io } from '../../scripts/command';
import type { Check } from './check';
import { summary } from './report-text';
import { exitCodeOf } from './tally';
import type { TenantReport } from './verify-tenant';

export interface Progress {
  started(tenant: string): void;
  at(tenant: string, check: Check, done: number, total: number): void;
  ended(report: TenantReport): void;
}

export function progressFor(io: Io): Progress {
  return io.isTerminal ? taskList(io) : lines(io);
}

function lines(io: Io): Progress {
  return {
    started: () => undefined,
    at: () => undefined,
    ended: (report) => io.stderr(`${summary(report)}\n`),
  };
}

const UP_AND_CLEAR = '\u001b[1A\u001b[2K';
/** A line that a terminal breaks in two could not be cleared again. */
const LINE = 78;

function taskList(io: Io): Progress {
  const running = new Map<string, string>();
  let shown = 0;
  const redraw = (above = ''): void => {
    const tasks = [...running.values()].map((line) => `${line.slice(0, LINE)}\n`);
    io.stderr(`${UP_AND_CLEAR.repeat(shown)}${above}${tasks.join('')}`);
    shown = tasks.length;
  };
  return {
    started(tenant) {
      running.set(tenant, `  ${tenant}`);
      redraw();
    },
    at(tenant, check, done, total) {
      running.set(tenant, `  ${tenant} ${done}/${total} ${check.id}`);
      redraw();
    },
    ended(report) {
      running.delete(report.tenant.name);
      redraw(`${exitCodeOf([report], report.interrupted) === 0 ? '✔' : '✖'} ${summary(report)}\n`);
    },
  };
}
