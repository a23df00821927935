/** From the table of commands to a parsed command line, by commander. */
import { Argument, CommanderError, Command as Program, Option as ProgramOption } from 'commander';
import { UserError } from '../config/user-error';
import { fold, WIDTH } from '../report/fold';
import { type AnyCommand, type Command, flagOf, GROUPS, isGroup } from './command';
import { GLOBAL_OPTIONS, type GlobalValues } from './global-options';
import { mustBeOneOf, type Operand, type OptionTable } from './option';

export interface Invocation {
  readonly command: Command;
  readonly values: Readonly<Record<string, unknown>>;
  readonly globals: GlobalValues;
}

/** What was typed: a command to run, or a text that was asked for (help, the version). */
export type Parsed = Invocation | { readonly text: string };

/** `argv` is what stands behind `s3-handshake`. Throws `UserError` for what cannot be understood. */
export function parseCommandLine(
  commands: readonly AnyCommand[],
  argv: readonly string[],
  version: string,
): Parsed {
  let printed = '';
  let invocation: Invocation | undefined;
  const program = programOf(commands, version, argv, (found) => {
    invocation = found;
  });
  const capture = (words: string): void => {
    printed += words;
  };
  for (const each of withAllBelow(program))
    each
      .configureOutput({ writeOut: capture, writeErr: () => undefined, getOutHelpWidth: () => WIDTH })
      .exitOverride((error) => {
        // A group of commands without one of them.
        if (error.code === 'commander.help' && error.exitCode !== 0) throw new UserError(neededOf(each));
        if (error.code === 'commander.unknownOption') throw new UserError(unknownOption(each, error.message));
        throw error;
      });
  try {
    program.parse(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { text: printed };
    throw new UserError(oneLine(error.message));
  }
  return invocation ?? { text: printed };
}

function neededOf(group: Program): string {
  if (!group.parent) return 'there is no such command; s3-handshake --help lists them';
  const names = group.commands.map((each) => each.name());
  return `${group.name()} needs one of ${names.join(', ')}; s3-handshake ${group.name()} --help`;
}

/** Who writes `--tenant acme` means the operand of that name, which is typed without a name. */
function unknownOption(program: Program, message: string): string {
  const [, typed = ''] = /^error: unknown option '--([^'=]+)/.exec(message) ?? [];
  const operand = program.registeredArguments
    .map((each) => each.name())
    .find((name) => [name, `${name}s`].includes(typed));
  if (operand === undefined) return oneLine(message);
  return `unknown option '--${typed}': ${operand} stands by itself: s3-handshake ${nameOf(program)} <${operand}>`;
}

/** `keys create` for a command of a group. */
function nameOf(program: Program): string {
  const { parent } = program;
  return parent?.parent ? `${nameOf(parent)} ${program.name()}` : program.name();
}

/** Commander puts a word for a slip on a line of its own. */
function oneLine(message: string): string {
  return message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
}

function withAllBelow(program: Program): readonly Program[] {
  return [program, ...program.commands.flatMap((each) => withAllBelow(each))];
}

function programOf(
  commands: readonly AnyCommand[],
  version: string,
  argv: readonly string[],
  onCommand: (invocation: Invocation) => void,
): Program {
  const program = new Program('s3-handshake')
    .usage('<command> [tenant…] [options]')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'show the help of a command')
    .addHelpCommand(
      new Program('help').argument('[command]').summary('Show the help of a command.').helpGroup('Look up:'),
    )
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (command) => command.name() })
    .addHelpText(
      'after',
      [
        '',
        'Exit codes: 0 as it should be, 1 inconclusive, 2 a finding, 130 interrupted.',
        'Options of a command: s3-handshake <command> --help',
      ].join('\n'),
    );
  addOptions(program, GLOBAL_OPTIONS, argv);
  for (const group of GROUPS) {
    program.commandsGroup(`${group}:`);
    for (const command of commands.filter((each) => each.group === group))
      add(program, command, argv, onCommand);
  }
  return program;
}

function add(
  parent: Program,
  command: AnyCommand,
  argv: readonly string[],
  onCommand: (invocation: Invocation) => void,
): void {
  const program = parent.command(command.name).summary(command.summary).description(command.summary);
  // One that is not named needs no more than its line in the list.
  if (!argv.includes(command.name)) return;
  if (isGroup(command)) {
    program.helpCommand(false);
    for (const each of command.commands) add(program, each, argv, onCommand);
    return;
  }
  const operands = Object.entries(command.operands);
  // Commander is told that each may be missing or too many: what is said then is said in our words.
  for (const [, { name, says, count }] of operands)
    program.addArgument(new Argument(isSeveral(count) ? `[${name}...]` : `[${name}]`, says));
  program.usage(['[options]', ...operands.map(([, operand]) => written(operand))].join(' '));
  program.allowExcessArguments();
  addOptions(program, command.options, argv);
  program.addHelpText('after', closing(command));
  program.action((...given: unknown[]) => {
    const { project, quiet, verbose, ...options } = program.optsWithGlobals();
    const values = Object.fromEntries(operands.map(([key], index) => [key, given[index]]));
    mustFit(program, command, values);
    onCommand({
      command,
      values: { ...values, ...valuesOf(command.options, options) },
      globals: { project, quiet: quiet === true, verbose: verbose === true },
    });
  });
}

function isSeveral(count: Operand['count']): boolean {
  return count === 'some' || count === 'any';
}

/** `<tenant…>` where it must be there, `[tenant…]` where it may be. */
function written({ name, count }: Operand): string {
  const words = `${name}${isSeveral(count) ? '…' : ''}`;
  return count === 'one' || count === 'some' ? `<${words}>` : `[${words}]`;
}

/** Throws `UserError` for an operand that is missing or too many. */
function mustFit(program: Program, { operands }: Command, values: Readonly<Record<string, unknown>>): void {
  const name = [program.parent?.parent ? program.parent.name() : '', program.name()].join(' ').trim();
  const help = `s3-handshake ${name} --help`;
  for (const [key, { count, needs, choices }] of Object.entries(operands)) {
    const value = values[key];
    if (choices && typeof value === 'string') mustBeOneOf(choices, value, `the ${operands[key]?.name}`);
    const isMissing = value === undefined || (Array.isArray(value) && value.length === 0);
    if (isMissing && (count === 'one' || count === 'some'))
      throw new UserError(`${name} needs ${needs}; ${help}`);
  }
  const all = Object.values(operands);
  const [extra] = all.some(({ count }) => isSeveral(count)) ? [] : program.args.slice(all.length);
  if (extra === undefined) return;
  const needs = all.length === 0 ? 'nothing' : all.map((operand) => operand.needs).join(', then ');
  throw new UserError(`${name} takes ${needs}, not also ${extra}; ${help}`);
}

function addOptions(program: Program, options: OptionTable, argv: readonly string[]): void {
  for (const [key, option] of Object.entries(options)) {
    const { says, placeholder, fallback, excludes, repeatable, read } = option;
    const name = flagOf(key);
    const taken = new ProgramOption(placeholder === undefined ? name : `${name} <${placeholder}>`, says);
    if (typeof fallback === 'string' || typeof fallback === 'number') taken.default(fallback);
    if (excludes) taken.conflicts([...excludes]);
    if (placeholder !== undefined)
      taken.argParser((typed: string, before: unknown) => {
        refuseOption(typed, name, argv);
        const value = read ? read(typed, name) : typed;
        return repeatable ? [...((before as unknown[] | undefined) ?? []), value] : value;
      });
    program.addOption(taken);
  }
}

/** `--against --json`: the value was forgotten. */
function refuseOption(typed: string, name: string, argv: readonly string[]): void {
  if (!typed.startsWith('--') || argv.includes(`${name}=${typed}`)) return;
  throw new UserError(
    `${name} is ${typed}, which looks like an option; ${name}=${typed} where that is meant`,
  );
}

/** Commander gives `--no-wait` as `wait: false`; in our tables it is `noWait`. */
function valuesOf(options: OptionTable, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([key, { fallback }]) => {
      const negated = /^no([A-Z])(.*)$/.exec(key);
      if (!negated) return [key, given[key] ?? fallback];
      return [key, given[`${negated[1]?.toLowerCase()}${negated[2]}`] === false];
    }),
  );
}

function closing({ examples, notes }: Command): string {
  const shown = examples.flatMap(({ line, says }) => [`  # ${says}`, `  s3-handshake ${line}`]);
  return [
    '',
    'Examples:',
    ...shown,
    ...(notes.length > 0 ? ['', ...notes.flatMap((note) => fold(note, WIDTH))] : []),
  ].join('\n');
}
