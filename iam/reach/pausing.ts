/**
 * Work that can take long, as a generator that pauses on its way: a pure function hears no signal, but whoever runs it
 * may look at one, or let others have their turn, wherever it pauses.
 */
export type Pausing<T> = Generator<undefined, T, undefined>;

/** Without a pause. */
export function atOnce<T>(work: Pausing<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
