/** Questions at a terminal, a line each. */
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { visibleLines } from '../config/values/visible';

export interface Terminal {
  /** The next line that is typed. Rejects where the terminal was closed or the user pressed Ctrl-C. */
  ask(prompt: string): Promise<string>;
  close(): void;
}

/** Answers are no more to come: Ctrl-C, Ctrl-D, or the terminal is gone. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** `onInterrupt` is called on Ctrl-C, which a terminal that edits lines keeps from the process. */
export function openTerminal(input: Readable, output: Writable, onInterrupt: () => void): Terminal {
  const lines = createInterface({ input, output, terminal: true, historySize: 0 });
  // Lines that are pasted together come before they are asked for.
  const typed: string[] = [];
  let waiting: { resolve(line: string): void; reject(error: Error): void } | undefined;
  let isClosed = false;
  lines.on('line', (line) => {
    if (waiting) {
      waiting.resolve(line);
      waiting = undefined;
    } else typed.push(line);
  });
  lines.on('SIGINT', () => {
    onInterrupt();
    lines.close();
  });
  lines.on('close', () => {
    isClosed = true;
    output.write('\n');
    waiting?.reject(new NoAnswer('no more answers'));
    waiting = undefined;
  });
  return {
    ask(question) {
      const prompt = visibleLines(question);
      const next = typed.shift();
      if (next !== undefined) {
        output.write(`${prompt}${next}\n`);
        return Promise.resolve(next);
      }
      if (isClosed) return Promise.reject(new NoAnswer('no more answers'));
      lines.setPrompt(prompt);
      lines.prompt();
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
      });
    },
    close() {
      if (!isClosed) {
        isClosed = true;
        lines.removeAllListeners('close');
        lines.close();
      }
    },
  };
}

/** Asks again until the answer will do; an empty one is the fallback. Rejects where no more answers come. */
export async function askUntil(
  terminal: Terminal,
  question: string,
  fallback: string,
  problemOf: (typed: string) => string | undefined = () => undefined,
): Promise<string> {
  let hint = '';
  for (;;) {
    const typed = (await terminal.ask(`${hint}  ${question} [${fallback}] > `)).trim() || fallback;
    const problem = problemOf(typed);
    if (problem === undefined) return typed;
    hint = `  ${problem}\n`;
  }
}
