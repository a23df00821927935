/** Work that pauses on its way, done so that a signal is heard in the midst of it. */
import { setImmediate } from 'node:timers/promises';
import type { Pausing } from '../config/pausing';

/** Milliseconds of work after which everything else has its turn. */
const SLICE = 50;

/** Throws the signal's reason once it is aborted. */
export async function inSlices<T>(work: Pausing<T>, signal: Pick<AbortSignal, 'throwIfAborted'>): Promise<T> {
  let until = performance.now() + SLICE;
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < until) continue;
    await setImmediate();
    signal.throwIfAborted();
    until = performance.now() + SLICE;
  }
}
