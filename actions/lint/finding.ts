/** What lint finds, and every rule by its id. */
import type { Finding, Severity } from '../../report/finding';
import { ACTION_KINDS, RESOURCE_KINDS } from './kinds/actions-and-resources';
import { CONDITION_KINDS } from './kinds/condition-kinds';
import type { FindingKind } from './kinds/finding-kind';
import { POLICY_LANGUAGE_KINDS } from './kinds/policy-language';
import { LEFT_OVER_KINDS, PRINCIPAL_KINDS, PROSE_KINDS } from './kinds/principals-and-prose';
import { SYNTAX_KINDS } from './kinds/syntax';
import type { Span } from './source-text';
import type { SyntaxProblemId } from './tokens';

/** Every id, in the order in which a reader would look. */
export const FINDING_KINDS = {
  ...SYNTAX_KINDS,
  ...POLICY_LANGUAGE_KINDS,
  ...ACTION_KINDS,
  ...RESOURCE_KINDS,
  ...CONDITION_KINDS,
  ...PRINCIPAL_KINDS,
  ...LEFT_OVER_KINDS,
  ...PROSE_KINDS,
} as const satisfies Readonly<Record<string, FindingKind>> & Readonly<Record<SyntaxProblemId, FindingKind>>;

export type FindingId = keyof typeof FINDING_KINDS;

/** A finding in a text that has no file yet: its place is a span of the text. */
export interface Flaw extends Span, Pick<Finding, 'severity' | 'message' | 'remediation'> {
  readonly rule: FindingId;
}

/** With the usual severity of the rule, where no other is given. */
export function flaw(
  rule: FindingId,
  { start, end }: Span,
  message: string,
  remediation: string,
  severity: Severity = FINDING_KINDS[rule].severity,
): Flaw {
  return { rule, severity, start, end, message, remediation };
}
