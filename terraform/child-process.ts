/** Runs a program with everything that it starts, so that nothing outlives an interruption. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';

export interface ChildOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Interrupts the program, and after ten seconds ends it. */
  readonly signal?: AbortSignal;
  /** Called for each line of standard output and standard error, without colours and cursor moves. */
  readonly onLine?: (line: string) => void;
}

export interface ChildResult {
  /** Undefined where a signal ended it. */
  readonly code?: number;
  /** Standard output and standard error as they came. */
  readonly output: string;
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
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
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
      setTimeout(() => send('SIGKILL'), GRACE_MILLISECONDS).unref();
    };
    if (options.signal?.aborted) interrupt();
    options.signal?.addEventListener('abort', interrupt, { once: true });
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (raw) => {
        const line = stripVTControlCharacters(raw);
        lines.push(line);
        options.onLine?.(line);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      options.signal?.removeEventListener('abort', interrupt);
      resolve({ ...(code === null ? {} : { code }), output: lines.join('\n') });
    });
  });
}
