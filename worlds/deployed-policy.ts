/** A policy document as it was read, parsed for the policy engine. */
import { parsedPolicy } from '../aws/deployed/policy-text';
import { mapReading, type Reading } from '../aws/deployed/reading';
import type { Policy, PolicyKind } from '../iam';

/** Answers what was read; notes what could not be. */
export type Note = <T>(reading: Reading<T> | undefined) => T | undefined;

/** What it hangs on: the call that reads it is the right that is missing. */
const SERVICE: Readonly<Partial<Record<PolicyKind, string>>> = {
  bucket: 's3',
  'access-point': 's3',
  key: 'kms',
};

/** Undefined where there is none, and where it is unread. */
export function policyIn(
  document: Reading<string> | undefined,
  kind: PolicyKind,
  name: string,
  operation: string,
  note: Note,
): Policy | undefined {
  if (document === undefined) return undefined;
  const right = `${SERVICE[kind] ?? 'iam'}:${operation}`;
  return note(mapReading(document, right, (text) => parsedPolicy(text, kind, name, operation)));
}
