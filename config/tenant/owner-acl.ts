/**
 * The one ACL that a vendor may send with an object. Some SDKs and vendors send `x-amz-acl: bucket-owner-full-control`
 * with every put, from the time when an object was its writer's. Where the bucket's owner owns all objects, S3 takes that
 * ACL and no other, and it changes nothing; but it asks for `s3:PutObjectAcl` all the same.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ensure-object-ownership.html
 */
import type { Grant, Tenant } from './tenant';

/** The value of `s3:x-amz-acl`. */
export const OWNER_ACL = 'bucket-owner-full-control';

/** What S3 asks for, beside `s3:PutObject`, where the header is sent. */
export const ACL_ACTION = 's3:PutObjectAcl';

/**
 * The grants with which the vendor sends {@link OWNER_ACL}. None where its profile does not say that it does, and none
 * where ACLs may be in force: the kit switches them off on buckets that it makes, of others the tenant's file says it.
 */
export function ownerAclGrants({ vendor, bucket, grants }: Tenant): readonly Grant[] {
  if (vendor.aclHeader === undefined || !hasNoAcls(bucket)) return [];
  return grants.filter(({ allow }) => allow.includes('put'));
}

/** Whether a bucket's Object Ownership is “Bucket owner enforced”, as far as the file tells. */
export function hasNoAcls({
  existing,
  aclsDisabled,
}: {
  readonly existing?: boolean | undefined;
  readonly aclsDisabled?: boolean | undefined;
}): boolean {
  return existing !== true || aclsDisabled === true;
}
