/** What lint finds, and every rule by its id. */
import type { Finding, Severity } from '../../report/finding';
import type { Span } from './source-text';
import type { SyntaxProblemId } from './tokens';

/** Every id with its usual severity and what it is about, for SARIF and the README. */
export const FINDING_KINDS = {
  // How it is written
  comment: ['high', 'Comments in JSON'],
  'odd-space': ['high', 'Blanks that JSON does not know'],
  'typographic-quote': ['high', 'Typographic quotes'],
  'single-quote': ['high', 'Single quotes'],
  'unterminated-string': ['high', 'A string that is not closed'],
  'bad-escape': ['high', 'An escape that JSON does not know'],
  'unquoted-text': ['high', 'Text without quotes'],
  'missing-comma': ['high', 'A comma is missing'],
  'extra-comma': ['high', 'A comma too many'],
  'trailing-comma': ['high', 'A comma before a closing bracket'],
  'missing-colon': ['high', 'A colon is missing'],
  'missing-value': ['high', 'A key without a value'],
  'missing-brace': ['high', 'A bracket that is not closed'],
  'unexpected-text': ['high', 'Text that does not belong into a policy'],
  'too-deep': ['high', 'Brackets nested without end'],
  'duplicate-key': ['high', 'A key that comes twice in one object'],
  // The policy language
  'version-missing': ['medium', 'No Version: the language of 2008 is meant, which has no policy variables'],
  'version-unknown': ['high', 'A Version that AWS does not have'],
  'version-old': ['note', 'The Version of 2008, which has no policy variables'],
  'statement-alone': ['note', 'A statement without the policy around it'],
  'policy-too-long': ['high', 'A policy longer than AWS takes'],
  'element-unknown': ['high', 'An element that policies do not have'],
  'element-missing': ['high', 'An element that a statement must have'],
  'element-forbidden': ['high', 'An element that this kind of policy cannot have'],
  'element-type': ['high', 'An element of another type than AWS takes'],
  'element-empty': ['high', 'An element that holds nothing'],
  'effect-unknown': ['high', 'An Effect that is neither Allow nor Deny'],
  'sid-illegal': ['high', 'A Sid with other characters than letters and digits'],
  'sid-duplicate': ['high', 'A Sid that two statements have'],
  // Actions
  'action-unknown': ['high', 'An action that AWS does not have'],
  'action-malformed': ['high', 'An action that is not written service:Name'],
  'service-unknown': ['high', 'A service that AWS does not have'],
  'action-duplicate': ['note', 'An action that is in the list already'],
  'action-wildcard': ['medium', 'A wildcard that allows more than its name says'],
  'action-wildcard-dead': ['medium', 'A wildcard that stands for no action that can apply'],
  'action-wrong-resource': ['high', 'An action that cannot apply to the resources of its statement'],
  'action-wrong-policy': ['high', 'An action that has no meaning in this kind of policy'],
  'action-acl': ['medium', 'An action on ACLs, which buckets have switched off by default'],
  'action-administers': ['medium', 'An action that changes settings or rights'],
  'allow-not-action': ['high', 'NotAction with Allow: everything but …'],
  'kms-multipart': ['medium', 'Writing with a KMS key, but no kms:Decrypt: large uploads fail'],
  // Resources
  'resource-everything': ['high', 'Every resource there is'],
  'resource-all-buckets': ['high', 'Every bucket there is'],
  'resource-sibling-buckets': ['medium', 'A wildcard behind a bucket name also matches other buckets'],
  'resource-prefix-open': ['medium', 'A prefix without / also matches longer names'],
  'resource-empty-folder': ['medium', 'A key with a folder that has no name'],
  'bucket-spelled-twice': ['medium', 'Two buckets whose names look like one'],
  'partition-mixed': ['high', 'ARNs of several partitions'],
  'resource-single-key': ['medium', 'A prefix without /* is one key'],
  'resource-unused': ['medium', 'A resource that no action of its statement can apply to'],
  'resource-other-bucket': ['high', "Another bucket in a bucket's policy"],
  'allow-not-resource': ['high', 'NotResource with Allow: everything but …'],
  'arn-malformed': ['high', 'An ARN whose parts are not where they belong'],
  'bucket-name-illegal': ['medium', 'A name that no bucket can have'],
  // Conditions
  'operator-unknown': ['high', 'A condition operator that AWS does not have'],
  'condition-key-unknown': ['high', 'A condition key that AWS does not have'],
  'condition-key-inapplicable': ['high', 'A condition key that the action does not have'],
  'condition-empty': ['medium', 'A Condition that asks nothing'],
  'condition-value-type': ['high', 'A condition value of another type than what it is compared with'],
  'condition-key-absent': ['high', 'A condition key that the requests never carry'],
  'kms-via-service': ['high', 'A kms:ViaService that no call carries'],
  'condition-literal-wildcard': ['high', 'A wildcard under an operator that takes it literally'],
  'condition-for-all-values': ['medium', 'ForAllValues is true where the key is missing'],
  'tls-inverted': ['high', 'TLS denied instead of plain HTTP'],
  'tls-bucket-only': ['medium', 'Plain HTTP denied on the bucket, and not on its objects'],
  'prefix-leading-slash': ['medium', 'A prefix that begins with /'],
  'prefix-names-bucket': ['medium', "A prefix that begins with the bucket's name"],
  'list-without-prefix': ['note', 'Lists the whole bucket where objects are held to a prefix'],
  'prefix-open': ['medium', 'A value of s3:prefix without / also matches longer names'],
  'prefix-drift': ['medium', 'Prefixes of ListBucket and of the objects that do not meet'],
  // Principals and trust
  'principal-everyone': ['high', 'Everyone is let in'],
  'principal-wildcard': ['high', 'A wildcard in a principal, which AWS does not take'],
  'principal-malformed': ['high', 'A principal that is none'],
  'principal-type-unknown': ['high', 'A type of principal that AWS does not have'],
  'principal-not': ['high', 'NotPrincipal: everyone but …'],
  'principal-self': ['medium', 'A role that names itself before it exists'],
  'trust-without-external-id': ['high', 'A third party may assume the role without an external ID'],
  'trust-cross-product': ['medium', 'Every principal with every external ID'],
  'trust-mfa': ['medium', 'MFA asked of a machine'],
  'external-id-operator': ['high', 'An external ID that is not compared exactly'],
  'external-id-illegal': ['high', 'An external ID that AWS does not take'],
  'external-id-placeholder': ['high', 'A placeholder as the external ID'],
  'web-identity-open': ['high', 'A web identity without the conditions that tell its users apart'],
  // Left over
  placeholder: ['medium', 'A placeholder that must be replaced'],
  'example-account': ['note', "An account number from AWS's examples"],
  // Prose
  'managed-policy': ['high', 'The advice to attach a managed policy that is not held to one bucket'],
  'vendor-without-external-id': ['medium', 'A vendor that supports no external ID'],
  'trust-as-bucket-policy': ['high', 'A trust policy that is said to belong on a bucket'],
  'long-lived-keys': ['note', 'The offer to use access keys'],
  'access-key': ['high', 'An access key in the document'],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>> &
  Readonly<Record<SyntaxProblemId, readonly [Severity, string]>>;

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
  severity: Severity = FINDING_KINDS[rule][0],
): Flaw {
  return { rule, severity, start, end, message, remediation };
}
