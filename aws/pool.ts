/** Several at a time, and no more. */

/**
 * Works on all `items`, at most `limit` at once, and gives what came of them in their order.
 *
 * After `signal` is aborted none is begun; those under way are waited for, and those not begun are left out of what is
 * given: a caller to whom part of the answer is no answer asks the signal afterwards. After a rejection none is begun
 * either, and the first one is thrown once nothing is under way any more.
 */
export async function inParallel<Item, Outcome>(
  items: Iterable<Item>,
  limit: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const rest = [...items].entries();
  const outcomes = new Map<number, Outcome>();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    while (failures.length === 0 && !signal.aborted) {
      const next = rest.next();
      if (next.done) return;
      const [index, item] = next.value;
      try {
        outcomes.set(index, await work(item));
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (failures.length > 0) throw failures[0];
  return [...outcomes].sort(([a], [b]) => a - b).map(([, outcome]) => outcome);
}
