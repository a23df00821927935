/**
 * Which S3 actions each word of a grant stands for: exact names, never wildcards.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
import type { Access } from '../config/values/access';

/** Actions on objects. A put of any size needs the multipart set: SDKs switch to it by themselves. */
export const OBJECT_ACTIONS: Readonly<Record<Access, readonly string[]>> = {
  get: ['s3:GetObject'],
  put: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
  list: [],
  delete: ['s3:DeleteObject'],
};

/** The action on the bucket that lists keys; the only one that knows the condition key `s3:prefix` here. */
export const LIST_ACTION = 's3:ListBucket';

/** Asked by SDKs to find the bucket's region. It does not support `s3:prefix`, so it stands in a statement of its own. */
export const LOCATION_ACTION = 's3:GetBucketLocation';

/** KMS actions behind reading. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
export const KMS_READ_ACTIONS = ['kms:Decrypt'] as const;

/** KMS actions behind writing: a multipart upload decrypts the data key that its first call made. */
export const KMS_WRITE_ACTIONS = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;
