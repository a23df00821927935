/** The command line: finds the command, runs it, and turns whatever comes of it into words and an exit code. */
import { UserError } from '../config/user-error';
import { EXIT, type ExitCode } from '../report/exit-codes';
import type { Command, Io } from './command';
import { openTerminal } from './terminal';

/** Each is loaded only when it is asked for: a command costs what it needs and no more. */
const COMMANDS: Readonly<Record<string, () => { command: Command }>> = {
  validate: () => require('./commands/validate'),
  verify: () => require('./commands/verify'),
  policies: () => require('./commands/policies'),
  'bucket-policy': () => require('./commands/bucket-policy'),
  'deployer-policy': () => require('./commands/deployer-policy'),
  drift: () => require('./commands/drift'),
  handover: () => require('./commands/handover'),
  lint: () => require('./commands/lint'),
  vendors: () => require('./commands/vendors'),
  new: () => require('./commands/new'),
  set: () => require('./commands/set'),
  suspend: () => require('./commands/suspend'),
  resume: () => require('./commands/resume'),
  revoke: () => require('./commands/revoke'),
  rotate: () => require('./commands/rotate'),
  keys: () => require('./commands/keys'),
  export: () => require('./commands/export'),
};

/** Runs one command line, `argv` being what stands behind `s3-handshake`. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = argv;
  try {
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      io.stdout(overview());
      return EXIT.ok;
    }
    const load = COMMANDS[name];
    if (!load) throw new UserError(`there is no command ${name}; s3-handshake --help lists them`);
    const { command } = load();
    if (rest.includes('--help') || rest.includes('-h')) {
      io.stdout(`${command.summary}\n\n${command.usage}\n`);
      return EXIT.ok;
    }
    return await command.run(rest, io);
  } catch (error) {
    io.stderr(`${describe(error, io)}\n`);
    return io.signal.aborted ? EXIT.interrupted : EXIT.error;
  }
}

function overview(): string {
  const commands = Object.values(COMMANDS).map((load) => load().command);
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'Usage: s3-handshake <command> [tenant…] [options]',
    '',
    ...lines,
    '',
    'Exit codes: 0 as it should be, 1 could not tell, 2 a finding, 130 interrupted.',
    'Options of a command: s3-handshake <command> --help',
    '',
  ].join('\n');
}

/** The words for an error. The stack of a defect of ours is shown to who asks for it. */
function describe(error: unknown, { env }: Io): string {
  if (!(error instanceof Error)) return `s3-handshake: ${String(error)}`;
  if (error instanceof UserError || isUsageError(error)) return `s3-handshake: ${error.message}`;
  if (env.HANDSHAKE_DEBUG) return error.stack ?? error.message;
  return `s3-handshake: ${error.message} (HANDSHAKE_DEBUG=1 shows where)`;
}

/** `parseArgs` of Node says what is wrong with an option by errors of its own. */
function isUsageError(error: Error & { code?: unknown }): boolean {
  return typeof error.code === 'string' && error.code.startsWith('ERR_PARSE_ARGS');
}

/** Runs the process's own command line. The exit code is set, not forced: what is still in a pipe gets out first. */
export function start(): void {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
  process.stdout.on('error', endQuietlyOnClosedPipe);
  const io: Io = {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    stdin: readStandardInput,
    isTerminal: process.stdout.isTTY === true,
    terminal:
      process.stdin.isTTY && process.stderr.isTTY
        ? () => openTerminal(process.stdin, process.stderr, () => interrupt.abort())
        : undefined,
    env: process.env,
    cwd: process.cwd(),
    signal: interrupt.signal,
  };
  void main(process.argv.slice(2), io).then((code) => {
    process.exitCode = code;
  });
}

/** `s3-handshake … | head` is no error. */
function endQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
