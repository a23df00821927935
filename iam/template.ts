/**
 * Values in a policy that may hold policy variables: `${aws:username}`, with a default
 * `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`, `${$}` for these characters themselves. Only version
 * 2012-10-17 has variables; before, they are plain text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import type { Context } from './known-keys';
import { type Truth, truthOf } from './truth';
import { type Glob, globOf, joinGlobs } from './wildcard';

/** A value without variables, or what stands before, between and after them. */
export type Template = { readonly fixed: Glob } | { readonly pieces: readonly (Glob | Variable)[] };

export interface Variable {
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
export function readTemplate(text: string, { variables, wildcards }: Reading): Template | undefined {
  const read = (plain: string): Glob => (wildcards ? globOf(plain) : plain);
  if (!variables || !text.includes('${')) return { fixed: read(text) };
  if (variableProblem(text) !== undefined) return undefined;
  const pieces: (Glob | Variable)[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    pieces.push(read(text.slice(end, match.index)), variableOf(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  return { pieces: [...pieces, read(text.slice(end))] };
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

/** The text divided at its colons, but for those within variables, into at most `limit` parts. */
export function splitAtColons(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let begin = 0;
  for (const { 0: found, index } of text.matchAll(/\$\{[^}]*\}|:/g)) {
    if (found !== ':' || parts.length === limit - 1) continue;
    parts.push(text.slice(begin, index));
    begin = index + 1;
  }
  return [...parts, text.slice(begin)];
}

function variableOf(content: string): Glob | Variable {
  if (CHARACTERS.includes(content)) return content;
  const [, key = '', fallback] = KEY_AND_FALLBACK.exec(content) ?? [];
  return { key, fallback };
}

/**
 * Whether the value, its variables filled in, passes the test. What a variable holds stands for itself: its `*` and `?`
 * are no wildcards. A variable with neither value nor default makes a value that matches nothing, and a multivalued key
 * is no variable that AWS could fill in.
 */
export function filled(template: Template, context: Context, test: (glob: Glob) => boolean): Truth {
  if ('fixed' in template) return truthOf(test(template.fixed));
  const globs: Glob[] = [];
  for (const piece of template.pieces) {
    if (!isVariable(piece)) {
      globs.push(piece);
      continue;
    }
    const found = context(piece.key);
    if (found === 'unknown' || (found !== 'absent' && found.multivalued)) return 'unknown';
    const value = found === 'absent' ? piece.fallback : found.values[0];
    if (value === undefined) return 'no';
    globs.push(value);
  }
  return truthOf(test(joinGlobs(globs)));
}

export function isVariable(piece: Glob | Variable): piece is Variable {
  return typeof piece === 'object' && 'key' in piece;
}
