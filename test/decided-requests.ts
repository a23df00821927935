/** Moments of a run that no clock tells: by how many requests the embedded AWS has decided. */
import type { Decide } from '../local-aws';
import { decideByPolicies } from '../local-aws/decider';

export class DecidedRequests {
  #count = 0;
  #moment: { readonly at: number; readonly act: () => void } | undefined;

  /** What `startLocalAws` is given, so that it is counted. */
  readonly decide: Decide = (...asked) => {
    this.#count += 1;
    if (this.#count === this.#moment?.at) this.#moment.act();
    return decideByPolicies(...asked);
  };

  /** How many requests `work` makes. */
  async during(work: () => Promise<unknown>): Promise<number> {
    this.#count = 0;
    await work();
    return this.#count;
  }

  /** Calls `act` when that many requests more have come, before the last of them is answered. */
  after(requests: number, act: () => void): void {
    this.#count = 0;
    this.#moment = { at: requests, act };
  }
}
