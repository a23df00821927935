/** The command line: finds the command, runs it, and turns whatever comes of it into words and an exit code. */

import type { Io } from '../command-line/command';
import { complete } from '../command-line/complete';
import { completionLines } from '../command-line/completion-scripts';
import { openContext } from '../command-line/context';
import { failed } from '../command-line/failure';
import { interruptOf } from '../command-line/interrupt';
import { parseCommandLine } from '../command-line/invocation';
import { outputTo, readStandardInput, showsColours } from '../command-line/standard-streams';
import { openTerminal } from '../command-line/terminal';
import { KIT_HOME } from '../config/kit-home';
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

/** Runs the process's own command line. */
export function start(): void {
  const [stdout, stderr] = [outputTo(process.stdout), outputTo(process.stderr)];
  const { signal, abandoned, interrupt } = interruptOf(stderr.write);
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
    abandoned,
  };
  void main(process.argv.slice(2), io).then(async (code) => {
    const lost = stdout.lost();
    if (lost) stderr.write(`s3-handshake: standard output could not be written: ${lost.message}\n`);
    // What is still in a pipe gets out first; an answer that nobody waits for any more must not keep the process.
    await Promise.all([stdout.end(), stderr.end()]);
    process.exit(lost ? EXIT.error : code);
  });
}
