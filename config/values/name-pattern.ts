/** Names of tenants as users give them to commands: whole, or with `*` for any text and `?` for one character. */

export function matchesAny(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => matches(pattern, name));
}

/** The same for many names: whole names among the patterns are looked up. */
export function matcherOf(patterns: readonly string[]): (name: string) => boolean {
  const whole = new Set(patterns);
  const wild = patterns.filter((pattern) => /[*?]/.test(pattern));
  return (name) => whole.has(name) || matchesAny(wild, name);
}

/**
 * Goes back to the last `*` only, which is enough: whatever an earlier one could take more of, the last one can. So the
 * time is at most pattern times name, where a regular expression may need a power of it.
 */
function matches(pattern: string, name: string): boolean {
  let [at, star, resume] = [0, -1, 0];
  let index = 0;
  while (index < name.length) {
    const sign = pattern[at];
    if (sign === '*') {
      star = at;
      at += 1;
      resume = index;
    } else if (sign === '?' || sign === name[index]) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      resume += 1;
      at = star + 1;
      index = resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
