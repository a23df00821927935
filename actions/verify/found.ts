/** Things that are looked for as the owner, and policies among them: what could not be read is never taken for absent. */

import { answerToError } from '../../aws/answer';
import { type Policy, type PolicyKind, parsePolicy } from '../../iam';

/** Something that was looked for. What could not be read is never taken for absent. */
export type Found<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'missing'; readonly says: string }
  | { readonly kind: 'unread'; readonly says: string };

/** What was said already of something that could not be read. */
export class Unread extends Error {}

const MISSING = new Set([
  'NoSuchEntity',
  'NoSuchEntityException',
  'NoSuchBucket',
  'NoSuchBucketPolicy',
  'NoSuchAccessPoint',
  'NoSuchAccessPointPolicy',
  'NotFoundException',
  // HEAD has no body, and so no code.
  'NotFound',
]);

export async function find<T>(what: string, read: () => Promise<T>): Promise<Found<T>> {
  try {
    return { kind: 'found', value: await read() };
  } catch (error) {
    if (error instanceof Unread) return { kind: 'unread', says: error.message };
    const { code = '', message } = answerToError(error);
    if (MISSING.has(code)) return { kind: 'missing', says: `there is no such thing as ${what}` };
    return { kind: 'unread', says: `${what} could not be read: ${message}` };
  }
}

/** IAM percent-encodes its documents. */
export function decoded(document: string | undefined): string {
  return decodeURIComponent(document ?? '');
}

/** AWS has accepted it: what the engine does not know of it is kept, and leaves what hangs on it undecided. */
export function parsed(document: string, kind: PolicyKind, name: string): Policy {
  const result = parsePolicy(document, kind, name, 'keep');
  if (result.ok) return result.policy;
  const [{ path, message } = { path: '', message: 'is no policy' }] = result.problems;
  throw new Unread(`${name} could not be read: ${path} ${message}`);
}
