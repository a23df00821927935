/** Time for what must not be cut off: a request that changes something, and what takes it back. */

/** Milliseconds. With what comes before and after them, an interrupted command ends within a second. */
const GRACE = 700;

/** Aborted, with the same reason, `milliseconds` after `signal` is: what is under way may come to its end until then. */
export function graceAfter(signal: AbortSignal, milliseconds = GRACE): AbortSignal {
  const late = new AbortController();
  const begin = (): void => {
    setTimeout(() => late.abort(signal.reason), milliseconds).unref();
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return late.signal;
}
