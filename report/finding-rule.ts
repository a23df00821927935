/** What findings are instances of. */
export interface Rule {
  /** Stable: code hosts and users know findings by it. */
  readonly id: string;
  /** One sentence. */
  readonly text: string;
}
