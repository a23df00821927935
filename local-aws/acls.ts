/**
 * ACLs, as far as they are refused: with `BucketOwnerEnforced`, AWS's default, there are none.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
import type { Bucket } from './buckets';
import { accessDenied } from './denial';
import type { Headers } from './message';
import { isPublicAcl } from './public-access';
import { Refusal } from './refusal';

const SETS_ACL = new Set(['PutBucketAcl', 'PutObjectAcl']);
const WRITES = new Set(['PutObject', 'CopyObject', 'CreateMultipartUpload']);

export function aclRefusal(
  operation: string,
  bucket: Bucket | undefined,
  headers: Headers,
): Refusal | undefined {
  const acl = headers['x-amz-acl'];
  const grants = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-grant-'));
  const given = [...(acl === undefined ? [] : [acl]), ...grants.map(([, value]) => value)];
  if (operation === 'CreateBucket') {
    const ownership = headers['x-amz-object-ownership'] ?? 'BucketOwnerEnforced';
    if (ownership !== 'BucketOwnerEnforced' || given.every((one) => one === 'private')) return undefined;
    const message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting";
    return new Refusal(400, 'InvalidBucketAclWithObjectOwnership', message);
  }
  if (!bucket || !(SETS_ACL.has(operation) || WRITES.has(operation))) return undefined;
  const needsNone = WRITES.has(operation) && given.every((one) => one === 'bucket-owner-full-control');
  if (bucket.ownership === 'BucketOwnerEnforced' && !needsNone) {
    return new Refusal(400, 'AccessControlListNotSupported', 'The bucket does not allow ACLs');
  }
  return isPublicAcl(given) && bucket.publicAccessBlock.BlockPublicAcls ? accessDenied() : undefined;
}
