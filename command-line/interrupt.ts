/** Ctrl-C, a terminal that is closed, and whoever ends the process politely: one signal for all of them. */

/** Once each: a second one ends the process where it stands. */
const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds after an interrupt until it is said that something is waited for. */
const PATIENCE = 900;
const STILL_WAITING =
  's3-handshake: waiting for what is under way to end or to be cleaned up; Ctrl-C again gives up\n';

export interface Interrupt {
  readonly signal: AbortSignal;
  /** As Ctrl-C does. */
  interrupt(): void;
}

/** Hears the process's signals from now on. `say` writes to standard error. */
export function interruptOf(say: (text: string) => void): Interrupt {
  const abort = new AbortController();
  const interrupt = (): void => {
    abort.abort();
    // Does not keep the process alive: it is said only where something else does.
    setTimeout(() => say(STILL_WAITING), PATIENCE).unref();
  };
  for (const signal of INTERRUPTS) process.once(signal, interrupt);
  return { signal: abort.signal, interrupt };
}
