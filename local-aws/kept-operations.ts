import { isDocumentOperation } from './bucket-documents';

/**
 * The S3 operations that moto implements. Of a query that it does not know it takes no notice, and does what the rest of
 * the request says: `DELETE /bucket?inventory&id=daily` would delete the bucket. So what is not named here never reaches
 * it.
 */
const KEPT: ReadonlySet<string> = new Set([
  'ListBuckets',
  // A bucket.
  'CreateBucket',
  'DeleteBucket',
  'HeadBucket',
  'ListMultipartUploads',
  'ListObjectVersions',
  'ListObjects',
  'ListObjectsV2',
  // Its settings.
  'DeleteBucketCors',
  'DeleteBucketEncryption',
  'DeleteBucketOwnershipControls',
  'DeleteBucketTagging',
  'DeleteBucketWebsite',
  'DeletePublicAccessBlock',
  'GetBucketAccelerateConfiguration',
  'GetBucketAcl',
  'GetBucketCors',
  'GetBucketEncryption',
  'GetBucketLocation',
  'GetBucketOwnershipControls',
  'GetBucketTagging',
  'GetBucketVersioning',
  'GetBucketWebsite',
  'GetObjectLockConfiguration',
  'GetPublicAccessBlock',
  'PutBucketAccelerateConfiguration',
  'PutBucketAcl',
  'PutBucketCors',
  'PutBucketEncryption',
  'PutBucketOwnershipControls',
  'PutBucketTagging',
  'PutBucketVersioning',
  'PutBucketWebsite',
  'PutObjectLockConfiguration',
  'PutPublicAccessBlock',
  // An object.
  'AbortMultipartUpload',
  'CompleteMultipartUpload',
  'CopyObject',
  'CreateMultipartUpload',
  'DeleteObject',
  'DeleteObjectTagging',
  'GetObject',
  'GetObjectAcl',
  'GetObjectAttributes',
  'GetObjectLegalHold',
  'GetObjectTagging',
  'HeadObject',
  'ListParts',
  'PutObject',
  'PutObjectAcl',
  'PutObjectLegalHold',
  'PutObjectRetention',
  'PutObjectTagging',
  'RestoreObject',
  'SelectObjectContent',
  'UploadPart',
  'UploadPartCopy',
]);

/** Bucket policies and deletions by many are the gate's own. */
const OWN = /^(?:(?:Put|Get|Delete)BucketPolicy|GetBucketPolicyStatus|GetObjectRetention|DeleteObjects)$/;

/** Whether the embedded AWS answers the operation, with moto or by itself; what it does not it refuses. */
export function isAnswered(operation: string): boolean {
  return isKept(operation) || OWN.test(operation) || isDocumentOperation(operation);
}

export function isKept(operation: string): boolean {
  return KEPT.has(operation);
}
