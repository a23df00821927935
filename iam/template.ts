/**
 * Values in a policy that may hold policy variables: `${aws:username}`, with a default
 * `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`, `${$}` for these characters themselves. Only version
 * 2012-10-17 has variables; before, they are plain text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import type { Context } from './context';
import { type Glob, globOf, literalGlob } from './wildcard';

/** The value symbol by symbol, a variable being one symbol. */
export interface Template {
  readonly symbols: readonly (number | Variable)[];
  /** The whole value where it has no variable: then there is nothing to fill in. */
  readonly fixed: Glob | undefined;
}

interface Variable {
  readonly key: string;
  readonly fallback: string | undefined;
}

/** How a value is to be read. */
export interface Reading {
  /** Whether `${…}` is a variable. */
  readonly variables: boolean;
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
}

/** A `${` up to its brace, or up to the end where there is none. */
const VARIABLE = /\$\{([^}]*)(\}?)/g;
const CHARACTERS = ['*', '?', '$'];
const KEY_AND_FALLBACK = /^([^\s,'{}$*?]+)(?:, ?'([^']*)')?$/;

/** Undefined where AWS could make nothing of a variable; `variableProblem` says why. */
export function readTemplate(text: string, reading: Reading): Template | undefined {
  const plain = reading.wildcards ? globOf : literalGlob;
  if (!reading.variables || !text.includes('${')) return templateOf(plain(text));
  if (variableProblem(text) !== undefined) return undefined;
  const symbols: (number | Variable)[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    symbols.push(...plain(text.slice(end, match.index)), ...variableOf(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  return templateOf([...symbols, ...plain(text.slice(end))]);
}

export function templateOf(symbols: readonly (number | Variable)[]): Template {
  const plain = symbols.filter((symbol) => typeof symbol === 'number');
  return { symbols, fixed: plain.length === symbols.length ? plain : undefined };
}

/** What AWS would refuse in the text's variables; undefined where they are in order. */
export function variableProblem(text: string): string | undefined {
  for (const [variable, content = '', brace] of text.matchAll(VARIABLE)) {
    if (brace === '') return `the variable ${variable} has no closing brace`;
    if (CHARACTERS.includes(content) || KEY_AND_FALLBACK.test(content)) continue;
    return `${variable} is no variable: write \${key}, or \${key, 'default'}, or \${*}, \${?} or \${$}`;
  }
  return undefined;
}

function variableOf(content: string): readonly (number | Variable)[] {
  if (CHARACTERS.includes(content)) return literalGlob(content);
  const [, key = '', fallback] = KEY_AND_FALLBACK.exec(content) ?? [];
  return [{ key, fallback }];
}

/**
 * The value with its variables filled in, their own `*` and `?` taken literally. `absent` where a variable has neither
 * value nor default: such a value matches nothing. A multivalued key is no variable that AWS could fill in.
 */
export function fill(template: Template, context: Context): Glob | 'absent' | 'unknown' {
  if (template.fixed) return template.fixed;
  const glob: number[] = [];
  for (const symbol of template.symbols) {
    if (typeof symbol === 'number') {
      glob.push(symbol);
      continue;
    }
    const found = context(symbol.key);
    if (found === 'unknown' || (found !== 'absent' && found.multivalued)) return 'unknown';
    const value = found === 'absent' ? symbol.fallback : found.values[0];
    if (value === undefined) return 'absent';
    glob.push(...literalGlob(value));
  }
  return glob;
}
