/** The kinds of options and operands that commands have. Each says how it is written, read, explained and completed. */
import { UserError } from '../config/user-error';
import { nearest } from '../config/values/nearest';

/** What a shell may complete a value from. */
export type Completes = 'tenant' | 'vendor' | 'file' | 'folder';

/** An option of a command, named by its key in the command's table: `dryRun` is `--dry-run`. */
export interface Option<Value = unknown> {
  /** What it does, for `--help`. */
  readonly says: string;
  /** What its value is called in `--help`; absent for a switch. */
  readonly placeholder?: string;
  /** The only values that there are. */
  readonly choices?: readonly string[];
  /** Whether it may be given several times; its value is then a list. */
  readonly repeatable?: boolean;
  /** Its value where it is not given. */
  readonly fallback: Value;
  readonly completes?: Completes;
  /** Keys of options that cannot be given beside it. */
  readonly excludes?: readonly string[];
  /** A text that it takes: tests give it. */
  readonly sample?: string;
  /** One value as it was typed behind `flag`. Throws `UserError` where it will not do. */
  read?(text: string, flag: string): unknown;
}

/** More about an option, where there is more. */
export type OptionTraits = Pick<Option, 'completes' | 'excludes'>;

/** What stands on the command line without a flag before it: a tenant, a file. */
export interface Operand<Value = unknown> {
  /** One of them: `tenant`. */
  readonly name: string;
  /** What it is, for `--help`. */
  readonly says: string;
  /** What is missing where it is not there: the command "needs …". */
  readonly needs: string;
  /** `one` must be there, `optional` may be, `some` are one or more, `any` are none or more. */
  readonly count: 'one' | 'optional' | 'some' | 'any';
  readonly completes?: Completes;
  /** The only values that there are. */
  readonly choices?: readonly string[];
  /** Holds the type of the value, and nothing at run time. */
  readonly type?: Value;
}

export type OptionTable = Readonly<Record<string, Option>>;
export type OperandTable = Readonly<Record<string, Operand>>;

/** What a command gets of its two tables: every key with its value. */
export type ValuesOf<Operands, Options> = {
  readonly [Key in keyof Operands]: Operands[Key] extends Operand<infer Value> ? Value : never;
} & { readonly [Key in keyof Options]: Options[Key] extends Option<infer Value> ? Value : never };

/** A switch: there or not. */
export function flag(says: string, traits: OptionTraits = {}): Option<boolean> {
  return { says, fallback: false, ...traits };
}

/** Any text. */
export function text(
  placeholder: string,
  says: string,
  traits: OptionTraits = {},
): Option<string | undefined> {
  return { says, placeholder, fallback: undefined, ...traits };
}

/** Any texts: the option may be given several times. */
export function texts(
  placeholder: string,
  says: string,
  traits: OptionTraits = {},
): Option<readonly string[]> {
  return { says, placeholder, fallback: [], repeatable: true, ...traits };
}

/** A path, meant from the folder in which the command was typed. */
export function file(says: string): Option<string | undefined> {
  return text('file', says, { completes: 'file' });
}

/** One of a few words. `fallback`: the one that holds where the option is not given. */
export function oneOf<const Word extends string>(
  words: readonly Word[],
  says: string,
): Option<Word | undefined>;
export function oneOf<const Word extends string>(
  words: readonly Word[],
  says: string,
  fallback: NoInfer<Word>,
): Option<Word>;
export function oneOf(words: readonly string[], says: string, fallback?: string): Option<string | undefined> {
  return {
    says,
    placeholder: words.join('|'),
    choices: words,
    fallback,
    read(typed, name) {
      mustBeOneOf(words, typed, name);
      return typed;
    },
  };
}

/** Throws `UserError`, with the word that was probably meant. */
export function mustBeOneOf(words: readonly string[], typed: string, what: string): void {
  if (words.includes(typed)) return;
  const meant = nearest(typed, words);
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  throw new UserError(`${what} is ${typed}; it is one of ${words.join(', ')}${hint}`);
}

/** The only operand of a command, one of a few words. */
export function oneOfOperand<const Word extends string>(name: string, words: readonly Word[]): Operand<Word> {
  const all = words.join(', ');
  return { name, says: `one of ${all}`, needs: `one of ${all}`, count: 'one', choices: words };
}

/** A whole number from 1 to `most`. */
export function wholeNumber(most: number, says: string): Option<number | undefined>;
export function wholeNumber(most: number, says: string, fallback: number): Option<number>;
export function wholeNumber(most: number, says: string, fallback?: number): Option<number | undefined> {
  return {
    says,
    placeholder: 'n',
    fallback,
    sample: String(most),
    read(typed, name) {
      const number = /^\d+$/.test(typed) ? Number(typed) : 0;
      if (number >= 1 && number <= most) return number;
      throw new UserError(`${name} is ${typed}; it is a whole number from 1 to ${most}`);
    },
  };
}

/** The names of one or more tenants, each with `*` and `?` where several are meant. */
export const TENANTS_NAMED: Operand<readonly string[]> = {
  name: 'tenant',
  says: 'names of tenants; * and ? stand for any letters',
  needs: 'the name of a tenant',
  count: 'some',
  completes: 'tenant',
};

/** The same, where none means all. */
export const TENANTS_OR_ALL: Operand<readonly string[]> = {
  name: 'tenant',
  says: 'names of tenants; * and ? stand for any letters; without any, all tenants',
  needs: 'the name of a tenant',
  count: 'any',
  completes: 'tenant',
};

export const ONE_TENANT: Operand<string> = {
  name: 'tenant',
  says: 'the name of one tenant',
  needs: 'the name of one tenant',
  count: 'one',
  completes: 'tenant',
};

/** Options that mean the same wherever they are. */
export const JSON_OUT = flag('print one JSON document on standard output, and nothing else');
export const DRY_RUN = flag('show what would be written, and write nothing');
/** Of every command that asks AWS; it is kept where the command is run, so that no handler can forget it. */
export function timeLimit(seconds: number): Option<number> {
  return wholeNumber(86_400, 'seconds that the whole run may take', seconds);
}
export const PROFILE = text('name', 'profile of the AWS configuration files');
