/**
 * Regular expressions that stand in files: matched in time that grows with the text alone. JavaScript's own go back and
 * try again, so that a profile's `(a+)+b` would keep a command busy for ever.
 * Syntax: https://github.com/google/re2/wiki/Syntax
 */
import type { RE2JS } from 're2js';
import { quote } from './quote';

/** Characters; the longest of the catalogue has some 250. */
const LONGEST = 400;

export function expressionProblem(source: string): string | undefined {
  if (source.length > LONGEST)
    return `a regular expression has at most ${LONGEST} characters here, this one has ${source.length}`;
  if (compiled(source) !== undefined) return undefined;
  return `${quote(source)} is not a regular expression of RE2, which has neither (?=…), (?!…) nor \\1; see https://github.com/google/re2/wiki/Syntax`;
}

/** Whether the whole text is what `source` describes. `source` must have no {@link expressionProblem}. */
export function matchesWhole(source: string, text: string): boolean {
  return sound(source).matches(text);
}

/** Whether some part of the text is. */
export function isFoundIn(source: string, text: string): boolean {
  return sound(source).matcher(text).find();
}

function sound(source: string): RE2JS {
  const expression = compiled(source);
  if (expression === undefined) throw new Error(`${source} is not a regular expression`);
  return expression;
}

/** A thousand tenants of a vendor are held to the same few. */
const cache = new Map<string, RE2JS | undefined>();

function compiled(source: string): RE2JS | undefined {
  if (!cache.has(source)) cache.set(source, compile(source));
  return cache.get(source);
}

function compile(source: string): RE2JS | undefined {
  // Loaded where a profile has an expression: most have none, and it takes tens of milliseconds.
  const { RE2JS } = require('re2js') as typeof import('re2js');
  try {
    return RE2JS.compile(source);
  } catch {
    return undefined;
  }
}
