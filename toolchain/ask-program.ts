/** Asks a program of the machine's something that it answers at once. */
import { execFile } from 'node:child_process';

export interface ProgramAnswer {
  /** Whether it ran and ended with 0. */
  readonly isFine: boolean;
  /** Whether there is such a program at all. */
  readonly isThere: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
}

/** Bytes of output that are kept. */
const MOST = 16_000_000;

/** Never throws for what the program does; an aborted signal's reason is thrown. */
export async function ask(
  program: string,
  args: readonly string[],
  { env, cwd, signal }: ProgramOptions,
): Promise<ProgramAnswer> {
  const answer = await new Promise<ProgramAnswer>((resolve) => {
    const options = {
      env,
      maxBuffer: MOST,
      ...(cwd === undefined ? {} : { cwd }),
      ...(signal ? { signal } : {}),
    };
    execFile(program, [...args], options, (error, stdout, stderr) =>
      resolve({
        isFine: error === null,
        isThere: !(error && ['ENOENT', 'EACCES'].includes(String(error.code))),
        stdout: String(stdout),
        stderr: String(stderr),
      }),
    );
  });
  signal?.throwIfAborted();
  return answer;
}
