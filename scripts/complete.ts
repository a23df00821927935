/** What a shell may put in place of the word at the cursor: commands, options, choices, tenants, vendors. */
import { filesIn, TENANTS } from '../config/fleet/project-files';
import { projectFolder } from '../config/fleet/project-folder';
import { catalogueOf } from '../config/vendor/catalogue';
import { type AnyCommand, type Command, flagOf, isGroup } from './command';
import { GLOBAL_OPTIONS } from './global-options';
import type { Completes, Option } from './option';

export interface Candidate {
  readonly value: string;
  /** Shown beside it; empty where the value says enough. */
  readonly says: string;
}

/** What is completed by the shell itself. */
export type Completion = readonly Candidate[] | 'file' | 'folder';

/**
 * `words`: what stands behind `s3-handshake`, up to the cursor; the last one is being typed and may be empty. `cwd`:
 * the folder in which it is typed, from which the project is found. Never throws: where nothing is known, nothing is
 * offered.
 */
export function complete(commands: readonly AnyCommand[], words: readonly string[], cwd: string): Completion {
  // Bash takes `--as=ver` for three words.
  const line = read(
    commands,
    words.slice(0, -1).filter((word) => word !== '='),
  );
  const [, flag, rest] = /^(--[^=]+=)(.*)$/.exec(words.at(-1) ?? '') ?? [];
  const typed = rest ?? (words.at(-1) === '=' ? '' : (words.at(-1) ?? ''));
  const awaited = flag === undefined ? line.awaited : line.options.get(flag.slice(0, -1));
  const found = offers(line, awaited, typed, cwd);
  if (typeof found === 'string') return found;
  return found
    .filter(({ value }) => value.startsWith(typed))
    .map(({ value, says }) => ({ value: `${flag ?? ''}${value}`, says }));
}

function offers(line: Line, awaited: Option | undefined, typed: string, cwd: string): Completion {
  if (awaited)
    return (awaited.choices ?? []).length > 0
      ? (awaited.choices ?? []).map((value) => ({ value, says: '' }))
      : valuesOf(awaited.completes, line, cwd);
  if (typed.startsWith('-'))
    return [...line.options].flatMap(([value, { says, repeatable }]) =>
      line.given.has(value) && !repeatable ? [] : [{ value, says }],
    );
  if (!line.command) return line.commands.map(({ name, summary }) => ({ value: name, says: summary }));
  const operands = Object.values(line.command.operands);
  const operand = operands[Math.min(line.operands, operands.length - 1)];
  const isFull = line.operands >= operands.length && !/^(?:some|any)$/.test(operands.at(-1)?.count ?? 'one');
  if (isFull) return [];
  if (operand?.choices) return operand.choices.map((value) => ({ value, says: '' }));
  return valuesOf(operand?.completes, line, cwd);
}

function valuesOf(completes: Completes | undefined, { project }: Line, cwd: string): Completion {
  if (completes === 'file' || completes === 'folder') return completes;
  if (completes === undefined) return [];
  try {
    const root = projectFolder(cwd, project);
    const names = completes === 'tenant' ? filesIn(root, TENANTS).names : catalogueOf(root).ids;
    return names.map((value) => ({ value, says: '' }));
  } catch {
    return [];
  }
}

/** What was typed before the word at the cursor. */
interface Line {
  /** What may come next where no command is named yet. */
  readonly commands: readonly AnyCommand[];
  readonly command: Command | undefined;
  /** How many operands are there already. */
  readonly operands: number;
  /** By their flags, those that the command takes. */
  readonly options: ReadonlyMap<string, Option>;
  readonly given: ReadonlySet<string>;
  /** The option whose value is being typed. */
  readonly awaited: Option | undefined;
  /** Of `--project`. */
  readonly project: string | undefined;
}

function read(all: readonly AnyCommand[], words: readonly string[]): Line {
  let commands = all;
  let command: Command | undefined;
  let operands = 0;
  let awaited: Option | undefined;
  let awaitedFlag = '';
  let project: string | undefined;
  const given = new Set<string>();
  let options = optionsOf(undefined);
  for (const word of words) {
    if (awaited) {
      if (awaitedFlag === '--project') project = word;
      awaited = undefined;
    } else if (word.startsWith('-')) {
      const [flag = word, value] = word.split('=');
      given.add(flag);
      if (flag === '--project') project = value;
      const option = options.get(flag);
      if (value === undefined && option?.placeholder !== undefined) [awaited, awaitedFlag] = [option, flag];
    } else if (command) operands += 1;
    else {
      const named = commands.find(({ name }) => name === word);
      if (named && isGroup(named)) commands = named.commands;
      else if (named) [command, options] = [named, optionsOf(named)];
      else commands = [];
    }
  }
  return { commands, command, operands, options, given, awaited, project };
}

function optionsOf(command: Command | undefined): ReadonlyMap<string, Option> {
  const help: Option = { says: 'show the help of a command', fallback: false };
  const tables = { ...command?.options, ...GLOBAL_OPTIONS, help };
  return new Map(Object.entries(tables).map(([key, option]) => [flagOf(key), option]));
}
