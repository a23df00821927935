/** The end of a command's time: the same signal as an interrupt, with another reason. */
import { DeadlinePassed } from '../config/deadline-passed';

export interface Deadline {
  /** Aborted with the interrupt, and by {@link DeadlinePassed} when the time is over. */
  readonly signal: AbortSignal;
  /** The time counts no more. */
  clear(): void;
}

/** `seconds`: undefined where the command may take as long as it likes. */
export function deadlineAfter(seconds: number | undefined, interrupt: AbortSignal): Deadline {
  if (seconds === undefined) return { signal: interrupt, clear: () => undefined };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DeadlinePassed(seconds)), seconds * 1_000).unref();
  return { signal: AbortSignal.any([interrupt, late.signal]), clear: () => clearTimeout(timer) };
}
