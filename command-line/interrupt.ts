/** Ctrl-C, a terminal that is closed, and whoever ends the process politely: one signal for all of them. */

/**
 * The first of any kind asks for the end. A second says that nobody waits for it: of another kind, as CI services send it
 * before they kill, it is passed on; of the same kind, as of an impatient person, it ends the process too, where it stands.
 */
const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds after an interrupt until it is said that something is waited for. */
const PATIENCE = 900;
const STILL_WAITING =
  's3-handshake: waiting for what is under way to end or to be cleaned up; Ctrl-C again gives up\n';

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Aborted by a second signal, before the process ends. */
  readonly abandoned: AbortSignal;
  /** As Ctrl-C does. */
  interrupt(): void;
}

/** Hears the process's signals from now on. `say` writes to standard error. */
export function interruptOf(say: (text: string) => void): Interrupt {
  const [first, second] = [new AbortController(), new AbortController()];
  const interrupt = (): void => {
    if (first.signal.aborted) second.abort();
    first.abort();
    // Does not keep the process alive: it is said only where something else does.
    setTimeout(() => say(STILL_WAITING), PATIENCE).unref();
  };
  for (const name of INTERRUPTS)
    process.once(name, () => {
      interrupt();
      process.once(name, () => {
        second.abort();
        // Nobody hears it any more, so that the system does what it does for it.
        process.kill(process.pid, name);
      });
    });
  return { signal: first.signal, abandoned: second.signal, interrupt };
}
