/** Policy documents as AWS hands them out, and as the policy engine takes them. */
import { type Policy, type PolicyKind, parsePolicy } from '../../iam';
import { required } from '../required';
import { UnusableAnswer } from '../sdk-error';

/**
 * IAM percent-encodes its documents (RFC 3986).
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 */
export function decodedPolicy(document: string | undefined, operation: string, member: string): string {
  const encoded = required(document, operation, member);
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new UnusableAnswer(operation, `has a ${member} that is not percent-encoded`);
  }
}

/**
 * AWS has accepted it: what the engine does not know of it is kept, and leaves what depends on it undecided. Throws
 * {@link UnusableAnswer} for what is no policy at all. `name`: as statements of it are told, `s3-handshake-access`.
 */
export function parsedPolicy(document: string, kind: PolicyKind, name: string, operation: string): Policy {
  const result = parsePolicy(document, kind, name, 'keep');
  if (result.ok) return result.policy;
  const [{ path, message } = { path: '', message: 'is not a policy' }] = result.problems;
  throw new UnusableAnswer(operation, `holds no policy that can be read: ${name} ${path} ${message}`.trim());
}
