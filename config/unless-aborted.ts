/** Ends the waiting for an answer as soon as it is no more wanted, however long the endpoint takes. */

type Abort = (reason: unknown) => void;

/** One listener for each signal: hundreds of requests wait at once. */
const WAITING = new WeakMap<AbortSignal, Set<Abort>>();

function waitingOn(signal: AbortSignal): Set<Abort> {
  const known = WAITING.get(signal);
  if (known) return known;
  const waiting = new Set<Abort>();
  WAITING.set(signal, waiting);
  const abortAll = (): void => {
    for (const abort of waiting) abort(signal.reason);
  };
  signal.addEventListener('abort', abortAll, { once: true });
  return waiting;
}

/** What `work` comes to; rejects with the signal's reason once it is aborted. What `work` does then nobody hears. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const waiting = waitingOn(signal);
    const settle = <Value>(end: (value: Value) => void) => {
      return (value: Value): void => {
        waiting.delete(reject);
        end(value);
      };
    };
    waiting.add(reject);
    work.then(settle(resolve), settle(reject));
    if (signal.aborted) reject(signal.reason);
  });
}
