/**
 * Work that can take long, as a generator that pauses on its way, so that whoever runs it may look at a signal or let
 * others have their turn; see `iam/reach/pausing.ts`, which is the same for the engine, that imports nothing.
 */
export type Pausing<T> = Generator<undefined, T, undefined>;

/** Without a pause. */
export function atOnce<T>(work: Pausing<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
