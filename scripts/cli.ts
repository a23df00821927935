/** The command line: finds the command, runs it, and turns whatever comes of it into words and an exit code. */

import type { Io } from '../command-line/command';
import { complete } from '../command-line/complete';
import { completionLines } from '../command-line/completion-scripts';
import { openContext } from '../command-line/context';
import { parseCommandLine } from '../command-line/invocation';
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
    const { context, close } = openContext(globals, io);
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

function version(): string {
  return require(`${KIT_HOME}/package.json`).version;
}

function failed(error: unknown, io: Io, isVerbose: boolean): ExitCode {
  if (error instanceof NoAnswer || (io.signal.aborted && isAbort(error))) {
    io.stderr('s3-handshake: interrupted\n');
    return EXIT.interrupted;
  }
  const words = describe(error, isVerbose || Boolean(io.env.HANDSHAKE_DEBUG));
  io.stderr(`s3-handshake: ${visibleLines(words)}\n`);
  return io.signal.aborted ? EXIT.interrupted : EXIT.error;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
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

/** Milliseconds after an interrupt until it is said that something is waited for. */
const PATIENCE = 1_000;
const STILL_WAITING =
  's3-handshake: waiting for what is under way to end or to be cleaned up; Ctrl-C again gives up\n';

/** Runs the process's own command line. The exit code is set, not forced: what is still in a pipe gets out first. */
export function start(): void {
  const abort = new AbortController();
  const interrupt = (): void => {
    abort.abort();
    // Does not keep the process alive: it is said only where something else does.
    setTimeout(() => process.stderr.write(STILL_WAITING), PATIENCE).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  const io: Io = {
    stdout: writerTo(process.stdout),
    stderr: writerTo(process.stderr),
    stdin: readStandardInput,
    isTerminal: process.stderr.isTTY === true,
    isColoured: showsColours(process.stdout.isTTY === true, process.env),
    terminal:
      process.stdin.isTTY && process.stderr.isTTY
        ? () => openTerminal(process.stdin, process.stderr, interrupt)
        : undefined,
    env: process.env,
    cwd: process.cwd(),
    signal: abort.signal,
  };
  void main(process.argv.slice(2), io).then((code) => {
    process.exitCode = code;
    // An answer that nobody waits for any more must not keep the process.
    if (abort.signal.aborted) process.stdout.write('', () => process.exit(code));
  });
}

/**
 * `s3-handshake … | head` is no error, and no verdict either: once nobody reads, what is written is dropped, the command
 * goes on, and its exit code is what it would have been.
 */
function writerTo(stream: NodeJS.WriteStream): (text: string) => void {
  let isClosed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isClosed = true;
  });
  return (text) => {
    if (!isClosed) stream.write(text);
  };
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
