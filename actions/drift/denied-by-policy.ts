/** A reader whom the bucket's policy denies what it reads lacks no right, and is told so once. */
import { deniedDetails } from '../../aws/access-denied';
import type { Unread } from '../../aws/deployed/reading';
import { counted } from '../../report/finding-words';
import { one, type ResourceComparison } from './resource-comparison';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const BY_RESOURCE = /^resource-based policy$/;

export function withDenials({ judged, unread }: ResourceComparison): ResourceComparison {
  const denied = unread.filter(isDenied);
  const [first] = denied;
  if (!first) return { judged, unread };
  const rest = denied.length > 1 ? ` and ${counted(denied.length - 1, 'more right')}` : '';
  const message = `the bucket's policy denies the reader ${first.right}${rest}`;
  const finding = one({
    attribute: 'policy',
    expected: null,
    actual: 'Deny',
    says: message,
    direction: 'less',
    locksOut: true,
  });
  return {
    judged: [...judged, ...finding.judged],
    unread: [...unread.filter((each) => !isDenied(each)), { ...first, right: '', message }],
  };
}

function isDenied({ reason, message }: Unread): boolean {
  return reason === 'denied' && BY_RESOURCE.test(deniedDetails(message).policyType ?? '');
}
