/** IAM does not tell keys of tags apart that differ in case alone, and refuses a role that has two such: so they are one. */

/** What is wrong with `key` among `keys` where one before it is the same to IAM. */
export function tagTwinProblem(key: string, keys: readonly string[]): string | undefined {
  const before = keys.slice(0, keys.indexOf(key));
  return before.some((other) => isSame(other, key))
    ? 'stands here twice: IAM does not tell lowercase letters from capitals in keys'
    : undefined;
}

/** The tags of `under`, but for those that `over` has too, and those of `over`. */
export function mergeTags(
  under: Readonly<Record<string, string>>,
  over: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const own = new Set(Object.keys(over).map((key) => key.toLowerCase()));
  const kept = Object.entries(under).filter(([key]) => !own.has(key.toLowerCase()));
  return Object.fromEntries([...kept, ...Object.entries(over)]);
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
