/** Conditions: what is compared with what. */
import type { FindingKind } from './finding-kind';

export const CONDITION_KINDS = {
  'operator-unknown': {
    severity: 'high',
    asks: 'A condition operator that AWS does not have',
    why: 'AWS refuses the policy.',
    remediation: 'Write the operator that the message suggests.',
  },
  'condition-key-unknown': {
    severity: 'high',
    asks: 'A condition key that AWS does not have',
    why: 'The key is never there: an Allow never applies, a Deny with it never or always.',
    remediation: 'Write the key that the message suggests.',
  },
  'condition-key-inapplicable': {
    severity: 'high',
    asks: 'A condition key that the action does not have',
    why: 'Requests for the action do not carry the key, so an Allow never applies.',
    remediation: 'Put the action into a statement of its own.',
  },
  'condition-empty': {
    severity: 'medium',
    asks: 'A Condition that asks nothing',
    why: 'It looks like a restriction, and is none.',
    remediation: 'Write the condition, or leave it out.',
  },
  'condition-value-type': {
    severity: 'high',
    asks: 'A condition value of another type than what it is compared with',
    why: 'The comparison never matches: an Allow never applies, and a Deny protects nothing.',
    remediation: "Write a value of the operator's type.",
  },
  'condition-key-absent': {
    severity: 'high',
    asks: 'A condition key that the requests never carry',
    why: "aws:SourceArn and its like come with calls of AWS services: a vendor's role is always denied.",
    remediation: 'Leave it out; the external ID tells customers apart.',
  },
  'kms-via-service': {
    severity: 'high',
    asks: 'A kms:ViaService that no call carries',
    why: 'The key can be used by nobody, or by calls of another service than meant.',
    remediation: "Write s3.<region>.amazonaws.com, with the bucket's region.",
  },
  'condition-literal-wildcard': {
    severity: 'high',
    asks: 'A wildcard under an operator that takes it literally',
    why: 'StringEquals takes a * for a *, so the condition never matches.',
    remediation: 'Use the Like operator, or write the value in full.',
  },
  'condition-for-all-values': {
    severity: 'medium',
    asks: 'ForAllValues is true where the key is missing',
    why: 'A request without the key passes.',
    remediation: 'Use an operator for one value, or ask by Null that the key is there.',
  },
  'tls-inverted': {
    severity: 'high',
    asks: 'TLS denied instead of plain HTTP',
    why: 'It denies those who encrypt, and lets plain HTTP pass.',
    remediation: 'Deny where aws:SecureTransport is false.',
  },
  'tls-bucket-only': {
    severity: 'medium',
    asks: 'Plain HTTP denied on the bucket, and not on its objects',
    why: 'Objects are other resources than their bucket: they can be read over plain HTTP.',
    remediation: 'Add the ARN of the objects.',
  },
  'prefix-leading-slash': {
    severity: 'medium',
    asks: 'A prefix that begins with /',
    why: 'Keys do not begin with /: the condition never matches.',
    remediation: 'Leave the / at the beginning out.',
  },
  'prefix-names-bucket': {
    severity: 'medium',
    asks: "A prefix that begins with the bucket's name",
    why: "s3:prefix begins behind the bucket's name: the condition never matches.",
    remediation: "Leave the bucket's name out.",
  },
  'list-without-prefix': {
    severity: 'note',
    asks: 'Lists the whole bucket where objects are held to a prefix',
    why: 'Names of files tell much, even where their contents are closed.',
    remediation: 'Add a condition on s3:prefix.',
  },
  'prefix-open': {
    severity: 'medium',
    asks: 'A value of s3:prefix without / also matches longer names',
    why: 'in* is in-old/ and internal/ too.',
    remediation: 'End the prefix with / before the wildcard.',
  },
  'prefix-drift': {
    severity: 'medium',
    asks: 'Prefixes of ListBucket and of the objects that do not meet',
    why: 'The vendor lists what it cannot read, or cannot find what it may read.',
    remediation: 'Use the same prefix for both.',
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
