/** What `doctor` looks at, and what it says of each. */

export const PARTS = ['node', 'kit', 'project', 'terraform', 'provider', 'moto', 'credentials'] as const;

export interface Part {
  readonly part: (typeof PARTS)[number];
  /**
   * `ok`: as it should be. `advice`: it works, and something would be better, or something is missing that only some
   * commands need. `finding`: missing or too old. `inconclusive`: it could not be told.
   */
  readonly state: 'ok' | 'advice' | 'finding' | 'inconclusive';
  /** In one sentence, without its full stop. */
  readonly message: string;
  /** What to do about it; absent where there is nothing to do. */
  readonly remediation?: string;
  readonly version?: string;
  /** The path or the ARN of what was found. */
  readonly place?: string;
  /** The profile of the AWS configuration files, where one was asked for. */
  readonly profile?: string;
}
