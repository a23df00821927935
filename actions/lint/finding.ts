/** What lint finds, and every kind of finding by id. */
import type { Span } from './source-text';
import type { SyntaxProblemId } from './tokens';

/** SARIF's words. `error`: does not work, or lets in whom it should not. `note`: worth knowing, no fault. */
export type Severity = 'error' | 'warning' | 'note';

/** Every id with its usual severity and what it is about, for SARIF and the README. */
export const FINDING_KINDS = {
  // How it is written
  comment: ['error', 'Comments in JSON'],
  'odd-space': ['error', 'Blanks that JSON does not know'],
  'typographic-quote': ['error', 'Typographic quotes'],
  'single-quote': ['error', 'Single quotes'],
  'unterminated-string': ['error', 'A string that is not closed'],
  'bad-escape': ['error', 'An escape that JSON does not know'],
  'unquoted-text': ['error', 'Text without quotes'],
  'missing-comma': ['error', 'A comma is missing'],
  'extra-comma': ['error', 'A comma too many'],
  'trailing-comma': ['error', 'A comma before a closing bracket'],
  'missing-colon': ['error', 'A colon is missing'],
  'missing-value': ['error', 'A key without a value'],
  'missing-brace': ['error', 'A bracket that is not closed'],
  'unexpected-text': ['error', 'Text that does not belong into a policy'],
  'too-deep': ['error', 'Brackets nested without end'],
  'duplicate-key': ['error', 'A key that comes twice in one object'],
  // The policy language
  'version-missing': ['warning', 'No Version: the language of 2008 is meant, which has no policy variables'],
  'version-unknown': ['error', 'A Version that AWS does not have'],
  'version-old': ['note', 'The Version of 2008, which has no policy variables'],
  'statement-alone': ['note', 'A statement without the policy around it'],
  'element-unknown': ['error', 'An element that policies do not have'],
  'element-missing': ['error', 'An element that a statement must have'],
  'element-forbidden': ['error', 'An element that this kind of policy cannot have'],
  'element-type': ['error', 'An element of another type than AWS takes'],
  'element-empty': ['error', 'An element that holds nothing'],
  'effect-unknown': ['error', 'An Effect that is neither Allow nor Deny'],
  'sid-illegal': ['error', 'A Sid with other characters than letters and digits'],
  'sid-duplicate': ['error', 'A Sid that two statements have'],
  // Actions
  'action-unknown': ['error', 'An action that AWS does not have'],
  'action-malformed': ['error', 'An action that is not written service:Name'],
  'service-unknown': ['error', 'A service that AWS does not have'],
  'action-duplicate': ['note', 'An action that stands in the list already'],
  'action-wildcard': ['warning', 'A wildcard that allows more than its name says'],
  'action-wildcard-dead': ['warning', 'A wildcard that stands for no action that can apply'],
  'action-wrong-resource': ['error', 'An action that cannot apply to the resources of its statement'],
  'action-wrong-policy': ['error', 'An action that has no meaning in this kind of policy'],
  'action-acl': ['warning', 'An action on ACLs, which buckets have switched off by default'],
  'allow-not-action': ['error', 'NotAction with Allow: everything but …'],
  'kms-multipart': ['warning', 'Writing with a KMS key, but no kms:Decrypt: large uploads fail'],
  // Resources
  'resource-everything': ['error', 'Every resource there is'],
  'resource-all-buckets': ['error', 'Every bucket there is'],
  'resource-sibling-buckets': ['warning', 'A wildcard behind a bucket name also matches other buckets'],
  'resource-prefix-open': ['note', 'A prefix without / also matches longer names'],
  'resource-single-key': ['warning', 'A prefix without /* is one key'],
  'resource-unused': ['warning', 'A resource that no action of its statement can apply to'],
  'resource-other-bucket': ['error', "Another bucket in a bucket's policy"],
  'allow-not-resource': ['error', 'NotResource with Allow: everything but …'],
  'arn-malformed': ['error', 'An ARN whose parts are not where they belong'],
  'bucket-name-illegal': ['warning', 'A name that no bucket can have'],
  // Conditions
  'operator-unknown': ['error', 'A condition operator that AWS does not have'],
  'condition-key-unknown': ['error', 'A condition key that AWS does not have'],
  'condition-key-inapplicable': ['error', 'A condition key that the action does not have'],
  'condition-empty': ['warning', 'A Condition that asks nothing'],
  'condition-literal-wildcard': ['error', 'A wildcard under an operator that takes it literally'],
  'condition-for-all-values': ['warning', 'ForAllValues is true where the key is missing'],
  'tls-inverted': ['error', 'TLS denied instead of plain HTTP'],
  'prefix-leading-slash': ['warning', 'A prefix that begins with /'],
  'prefix-names-bucket': ['warning', "A prefix that begins with the bucket's name"],
  'list-without-prefix': ['note', 'Lists the whole bucket where objects are held to a prefix'],
  'prefix-drift': ['warning', 'Prefixes of ListBucket and of the objects that do not meet'],
  // Principals and trust
  'principal-everyone': ['error', 'Everyone is let in'],
  'principal-wildcard': ['error', 'A wildcard in a principal, which AWS does not take'],
  'principal-malformed': ['error', 'A principal that is none'],
  'principal-type-unknown': ['error', 'A type of principal that AWS does not have'],
  'principal-not': ['error', 'NotPrincipal: everyone but …'],
  'principal-self': ['warning', 'A role that names itself before it exists'],
  'trust-without-external-id': ['error', 'A third party may assume the role without an external ID'],
  'trust-cross-product': ['warning', 'Every principal with every external ID'],
  'trust-mfa': ['warning', 'MFA asked of a machine'],
  'external-id-operator': ['error', 'An external ID that is not compared exactly'],
  'external-id-illegal': ['error', 'An external ID that AWS does not take'],
  'external-id-placeholder': ['error', 'A placeholder as the external ID'],
  'web-identity-open': ['error', 'A web identity without the conditions that tell its users apart'],
  // Left over
  placeholder: ['warning', 'A placeholder that must be replaced'],
  'example-account': ['note', "An account number from AWS's examples"],
  // Prose
  'managed-policy': ['error', 'The advice to attach a managed policy that is not held to one bucket'],
  'vendor-without-external-id': ['warning', 'A vendor that supports no external ID'],
  'trust-as-bucket-policy': ['error', 'A trust policy that is said to belong on a bucket'],
  'long-lived-keys': ['note', 'The offer to use access keys'],
  'access-key': ['error', 'An access key in the document'],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>> &
  Readonly<Record<SyntaxProblemId, readonly [Severity, string]>>;

export type FindingId = keyof typeof FINDING_KINDS;

export interface Finding extends Span {
  readonly id: FindingId;
  readonly severity: Severity;
  /** What is wrong, without a full stop. */
  readonly message: string;
  /** What would be right, without a full stop. */
  readonly remedy: string;
}

/** With the usual severity of `id`, where no other is given. */
export function finding(
  id: FindingId,
  { start, end }: Span,
  message: string,
  remedy: string,
  severity: Severity = FINDING_KINDS[id][0],
): Finding {
  return { id, severity, start, end, message, remedy };
}
