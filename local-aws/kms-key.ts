/** What the gate has to know of a key of KMS. */
export interface KmsKey {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** AWS's word: `Enabled`, `Disabled`, `PendingDeletion` … */
  readonly state: string;
  readonly policy: string;
}
