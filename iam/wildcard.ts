/**
 * Wildcards: `*` stands for any run of characters, the empty one too, and `?` for exactly one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */

/** A pattern, symbol by symbol: a UTF-16 code unit, `ANY` or `ONE`. A `*` that is meant literally is a code unit. */
export type Glob = readonly number[];

export const ANY = -1;
export const ONE = -2;

/** Text in which `*` and `?` are wildcards. */
export function globOf(pattern: string): Glob {
  return Array.from({ length: pattern.length }, (_, at) => {
    const character = pattern[at];
    if (character === '*') return ANY;
    return character === '?' ? ONE : pattern.charCodeAt(at);
  });
}

/** Text that stands for nothing but itself. */
export function literalGlob(text: string): Glob {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

/**
 * Whether the whole of `text` matches. On a mismatch only the last `*` need be stretched by one, since stretching an
 * earlier one could gain nothing more; so the time is at worst the product of both lengths, whatever the pattern.
 */
export function matchesGlob(glob: Glob, text: string): boolean {
  let symbol = 0;
  let at = 0;
  let lastAny = -1;
  let stretchedTo = 0;
  while (at < text.length) {
    const wanted = glob[symbol];
    if (wanted === ANY) {
      lastAny = symbol++;
      stretchedTo = at;
    } else if (wanted === ONE) {
      symbol++;
      at += characterLength(text, at);
    } else if (wanted === text.charCodeAt(at)) {
      symbol++;
      at++;
    } else if (lastAny >= 0) {
      symbol = lastAny + 1;
      at = ++stretchedTo;
    } else {
      return false;
    }
  }
  while (glob[symbol] === ANY) symbol++;
  return symbol === glob.length;
}

/** Two code units for a character beyond the basic plane, else one. */
function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
