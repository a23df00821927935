/**
 * When the state is written down: after every request that changes something and before it is answered, so that no answer
 * is lost, whatever ends the process. Requests that change something run side by side, and wait for one write together;
 * while it is written none of them runs, so that none is written by half.
 */
export type Write = () => Promise<void>;

export class WritingDown {
  readonly #write: Write;
  #running = 0;
  /** The write that those who are done wait for, and those who come wait out. */
  #due: { readonly done: Promise<void>; readonly begin: () => void } | undefined;

  constructor(write: Write) {
    this.#write = write;
  }

  /** Does the work, and returns when what it changed is written. Throws where either fails. */
  async during<T>(work: () => Promise<T>, hasChanged: (result: T) => boolean): Promise<T> {
    // What comes next must not be kept by a write that failed.
    while (this.#due) await this.#due.done.catch(() => undefined);
    this.#running += 1;
    let written: Promise<void> | undefined;
    try {
      const result = await work();
      if (hasChanged(result)) written = this.#soon().done;
      return result;
    } finally {
      this.#running -= 1;
      this.#beginWhereDue();
      await written;
    }
  }

  /** For what changed without being asked to, as access logs do. */
  now(): Promise<void> {
    return this.during(
      async () => undefined,
      () => true,
    );
  }

  #beginWhereDue(): void {
    if (this.#running === 0) this.#due?.begin();
  }

  #soon(): { readonly done: Promise<void>; readonly begin: () => void } {
    if (this.#due) return this.#due;
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const done = begun.then(this.#write).finally(() => {
      this.#due = undefined;
    });
    this.#due = { done, begin };
    return this.#due;
  }
}
