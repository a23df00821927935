/** The inline policies of a role or a user. */
import type { Policy } from '../policies/policy-document';
import { type PolicyDocumentValue, policyText } from '../policies/policy-value';

/** A policy of this package's functions, which has a name, or a name and a document. */
export type InlinePolicy =
  | Policy
  | { readonly name: string; readonly document: PolicyDocumentValue | string };

/** The document's JSON. */
export function inlinePolicyText(policy: InlinePolicy): string {
  return policyText('document' in policy ? policy.document : policy);
}
