/**
 * What every command of the command line is.
 *
 * To add one:
 * 1. Write `scripts/commands/<name>.ts`: one `defineCommand({ … })` with its name, the group that it stands in, a summary
 *    of one line, its operands and options by the kinds in `option.ts`, and examples. Parsing, types, `--help`, words for
 *    a slip and shell completion all come from that table. It is loaded for every `--help` and every completion, so it
 *    imports only what is light: `option.ts`, constants, no library.
 * 2. Write `scripts/handlers/<name>.ts`, which the table loads when the command is run. It exports `run(values, context)`:
 *    it calls one function of `actions/` with values, the signal and a callback for events (a {@link Context} has both),
 *    prints what came of it, and gives the exit code. The compiler holds its values against the table.
 * 3. Put the table into the list in `scripts/command-table.ts`.
 *
 * Tests walk the list: each option must have its words and be read, each example must parse.
 */
import type { ActionEvent } from '../actions/host';
import type { ExitCode } from '../report/exit-codes';
import type { OperandTable, OptionTable, ValuesOf } from './option';
import type { Terminal } from './terminal';

/** Everything that the command line knows of the world around it, so that tests can hand it another. */
export interface Io {
  /** Written as it is: no line end is added. */
  stdout(text: string): void;
  /**
   * The same, for what must not be lost: resolves when standard output has taken all of it. Rejects where nobody reads
   * it, or there is no room for it.
   */
  deliver(text: string): Promise<void>;
  /** Human text beside the result. */
  stderr(text: string): void;
  /** The whole of standard input. */
  stdin(): Promise<Uint8Array>;
  /** Whether standard error is a terminal: then long work shows its progress in place. */
  readonly isTerminal: boolean;
  /** Whether standard output shows colours: it is a terminal, and `NO_COLOR` is not set. @default false */
  readonly isColoured?: boolean;
  /** Opens the terminal for questions; undefined where nobody can be asked. */
  readonly terminal?: (() => Terminal) | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** The folder in which the command was typed: relative paths are meant from here. */
  readonly cwd: string;
  /** Aborted on Ctrl-C, SIGTERM and SIGHUP: a command then cleans up and ends with {@link EXIT.interrupted}. */
  readonly signal: AbortSignal;
  /** Aborted by a second signal: nobody waits any more for what is under way to end. */
  readonly abandoned?: AbortSignal;
}

/** What a command has beside its values. Its `env`, `signal` and `onEvent` make it a host for actions. */
export interface Context extends Io {
  /**
   * The folder of the project: `--project`, or the nearest one at or above {@link cwd}. Looked for when it is first
   * asked for. Throws `UserError`, saying where it was looked for, where there is none.
   */
  readonly project: string;
  /** `--quiet`: results and errors, no progress and no remarks. */
  readonly isQuiet: boolean;
  /** `--verbose`: everything, however long. */
  readonly isVerbose: boolean;
  /** Shows what an action says of its work, on standard error. */
  onEvent(event: ActionEvent): void;
}

/** The headings under which commands are listed, in this order. */
export const GROUPS = ['Set up', 'Onboard', 'Deploy', 'Prove and watch', 'Change', 'Look up'] as const;

export interface Example {
  /** What is typed behind `s3-handshake`. */
  readonly line: string;
  readonly says: string;
}

interface Described {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Absent for a command that is not listed, and for one within a {@link CommandGroup}. */
  readonly group?: (typeof GROUPS)[number];
}

/** A command as it is written down. */
export interface CommandSpec<Operands extends OperandTable, Options extends OptionTable> extends Described {
  /** What stands without flags, in order; only the last may be several. */
  readonly operands?: Operands;
  readonly options?: Options;
  /** Shown in `--help`. */
  readonly examples: readonly Example[];
  /** What else must be known, below the options: a line each, or a paragraph. */
  readonly notes?: readonly string[];
  /** Loads what runs the command: `() => require('../handlers/x') as typeof import('../handlers/x')`. */
  handler(): Handler<ValuesOf<Operands, Options>>;
}

export interface Handler<Values> {
  /** Throws `UserError` for what the user can mend; it is printed, and the command ends with 1. */
  readonly run: (values: Values, context: Context) => ExitCode | Promise<ExitCode>;
}

/** A command of the table. */
export interface Command extends Described {
  readonly operands: OperandTable;
  readonly options: OptionTable;
  readonly examples: readonly Example[];
  readonly notes: readonly string[];
  handler(): Handler<Readonly<Record<string, unknown>>>;
}

/** Commands that are named by two words: `keys create`. */
export interface CommandGroup extends Described {
  readonly commands: readonly Command[];
}

export type AnyCommand = Command | CommandGroup;

export function isGroup(command: AnyCommand): command is CommandGroup {
  return 'commands' in command;
}

/** The types of the values follow from the tables; the table of commands need not know them. */
export function defineCommand<const Operands extends OperandTable, const Options extends OptionTable>(
  spec: CommandSpec<Operands, Options>,
): Command {
  const { operands, options, notes, ...rest } = spec;
  return {
    ...rest,
    operands: operands ?? {},
    options: options ?? {},
    notes: notes ?? [],
    handler: spec.handler as Command['handler'],
  };
}

/** `dryRun` → `--dry-run`. */
export function flagOf(key: string): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
