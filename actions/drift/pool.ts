/** Work on many things, a few at a time. */

/**
 * Starts on the next item when one is done, so that no more than `width` are under way and nothing piles up. Stops
 * taking items up once `signal` is aborted, and throws its reason.
 */
export async function inPool<T>(
  items: Iterable<T>,
  width: number,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = rest.next(); !next.done; next = rest.next()) {
      signal.throwIfAborted();
      await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  signal.throwIfAborted();
}
