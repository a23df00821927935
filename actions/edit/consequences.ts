/** What comes of an edit: what a command says before it asks for a yes, and after it. */
export interface Consequences {
  /** Sentences. */
  readonly happens: readonly string[];
  /** Commands, in their order, each perhaps with a remark after `#`. */
  readonly next: readonly string[];
}
