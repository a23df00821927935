/**
 * What AWS tells with an AccessDenied beside its code. There are no codes for it: it stands in the message, whose forms
 * AWS documents, and which is read here and nowhere else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html#access-denied-error-examples
 */

export interface DeniedDetails {
  /** `s3:GetObject`; S3 does not always tell. */
  readonly action?: string;
  /** The kind of policy that denied it, or that should have allowed it: `permissions boundary`. */
  readonly policyType?: string;
}

const ACTION = /\bnot authorized to perform: (?<action>[\w-]+:\w+)/;
const POLICY_TYPE =
  /\b(?:because no|with an explicit deny in (?:an?|the)) (?<type>[a-z -]+?)(?: allows|$|[.:(])/;

export function deniedDetails(message: string): DeniedDetails {
  const action = ACTION.exec(message)?.groups?.action;
  const policyType = POLICY_TYPE.exec(message)?.groups?.type;
  return {
    ...(action === undefined ? {} : { action }),
    ...(policyType === undefined ? {} : { policyType }),
  };
}
