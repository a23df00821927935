/** Why actions that a policy asks for are in no grant. */
import { ACL_ACTION, OWNER_ACL } from '../../config/tenant/owner-acl';
import type { Action } from './action-catalogue';
import type { NotGranted } from './asked-grants';
import type { Text } from './policy-elements';

/** `left`: what `written` stands for and no grant can say; not empty. */
export function leftOut({ start, value }: Text, left: readonly Action[], wildcard: boolean): NotGranted {
  return { start, what: value, why: wildcard ? otherActions(left) : reasonFor(left[0]) };
}

function otherActions(left: readonly Action[]): string {
  const objects = left.filter(({ resourceTypes }) => resourceTypes.some(({ name }) => name === 'object'));
  const names = objects
    .map(({ name }) => name)
    .slice(0, 4)
    .join(', ');
  const other = left.length - objects.length;
  const ofObjects =
    objects.length === 0
      ? ''
      : `${objects.length} more on objects (${names}${objects.length > 4 ? ' …' : ''}): name in extraActions those that are needed`;
  const ofOthers = other === 0 ? '' : `${other} on the bucket's and the account's settings`;
  return `stands also for ${[ofObjects, ofOthers].filter(Boolean).join('; ')}`;
}

function reasonFor(action: Action | undefined): string {
  if (action?.name === ACL_ACTION)
    return `comes with aclHeader in the vendor's profile, for what it puts and for ${OWNER_ACL} alone`;
  if (action?.service === 'kms') return 'comes with bucket.encryption.kmsKeyArn, for the words that need it';
  if (action?.service !== 's3') return 'is not an action of S3, and a grant is for S3 only';
  if (action.resourceTypes.length === 0) return 'is about the whole account; a grant is about a prefix';
  return 'is about the whole bucket; a grant is about a prefix (bucketWideActions in the vendor profile)';
}
