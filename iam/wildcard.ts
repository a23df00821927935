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
/** Any run of characters without a colon. */
export const WITHIN = -3;
const STAR = '*'.charCodeAt(0);
const QUESTION_MARK = '?'.charCodeAt(0);
const COLON = ':'.charCodeAt(0);

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

export function unitsOf(text: string): readonly number[] {
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

/** As `matchesGlob`, for symbols among which `WITHIN` may be. All ways at once, so that no pattern takes long. */
export function matchesStretched(symbols: readonly number[], text: string): boolean {
  let open = withSkipped(symbols, new Set([0]));
  for (const character of text) {
    const units = unitsOf(character);
    const next = new Set<number>();
    for (const place of open) {
      const symbol = symbols[place];
      if (symbol === ANY || (symbol === WITHIN && units[0] !== COLON)) next.add(place);
      else if (symbol === ONE) next.add(place + 1);
      else if (units.every((unit, at) => symbols[place + at] === unit)) next.add(place + units.length);
    }
    open = withSkipped(symbols, next);
  }
  return open.has(symbols.length);
}

/** A run may be empty, so that what stands behind it is reached as well. */
function withSkipped(symbols: readonly number[], places: Set<number>): Set<number> {
  for (const place of places) if (symbols[place] === ANY || symbols[place] === WITHIN) places.add(place + 1);
  return places;
}

/** Two code units for a character beyond the basic plane, else one. */
function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
