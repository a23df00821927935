/** Which of what the worlds differ in is the tenant's to know. */
import type { Difference } from '../../iam/reach';
import type { ResourceKind } from '../../report/finding';
import type { ExpectedBucket } from './expected';

type Cause = Difference['causes'][number];

/** `ids`: unique ids of principals that are there. */
export function isTenants(
  difference: Difference,
  on: ResourceKind,
  cause: Cause | undefined,
  bucket: ExpectedBucket,
  ids: ReadonlySet<string>,
): boolean {
  if (difference.direction !== 'less' && isForDeleted(difference, ids)) return false;
  if (difference.direction === 'less' && !isStatement(cause)) return isTarget(difference);
  if (on === 'key') return isOfKey(difference, cause);
  if (on === 'bucket' && bucket.kind === 'existing') return isOfOwnersBucket(difference, cause, bucket);
  return true;
}

/** AWS shows the unique id of a principal in a policy once the principal is deleted: nobody will bear it again. */
function isForDeleted({ region: { principals } }: Difference, ids: ReadonlySet<string>): boolean {
  return principals.examples.every(
    ({ principal }) =>
      'uniqueId' in principal &&
      principal.uniqueId !== undefined &&
      principals.named.includes(principal.uniqueId) &&
      !ids.has(principal.uniqueId),
  );
}

/** Whom a setting or a boundary keeps from what else the account allows is not the tenant's. */
function isStatement(cause: Cause | undefined): boolean {
  return cause !== undefined && cause.statement.policyKind !== 'boundary';
}

function isTarget({ region: { principals } }: Difference): boolean {
  return principals.examples.some(({ backing }) => backing === 'actor');
}

const USING = /^kms:(?:Decrypt|Encrypt|GenerateDataKey|ReEncrypt|CreateGrant)/;

/** Who of the account administers the key is its owner's business; who can read with it, or is a stranger, is not. */
function isOfKey(difference: Difference, cause: Cause | undefined): boolean {
  const { direction, region } = difference;
  if (direction === 'less') return isTarget(difference);
  if (cause?.side === 'there') return true;
  const isForeign = region.principals.examples.some(({ backing }) => backing === 'foreign');
  return isForeign || region.actions.names.some((name) => USING.test(name));
}

/** Its owner had to add some statements, and whatever else the policy says is the owner's, as long as the vendor gets in. */
function isOfOwnersBucket(
  difference: Difference,
  cause: Cause | undefined,
  { policy }: Extract<ExpectedBucket, { kind: 'existing' }>,
): boolean {
  // Another tenant's stack makes it, and that tenant is told.
  if (policy === undefined) return false;
  if (cause?.side === 'there') return true;
  return difference.direction === 'less' && isTarget(difference);
}
