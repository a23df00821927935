/**
 * Wildcards: `*` stands for any run of characters, the empty one too, and `?` for exactly one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */

/**
 * What a text must match: a text without wildcards, which stands for itself; or symbol by symbol a UTF-16 code unit,
 * `ANY` or `ONE`. A `*` that is meant literally is a code unit.
 */
export type Glob = string | readonly number[];

export const ANY = -1;
export const ONE = -2;
const STAR = '*'.charCodeAt(0);
const QUESTION_MARK = '?'.charCodeAt(0);

/** Text in which `*` and `?` are wildcards. */
export function globOf(pattern: string): Glob {
  if (!pattern.includes('*') && !pattern.includes('?')) return pattern;
  return unitsOf(pattern).map((unit) => {
    if (unit === STAR) return ANY;
    return unit === QUESTION_MARK ? ONE : unit;
  });
}

/** One after the other. */
export function joinGlobs(globs: readonly Glob[]): Glob {
  if (globs.every((glob) => typeof glob === 'string')) return globs.join('');
  return globs.flatMap((glob) => (typeof glob === 'string' ? unitsOf(glob) : glob));
}

function unitsOf(text: string): readonly number[] {
  const units = new Array<number>(text.length);
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
  return units;
}

/**
 * Whether the whole of `text` matches. On a mismatch only the last `*` need be stretched by one, since stretching an
 * earlier one could gain nothing more; so the time is at worst the product of both lengths, whatever the pattern.
 */
export function matchesGlob(glob: Glob, text: string): boolean {
  if (typeof glob === 'string') return glob === text;
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
