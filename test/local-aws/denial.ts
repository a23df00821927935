/**
 * A denial in AWS's words.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
 */
import { type Denied, explain, type Layer, type PolicyKind, type Undecided } from '../../iam';
import type { Call } from './call';
import type { Permission } from './permission';
import { Refusal } from './refusal';

export function denialOf(decision: Denied | Undecided, call: Call, { account }: Permission): Refusal {
  const { address, caller } = call;
  const { principal, action, resource } = decision.request;
  const isS3 = address.service === 's3' || address.service === 's3control';
  // S3 tells the reason within the account alone; strangers learn nothing.
  if (isS3 && (caller.kind === 'anonymous' || caller.account !== account)) return accessDenied();
  const named = isS3 ? `"${resource}"` : resource;
  const what = `User: ${principal} is not authorized to perform: ${action} on resource: ${named}`;
  const code = address.service === 'kms' ? 'AccessDeniedException' : 'AccessDenied';
  const reason = address.service === 'sts' ? '' : ` ${reasonOf(decision)}`;
  return new Refusal(address.service === 'kms' ? 400 : 403, code, `${what}${reason}`);
}

export function accessDenied(message = 'Access Denied'): Refusal {
  return new Refusal(403, 'AccessDenied', message);
}

function reasonOf(decision: Denied | Undecided): string {
  const { action } = decision.request;
  if (decision.outcome === 'undecided') return `because the embedded AWS cannot tell: ${explain(decision)}`;
  const { reason } = decision;
  switch (reason.kind) {
    case 'explicit-deny':
      return `with an explicit deny in ${KINDS[reason.statement.policyKind]}`;
    case 'no-allow':
      return `because no ${LAYERS[reason.layer]} allows the ${action} action`;
    case 'service-rule':
      return `because ${reason.rule}`;
  }
}

const KINDS: Readonly<Record<PolicyKind, string>> = {
  identity: 'an identity-based policy',
  boundary: 'a permissions boundary',
  session: 'a session policy',
  'service-control': 'a service control policy',
  'resource-control': 'a resource control policy',
  trust: 'a resource-based policy',
  bucket: 'a resource-based policy',
  'access-point': 'a resource-based policy',
  key: 'a resource-based policy',
  resource: 'a resource-based policy',
};

const LAYERS: Readonly<Record<Layer, string>> = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  'service-control': 'service control policy',
  'resource-control': 'resource control policy',
};
