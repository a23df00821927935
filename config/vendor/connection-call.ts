/** What vendors' connection tests call: of the calls alone, whatever a tenant grants. */

/** `absent`: of an object that is not there. */
export const CONNECTION_CALLS = [
  'assume-without-external-id',
  'assume-itself',
  'get-bucket-location',
  'list-all-buckets',
  'get-bucket-acl',
  'head-bucket',
  'list-bucket',
  'list-prefix',
  'list-prefix-without-slash',
  'head-absent-object',
  'get-object',
  'put-object',
  'put-object-with-acl',
  'put-object-tagging',
  'delete-object',
] as const;

export type ConnectionCallName = (typeof CONNECTION_CALLS)[number];

/** By what a call is known. What is but guessed stands in no profile. */
export const EVIDENCE = ['documented', 'code', 'users'] as const;

/** A call that a vendor makes when it tests the connection. */
export interface ConnectionCall {
  readonly call: ConnectionCallName;
  /** `documented`: the vendor says so; `code`: its published code does it; `users`: they report it. */
  readonly known: (typeof EVIDENCE)[number];
  /** The uses of the profile for which it is made; undefined for all. */
  readonly uses?: readonly string[];
  /** Only under this condition, such as a switch of the vendor's. */
  readonly when?: string;
  /** The test passes all the same where the call is denied. */
  readonly tolerated: boolean;
  /** What else it needs: a file that is there. */
  readonly note?: string;
}

/** How a vendor tests the connection. */
export interface ConnectionTest {
  /** In a sentence: what the customer presses, and what comes of it. */
  readonly says: string;
  /** In their order; undefined where the vendor does not publish them. */
  readonly calls?: readonly ConnectionCall[];
  /** Where the calls stand. */
  readonly source?: string;
}
