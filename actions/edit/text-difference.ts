/** The lines in which two texts differ, as a `git diff` shows them. */

/** Lines that begin with `- ` and `+ `, in order; lines that both have are left out. For texts of a few hundred lines. */
export function difference(before: string, after: string): readonly string[] {
  const old = before.split('\n');
  const young = after.split('\n');
  const common = commonLines(old, young);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      i += 1;
      j += 1;
    } else if (i < old.length && (j === young.length || at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push(`- ${old[i]}`);
      i += 1;
    } else {
      lines.push(`+ ${young[j]}`);
      j += 1;
    }
  }
  return lines;
}

/** How many lines the rests of both texts, from each pair of places on, have in common and in order. */
function commonLines(old: readonly string[], young: readonly string[]): readonly (readonly number[])[] {
  const counts = Array.from({ length: old.length + 1 }, () => new Array<number>(young.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = young.length - 1; j >= 0; j -= 1) {
      const row = counts[i];
      if (row)
        row[j] =
          old[i] === young[j]
            ? at(counts, i + 1, j + 1) + 1
            : Math.max(at(counts, i + 1, j), at(counts, i, j + 1));
    }
  return counts;
}

function at(counts: readonly (readonly number[])[], i: number, j: number): number {
  return counts[i]?.[j] ?? 0;
}
