/** A denial as the service that was asked puts it. */
import { accessDeniedMessage, type Denied, explain, type Undecided } from '../iam';
import type { Call } from './call';
import { Refusal } from './refusal';

/**
 * `account`: the one that owns the resource. S3 tells the reason within the account alone; strangers learn nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
 */
export function denialOf(decision: Denied | Undecided, call: Call, account: string): Refusal {
  const { address, caller } = call;
  const isS3 = address.service === 's3' || address.service === 's3control';
  if (isS3 && (caller.kind === 'anonymous' || caller.account !== account)) return accessDenied();
  const message = accessDeniedMessage(decision);
  const doubt =
    decision.outcome === 'undecided' ? `; the embedded AWS cannot tell: ${explain(decision)}` : '';
  return address.service === 'kms'
    ? new Refusal(400, 'AccessDeniedException', message + doubt)
    : accessDenied(message + doubt);
}

export function accessDenied(message = 'Access Denied'): Refusal {
  return new Refusal(403, 'AccessDenied', message);
}
