/** A policy in each of the forms that a construct takes. */
import { type Policy, policyJson } from './policy-document';

/** A policy document as AWS writes it; its statements are passed on as they are. */
export interface PolicyDocumentValue {
  readonly Version: '2012-10-17' | '2008-10-17';
  /** @default - none */
  readonly Id?: string;
  readonly Statement: object | readonly object[];
}

/**
 * A policy that one of this package's functions made, with a reason for every statement; a document as a value; or its
 * JSON, such as the `json` of a `DataAwsIamPolicyDocument`. ARNs in it may be tokens of cdktf.
 */
export type PolicyValue = Policy | PolicyDocumentValue | string;

/** The document's JSON, without white space: AWS's quotas leave that out too. */
export function policyText(policy: PolicyValue): string {
  if (typeof policy === 'string') return policy;
  return 'statements' in policy ? policyJson(policy) : JSON.stringify(policy);
}
