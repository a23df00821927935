/**
 * Sets of texts by pattern, and whether two of them have a text in common: a policy's resource and the ARN format that
 * AWS documents for a kind of resource, a wildcard and an action's name.
 */

import { globOf, matchesGlob } from '../../iam/wildcard';

/** What a place of a text may hold. `name`: anything but `/` and `:`. `part`: anything but `:`. */
export type CharClass = 'any' | 'part' | 'name';

/** One character exactly, one of a class, or any number of a class. */
export type PatternToken =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'one'; readonly of: CharClass }
  | { readonly kind: 'many'; readonly of: CharClass };

export type TextPattern = readonly PatternToken[];

export function literally(text: string): TextPattern {
  return [...text].map((char): PatternToken => ({ kind: 'char', char }));
}

/** One or more characters of a class. */
export function some(of: CharClass): TextPattern {
  return [
    { kind: 'one', of },
    { kind: 'many', of },
  ];
}

/** IAM's wildcards: `*` any number of characters, `?` one. */
export function wildcardPattern(text: string): TextPattern {
  return [...text].map((char): PatternToken => {
    if (char === '*') return { kind: 'many', of: 'any' };
    return char === '?' ? { kind: 'one', of: 'any' } : { kind: 'char', char };
  });
}

/** Whether some text is in both. */
export function overlap(left: TextPattern, right: TextPattern): boolean {
  // The places in `right` that can be reached together with each place in `left`, walked through row by row.
  let row = closure(new Set([0]), right);
  for (const token of left) {
    const next = new Set<number>();
    if (token.kind === 'many') {
      for (const at of row) next.add(at);
      // Each place may be passed as long as the class takes what stands there.
      for (const at of [...next].sort((a, b) => a - b)) {
        for (let place = at; place < right.length && passes(token, right[place]); place += 1)
          next.add(place + 1);
      }
    } else {
      for (const at of row) {
        const against = right[at];
        if (!against || !passes(token, against)) continue;
        next.add(against.kind === 'many' ? at : at + 1);
      }
    }
    row = closure(next, right);
    if (row.size === 0) return false;
  }
  return row.has(right.length);
}

/** Whether `pattern`, with IAM's wildcards, matches the whole of `text`, letter case apart. */
export function matchesText(pattern: string, text: string): boolean {
  return matchesGlob(globOf(pattern.toLowerCase()), text.toLowerCase());
}

/** A `many` may also hold nothing. */
function closure(places: ReadonlySet<number>, pattern: TextPattern): Set<number> {
  const all = new Set(places);
  for (const place of all) if (pattern[place]?.kind === 'many') all.add(place + 1);
  return all;
}

function passes(left: PatternToken, right: PatternToken | undefined): boolean {
  if (!right) return false;
  if (left.kind === 'char')
    return right.kind === 'char' ? left.char === right.char : holds(right.of, left.char);
  return right.kind === 'char' ? holds(left.of, right.char) : true;
}

function holds(of: CharClass, char: string): boolean {
  if (of === 'any') return true;
  return char !== ':' && (of === 'part' || char !== '/');
}
