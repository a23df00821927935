/** What a finding of lint is about, beside the rule's id. Sentences of the page docs/checks.md, which is made of them. */
import type { Severity } from '../../../report/finding';

export interface FindingKind {
  /** Where a rule gives no other. */
  readonly severity: Severity;
  /** What is looked for, in a few words. */
  readonly asks: string;
  /** What follows where it stays. */
  readonly why: string;
  /** What to do, whatever the policy is about; a finding says it of its policy. */
  readonly remediation: string;
}
