/** What somebody probably meant. */

/**
 * The one of `known` that is nearest to `word`, or undefined where none is near enough to be meant: more than a third
 * of its letters would have to change.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const plain = simplify(word);
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of known) {
    const limit = Math.max(1, Math.floor(Math.max(name.length, plain.length) / 3));
    if (Math.abs(name.length - plain.length) > limit) continue;
    const distance = editDistance(plain, simplify(name));
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

/** `external_id`, `External-ID` and `externalId` are one word. */
function simplify(word: string): string {
  return word.toLowerCase().replaceAll(/[_\s-]/g, '');
}

/** Optimal string alignment: insertions, deletions, substitutions and swapped neighbours. */
function editDistance(from: string, to: string): number {
  let before: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(previous, column) + 1,
          at(current, column - 1) + 1,
          at(previous, column - 1) + (same ? 0 : 1),
          swapped ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = previous;
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
