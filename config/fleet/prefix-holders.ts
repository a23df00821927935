/** Who holds which prefixes of a bucket: whom a prefix meets is found without a look at all others. */

/**
 * Gives for a prefix those of `all` that hold one which meets it, the same, one around it or one within it, and that are
 * of another kind than `except`. Who holds several comes several times.
 */
export function holdersMeeting<T>(
  all: readonly T[],
  prefixesOf: (one: T) => readonly string[],
  kindOf: (one: T) => string,
): (prefix: string, except: string) => Generator<T> {
  const byPrefix = new Map<string, Map<string, T[]>>();
  for (const one of all)
    for (const prefix of new Set(prefixesOf(one))) {
      const kinds = byPrefix.get(prefix) ?? new Map<string, T[]>();
      byPrefix.set(prefix, kinds);
      const kind = kindOf(one);
      const holders = kinds.get(kind);
      if (holders) holders.push(one);
      else kinds.set(kind, [one]);
    }
  const sorted = [...byPrefix.keys()].sort();
  const lengths = [...new Set(sorted.map(({ length }) => length))].sort((one, other) => one - other);
  function* holdersOf(prefix: string, except: string): Generator<T> {
    for (const [kind, holders] of byPrefix.get(prefix) ?? []) if (kind !== except) yield* holders;
  }
  return function* (prefix, except) {
    for (const length of lengths) {
      if (length > prefix.length) break;
      yield* holdersOf(prefix.slice(0, length), except);
    }
    for (let at = firstBehind(sorted, prefix); sorted[at]?.startsWith(prefix); at += 1)
      yield* holdersOf(sorted[at] ?? '', except);
  };
}

/** Where in `sorted` begin those that come after `text`. */
function firstBehind(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') <= text) low = middle + 1;
    else high = middle;
  }
  return low;
}
