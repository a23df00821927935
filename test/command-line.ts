/** The command line, run in this process as a user would run it where there is no terminal. */

import type { Io } from '../command-line/command';
import { main } from '../scripts/cli';
import { ROOT } from './a-tenant';

export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `io`: what is other than an empty environment and input, in our own folder. */
export async function commandLine(argv: readonly string[], io: Partial<Io> = {}): Promise<Printed> {
  const out = { stdout: '', stderr: '' };
  const stdout = (text: string): void => {
    out.stdout += text;
  };
  const code = await main(argv, {
    stdout,
    deliver: async (text) => stdout(text),
    stderr: (text) => {
      out.stderr += text;
    },
    stdin: async () => new Uint8Array(),
    isTerminal: false,
    env: {},
    cwd: ROOT,
    signal: new AbortController().signal,
    ...io,
  });
  return { code, ...out };
}
