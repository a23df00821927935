/** What every command of the command line is: one file in `scripts/`, found through `scripts/cli.ts`. */
import type { ExitCode } from '../report/exit-codes';
import type { Terminal } from './terminal';

/** Everything that a command knows of the world around it, so that tests can hand it another. */
export interface Io {
  /** Written as it is: no line end is added. */
  stdout(text: string): void;
  /** Human text beside the result. Written as it is. */
  stderr(text: string): void;
  /** The whole of standard input. */
  stdin(): Promise<string>;
  /** Whether standard output is a terminal: then long work shows progress and questions may be asked. */
  readonly isTerminal: boolean;
  /** Opens the terminal for questions; undefined where nobody can be asked. */
  readonly terminal?: (() => Terminal) | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** The folder that relative paths are meant from; the project's files are looked for here. */
  readonly cwd: string;
  /** Aborted on Ctrl-C and SIGTERM: a command then cleans up and ends with {@link EXIT.interrupted}. */
  readonly signal: AbortSignal;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Printed for `--help`: the synopsis and every option. */
  readonly usage: string;
  /**
   * `argv` is what stands behind the command's name.
   * Throws `UserError` for what the user can mend; `cli.ts` prints it and ends with 1.
   */
  run(argv: readonly string[], io: Io): Promise<ExitCode>;
}
