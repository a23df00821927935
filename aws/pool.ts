/** Several at a time, and no more. */

/**
 * Works on all `items`, at most `limit` at once, and answers what came of them in their order. After `signal` is
 * aborted none is begun; those that were not are left out. Rejects with the first rejection.
 */
export async function inParallel<Item, Outcome>(
  items: readonly Item[],
  limit: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<number, Outcome>();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length && !signal.aborted) {
      const at = next++;
      outcomes.set(at, await work(items[at] as Item));
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return [...outcomes].sort(([one], [other]) => one - other).map(([, outcome]) => outcome);
}
