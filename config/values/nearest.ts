/** What somebody probably meant. */
import { distance } from 'fastest-levenshtein';

/**
 * The one of `known` that is nearest to `word`, or undefined where none is near enough to be meant: more than `share` of
 * its letters would have to change.
 */
export function nearest(word: string, known: Iterable<string>, share = 1 / 3): string | undefined {
  const plain = simplify(word);
  let best: { readonly name: string; readonly changes: number } | undefined;
  for (const name of known) {
    const other = simplify(name);
    const limit = Math.max(1, Math.floor(Math.max(name.length, plain.length) * share));
    if (Math.abs(other.length - plain.length) > limit) continue;
    const changes = isSwapped(plain, other) ? 1 : distance(plain, other);
    if (changes <= limit && (best === undefined || changes < best.changes)) best = { name, changes };
  }
  return best?.name;
}

/** `external_id`, `External-ID` and `externalId` are one word. */
function simplify(word: string): string {
  return word.toLowerCase().replaceAll(/[_\s-]/g, '');
}

/** Whether two neighbouring letters changed places: one slip, which the Levenshtein distance counts as two. */
function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return (
    at >= 0 &&
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  );
}
