/** Programs that the tests run to their end. */
import { execFile } from 'node:child_process';
import { delimiter } from 'node:path';

export interface Finished {
  /** The exit code; -1 where a signal ended the program or it could not be started. */
  readonly code: number;
  /** Standard output and standard error. */
  readonly output: string;
}

export interface FinishedOptions {
  readonly cwd: string;
  /** A folder of programs that come before all others: another Node. */
  readonly programs?: string | undefined;
}

/** What Jest tells its workers, and these tests tell nobody. */
const OWN = /^(?:JEST_|HANDSHAKE_TEST_|NODE_OPTIONS$|npm_)/;
const MOST_OUTPUT = 256 * 1024 * 1024;

/** Never rejects. Ends with the tests where they are interrupted: both are one group of processes. */
export function finished(
  program: string,
  args: readonly string[],
  { cwd, programs }: FinishedOptions,
): Promise<Finished> {
  const path = process.env.PATH ?? '';
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.test(name))),
    PATH: programs === undefined ? path : `${programs}${delimiter}${path}`,
  };
  return new Promise((resolve) => {
    execFile(program, [...args], { cwd, env, maxBuffer: MOST_OUTPUT }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      const cause = code === -1 ? `${error?.message}\n` : '';
      resolve({ code, output: `${cause}${stdout}${stderr}` });
    });
  });
}

/** The output; throws `what` and the last lines of it where the program failed. */
export async function succeeded(what: string, running: Promise<Finished>): Promise<string> {
  const { code, output } = await running;
  if (code !== 0)
    throw new Error(`${what} (exit ${code}):\n${output.trim().split('\n').slice(-40).join('\n')}`);
  return output;
}
