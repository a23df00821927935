/** What was worked out of late: the rows of a table and the rules of a tenant ask for the same few things again and again. */

/** Values kept at once: of a large fleet, one for each tenant, whose rules are asked one after the other for all of them. */
const MOST = 20_000;

/** A memory of its own: gives what was made for `key` before, or makes it. What throws is not kept. */
export function remembered<T>(): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (key, make) => {
    if (known.has(key)) return known.get(key) as T;
    const made = make();
    if (known.size >= MOST) known.clear();
    known.set(key, made);
    return made;
  };
}
