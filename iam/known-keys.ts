/**
 * The request context: what is known of a request, key by key. Keys are the same in any case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */

/** What a key holds; or that AWS would not have the key; or that the caller does not know. */
export type Found = Held | 'absent' | 'unknown';

export interface Held {
  /** At least one. */
  readonly values: readonly string[];
  /** Whether it is one of AWS's multivalued keys, which may hold one value too. */
  readonly multivalued: boolean;
}

export type Context = (key: string) => Found;
