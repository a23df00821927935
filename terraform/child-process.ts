/** Runs a program with everything that it starts, so that nothing outlives an interruption. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { followLog } from './follow-log';

export interface ChildOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Interrupts the program, and after ten seconds ends it. One with a {@link log} goes on to its end. */
  readonly signal?: AbortSignal;
  /** Interrupts a program with a {@link log}, which has all the time that it needs then. */
  readonly abandoned?: AbortSignal | undefined;
  /** Called for each line of standard output and standard error, without colours and cursor moves. */
  readonly onLine?: (line: string) => void;
  /**
   * A file that takes the program's output, which it overwrites. The program then outlives us whole: one that writes into
   * a pipe is ended by the next line that nobody reads.
   * @default - a pipe; what does not end within ten seconds of an interrupt is killed
   */
  readonly log?: string;
  /**
   * Whether files that the program makes are for nobody else to read: states and plans hold values of the account.
   * @default - as the caller's umask has it
   */
  readonly isPrivate?: boolean;
}

export interface ChildResult {
  /** Undefined where a signal ended it. */
  readonly code?: number;
  /** Standard output and standard error as they came. */
  readonly output: string;
}

/** A program has the umask of who starts it; starting is synchronous, so that nothing of ours is made meanwhile. */
function privately<Started>(start: () => Started): Started {
  const before = process.umask(0o077);
  try {
    return start();
  } finally {
    process.umask(before);
  }
}

/** Terraform needs a moment to write its state. */
const GRACE_MILLISECONDS = 10_000;

/** Rejects only where the program could not be started. */
export function runChild(
  command: string,
  args: readonly string[],
  options: ChildOptions,
): Promise<ChildResult> {
  return new Promise((resolve, reject) => {
    // A process group of its own: one signal reaches the program and all that it started.
    const { log } = options;
    const file = log === undefined ? undefined : openSync(log, 'w', 0o600);
    const output = file ?? 'pipe';
    const { cwd, env, isPrivate = false } = options;
    const start = (): ChildProcess =>
      spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', output, output] });
    const child = isPrivate ? privately(start) : start();
    if (file !== undefined) closeSync(file);
    const send = (signal: NodeJS.Signals): void => {
      if (child.pid === undefined || child.exitCode !== null) return;
      try {
        process.kill(-child.pid, signal);
      } catch {
        // The group is gone already.
      }
    };
    const interrupt = (): void => {
      send('SIGINT');
      if (log === undefined) setTimeout(() => send('SIGKILL'), GRACE_MILLISECONDS).unref();
    };
    const signal = log === undefined ? options.signal : options.abandoned;
    if (signal?.aborted) interrupt();
    signal?.addEventListener('abort', interrupt, { once: true });
    const lines: string[] = [];
    const take = (raw: string): void => {
      const line = stripVTControlCharacters(raw);
      lines.push(line);
      options.onLine?.(line);
    };
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on('line', take);
    const follower = log === undefined ? undefined : followLog(log, take);
    child.once('error', (error) => {
      follower?.end();
      reject(error);
    });
    child.once('close', (code) => {
      signal?.removeEventListener('abort', interrupt);
      follower?.end();
      resolve({ ...(code === null ? {} : { code }), output: lines.join('\n') });
    });
  });
}
