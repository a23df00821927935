/** What a finding of validate can be. */
import type { Severity } from '../../report/finding';
import type { Rule } from '../../report/finding-rule';

interface ValidateRule extends Rule {
  readonly severity: Severity;
  /** What follows where it stays: one sentence. */
  readonly why: string;
  /** Whatever the tenant. */
  readonly remediation: string;
}

/** Of what no file can put right. */
export const REPORT_IT =
  'do not deploy: the policies follow from the file, so a difference is a defect of s3-handshake; report it with this text';

export const RULES = {
  file: rule('file', 'high', 'A file of the project has a problem.', {
    why: 'A tenant whose file has one is not deployed; the others are.',
    remediation: 'correct the field that the message names; it says what would be right',
  }),
  'policy-refused': rule(
    'policy-refused',
    'high',
    'AWS would refuse a policy, or read it otherwise than it was meant.',
    {
      why: 'The deployment would fail half-way.',
      remediation: 'correct the field from which the policy follows',
    },
  ),
  'allowed-too-much': rule(
    'allowed-too-much',
    'high',
    'The policies allow what the tenant’s file does not say.',
    { why: 'Somebody gets in whom nobody has approved.', remediation: REPORT_IT },
  ),
  'allowed-too-little': rule(
    'allowed-too-little',
    'medium',
    'The policies do not allow what the tenant’s file says.',
    { why: 'The vendor would be denied what it was promised.', remediation: REPORT_IT },
  ),
  dormant: rule(
    'dormant',
    'medium',
    'A statement says more or less than the tenant’s file, and another policy keeps it from making a difference.',
    { why: 'It makes one as soon as that other policy changes.', remediation: REPORT_IT },
  ),
  'organization-denies': rule(
    'organization-denies',
    'high',
    'A policy of the organisation denies what the tenant’s file says.',
    {
      why: 'A deployment succeeds all the same, and the vendor is denied.',
      remediation:
        'the administrators of the organisation add what "npx s3-handshake organization <tenant>" prints',
    },
  ),
  notice: rule('notice', 'note', 'Worth knowing, and no fault.', {
    why: 'It blocks nothing, and changes no exit code.',
    remediation: 'nothing, where it is intended',
  }),
} as const;

export type RuleId = keyof typeof RULES;

function rule(
  id: string,
  severity: Severity,
  text: string,
  says: Pick<ValidateRule, 'why' | 'remediation'>,
): ValidateRule {
  return { id, severity, text, ...says };
}
