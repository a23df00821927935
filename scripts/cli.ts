/** The command line: finds the command, runs it, and turns whatever comes of it into words and an exit code. */

import type { Io } from '../command-line/command';
import { complete } from '../command-line/complete';
import { completionLines } from '../command-line/completion-scripts';
import { openContext } from '../command-line/context';
import { interruptOf } from '../command-line/interrupt';
import { parseCommandLine } from '../command-line/invocation';
import { outputTo, readStandardInput } from '../command-line/standard-streams';
import { NoAnswer, openTerminal } from '../command-line/terminal';
import { KIT_HOME } from '../config/kit-home';
import { UserError } from '../config/user-error';
import { visibleLines } from '../config/values/visible';
import { EXIT, type ExitCode } from '../report/exit-codes';
import { COMMANDS } from './command-table';

/** Runs one command line, `argv` being what stands behind `s3-handshake`. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    if (argv[0] === '__complete') {
      io.stdout(completionLines(complete(COMMANDS, argv.slice(1), io.cwd)));
      return EXIT.ok;
    }
    const parsed = parseCommandLine(COMMANDS, argv, version());
    if ('text' in parsed) {
      io.stdout(parsed.text);
      return EXIT.ok;
    }
    const { command, values, globals } = parsed;
    const { context, close } = openContext(globals, io, secondsOf(values));
    try {
      return await command.handler().run(values, context);
    } catch (error) {
      close();
      return failed(error, io, globals.verbose);
    } finally {
      close();
    }
  } catch (error) {
    return failed(error, io, false);
  }
}

/** `--timeout` of a command that has it. */
function secondsOf({ timeout }: Readonly<Record<string, unknown>>): number | undefined {
  return typeof timeout === 'number' ? timeout : undefined;
}

function version(): string {
  return require(`${KIT_HOME}/package.json`).version;
}

function failed(error: unknown, io: Io, isVerbose: boolean): ExitCode {
  if (error instanceof NoAnswer || (io.signal.aborted && isAbort(error))) {
    io.stderr('s3-handshake: interrupted; nothing was changed\n');
    return EXIT.interrupted;
  }
  const words = describe(error, isVerbose || Boolean(io.env.HANDSHAKE_DEBUG));
  io.stderr(`s3-handshake: ${visibleLines(words)}\n`);
  return io.signal.aborted ? EXIT.interrupted : EXIT.error;
}

/** A signal's reason may be of another realm, and no `Error` of ours. */
function isAbort(error: unknown): boolean {
  return (error as { readonly name?: unknown } | undefined)?.name === 'AbortError';
}

/** The words for an error. The stack of a defect of ours is shown to who asks for it. */
function describe(error: unknown, withStack: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UserError) return error.message;
  return withStack ? (error.stack ?? error.message) : `${error.message} (--verbose shows where)`;
}

/** https://no-color.org */
function showsColours(isTerminal: boolean, { NO_COLOR = '', TERM }: NodeJS.ProcessEnv): boolean {
  return isTerminal && NO_COLOR === '' && TERM !== 'dumb';
}

/** Runs the process's own command line. */
export function start(): void {
  const [stdout, stderr] = [outputTo(process.stdout), outputTo(process.stderr)];
  const { signal, interrupt } = interruptOf(stderr.write);
  const io: Io = {
    stdout: stdout.write,
    deliver: stdout.deliver,
    stderr: stderr.write,
    stdin: readStandardInput,
    isTerminal: process.stderr.isTTY === true,
    isColoured: showsColours(process.stdout.isTTY === true, process.env),
    terminal:
      process.stdin.isTTY && process.stderr.isTTY
        ? () => openTerminal(process.stdin, process.stderr, interrupt)
        : undefined,
    env: process.env,
    cwd: process.cwd(),
    signal,
  };
  void main(process.argv.slice(2), io).then(async (code) => {
    const lost = stdout.lost();
    if (lost) stderr.write(`s3-handshake: standard output could not be written: ${lost.message}\n`);
    // What is still in a pipe gets out first; an answer that nobody waits for any more must not keep the process.
    await Promise.all([stdout.end(), stderr.end()]);
    process.exit(lost ? EXIT.error : code);
  });
}
