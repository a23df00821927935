/**
 * Which S3 operation a method, a path and a query mean, and the IAM action that it takes.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
import type { Incoming, Query } from './message';

export interface S3Operation {
  readonly name: string;
  /** Without `s3:`. */
  readonly action: string;
}

/** By the query parameter that marks the operation; '' where there is none. */
type Operations = Readonly<Record<string, readonly [name: string, action: string]>>;

const SERVICE: Readonly<Record<string, Operations>> = {
  GET: { '': ['ListBuckets', 'ListAllMyBuckets'] },
};

const BUCKET: Readonly<Record<string, Operations>> = {
  HEAD: { '': ['HeadBucket', 'ListBucket'] },
  GET: {
    '': ['ListObjects', 'ListBucket'],
    'list-type': ['ListObjectsV2', 'ListBucket'],
    accelerate: ['GetBucketAccelerateConfiguration', 'GetAccelerateConfiguration'],
    acl: ['GetBucketAcl', 'GetBucketAcl'],
    analytics: ['GetBucketAnalyticsConfiguration', 'GetAnalyticsConfiguration'],
    cors: ['GetBucketCors', 'GetBucketCORS'],
    encryption: ['GetBucketEncryption', 'GetEncryptionConfiguration'],
    'intelligent-tiering': ['GetBucketIntelligentTieringConfiguration', 'GetIntelligentTieringConfiguration'],
    inventory: ['GetBucketInventoryConfiguration', 'GetInventoryConfiguration'],
    lifecycle: ['GetBucketLifecycleConfiguration', 'GetLifecycleConfiguration'],
    location: ['GetBucketLocation', 'GetBucketLocation'],
    logging: ['GetBucketLogging', 'GetBucketLogging'],
    metrics: ['GetBucketMetricsConfiguration', 'GetMetricsConfiguration'],
    notification: ['GetBucketNotificationConfiguration', 'GetBucketNotification'],
    'object-lock': ['GetObjectLockConfiguration', 'GetBucketObjectLockConfiguration'],
    ownershipControls: ['GetBucketOwnershipControls', 'GetBucketOwnershipControls'],
    policy: ['GetBucketPolicy', 'GetBucketPolicy'],
    policyStatus: ['GetBucketPolicyStatus', 'GetBucketPolicyStatus'],
    publicAccessBlock: ['GetPublicAccessBlock', 'GetBucketPublicAccessBlock'],
    replication: ['GetBucketReplication', 'GetReplicationConfiguration'],
    requestPayment: ['GetBucketRequestPayment', 'GetBucketRequestPayment'],
    tagging: ['GetBucketTagging', 'GetBucketTagging'],
    uploads: ['ListMultipartUploads', 'ListBucketMultipartUploads'],
    versioning: ['GetBucketVersioning', 'GetBucketVersioning'],
    versions: ['ListObjectVersions', 'ListBucketVersions'],
    website: ['GetBucketWebsite', 'GetBucketWebsite'],
  },
  PUT: {
    '': ['CreateBucket', 'CreateBucket'],
    accelerate: ['PutBucketAccelerateConfiguration', 'PutAccelerateConfiguration'],
    acl: ['PutBucketAcl', 'PutBucketAcl'],
    analytics: ['PutBucketAnalyticsConfiguration', 'PutAnalyticsConfiguration'],
    cors: ['PutBucketCors', 'PutBucketCORS'],
    encryption: ['PutBucketEncryption', 'PutEncryptionConfiguration'],
    'intelligent-tiering': ['PutBucketIntelligentTieringConfiguration', 'PutIntelligentTieringConfiguration'],
    inventory: ['PutBucketInventoryConfiguration', 'PutInventoryConfiguration'],
    lifecycle: ['PutBucketLifecycleConfiguration', 'PutLifecycleConfiguration'],
    logging: ['PutBucketLogging', 'PutBucketLogging'],
    metrics: ['PutBucketMetricsConfiguration', 'PutMetricsConfiguration'],
    notification: ['PutBucketNotificationConfiguration', 'PutBucketNotification'],
    'object-lock': ['PutObjectLockConfiguration', 'PutBucketObjectLockConfiguration'],
    ownershipControls: ['PutBucketOwnershipControls', 'PutBucketOwnershipControls'],
    policy: ['PutBucketPolicy', 'PutBucketPolicy'],
    publicAccessBlock: ['PutPublicAccessBlock', 'PutBucketPublicAccessBlock'],
    replication: ['PutBucketReplication', 'PutReplicationConfiguration'],
    requestPayment: ['PutBucketRequestPayment', 'PutBucketRequestPayment'],
    tagging: ['PutBucketTagging', 'PutBucketTagging'],
    versioning: ['PutBucketVersioning', 'PutBucketVersioning'],
    website: ['PutBucketWebsite', 'PutBucketWebsite'],
  },
  DELETE: {
    '': ['DeleteBucket', 'DeleteBucket'],
    analytics: ['DeleteBucketAnalyticsConfiguration', 'PutAnalyticsConfiguration'],
    cors: ['DeleteBucketCors', 'PutBucketCORS'],
    encryption: ['DeleteBucketEncryption', 'PutEncryptionConfiguration'],
    'intelligent-tiering': [
      'DeleteBucketIntelligentTieringConfiguration',
      'PutIntelligentTieringConfiguration',
    ],
    inventory: ['DeleteBucketInventoryConfiguration', 'PutInventoryConfiguration'],
    lifecycle: ['DeleteBucketLifecycle', 'PutLifecycleConfiguration'],
    metrics: ['DeleteBucketMetricsConfiguration', 'PutMetricsConfiguration'],
    ownershipControls: ['DeleteBucketOwnershipControls', 'PutBucketOwnershipControls'],
    policy: ['DeleteBucketPolicy', 'DeleteBucketPolicy'],
    publicAccessBlock: ['DeletePublicAccessBlock', 'PutBucketPublicAccessBlock'],
    replication: ['DeleteBucketReplication', 'PutReplicationConfiguration'],
    tagging: ['DeleteBucketTagging', 'PutBucketTagging'],
    website: ['DeleteBucketWebsite', 'DeleteBucketWebsite'],
  },
  POST: { delete: ['DeleteObjects', 'DeleteObject'] },
};

const OBJECT: Readonly<Record<string, Operations>> = {
  HEAD: { '': ['HeadObject', 'GetObject'] },
  GET: {
    '': ['GetObject', 'GetObject'],
    acl: ['GetObjectAcl', 'GetObjectAcl'],
    attributes: ['GetObjectAttributes', 'GetObjectAttributes'],
    'legal-hold': ['GetObjectLegalHold', 'GetObjectLegalHold'],
    retention: ['GetObjectRetention', 'GetObjectRetention'],
    tagging: ['GetObjectTagging', 'GetObjectTagging'],
    torrent: ['GetObjectTorrent', 'GetObjectTorrent'],
    uploadId: ['ListParts', 'ListMultipartUploadParts'],
  },
  PUT: {
    '': ['PutObject', 'PutObject'],
    acl: ['PutObjectAcl', 'PutObjectAcl'],
    'legal-hold': ['PutObjectLegalHold', 'PutObjectLegalHold'],
    retention: ['PutObjectRetention', 'PutObjectRetention'],
    tagging: ['PutObjectTagging', 'PutObjectTagging'],
    uploadId: ['UploadPart', 'PutObject'],
  },
  DELETE: {
    '': ['DeleteObject', 'DeleteObject'],
    tagging: ['DeleteObjectTagging', 'DeleteObjectTagging'],
    uploadId: ['AbortMultipartUpload', 'AbortMultipartUpload'],
  },
  POST: {
    restore: ['RestoreObject', 'RestoreObject'],
    select: ['SelectObjectContent', 'GetObject'],
    uploadId: ['CompleteMultipartUpload', 'PutObject'],
    uploads: ['CreateMultipartUpload', 'PutObject'],
  },
};

/** Actions that have a sibling of their own for requests that name a version. */
const VERSIONED: Readonly<Record<string, string>> = {
  DeleteObject: 'DeleteObjectVersion',
  DeleteObjectTagging: 'DeleteObjectVersionTagging',
  GetObject: 'GetObjectVersion',
  GetObjectAcl: 'GetObjectVersionAcl',
  GetObjectAttributes: 'GetObjectVersionAttributes',
  GetObjectTagging: 'GetObjectVersionTagging',
  GetObjectTorrent: 'GetObjectVersionTorrent',
  PutObjectAcl: 'PutObjectVersionAcl',
  PutObjectTagging: 'PutObjectVersionTagging',
};

/** Parameters that shape an operation but do not choose it. S3 gives no meaning to any that begins with `x-`. */
const PLAIN_PARAMETERS =
  /^(?:x-.*|prefix|delimiter|max-keys|continuation-token|start-after|encoding-type|fetch-owner|marker|key-marker|version-id-marker|upload-id-marker|max-uploads|max-parts|part-number-marker|partNumber|versionId|id|bucket-region|max-buckets|select-type|response-[a-z-]+)$/i;

/** The action of an operation on one version of an object. */
export function versionedAction(action: string, versionId: string | undefined): string {
  return versionId === undefined ? action : (VERSIONED[action] ?? action);
}

/** What kind of resource an action (without `s3:`) is for; undefined for patterns and for actions of neither kind. */
export function levelOf(action: string): 'bucket' | 'object' | undefined {
  const name = action.toLowerCase();
  if (OBJECT_ACTIONS.has(name)) return 'object';
  return BUCKET_ACTIONS.has(name) ? 'bucket' : undefined;
}

function actionsOf(level: Readonly<Record<string, Operations>>): Set<string> {
  const actions = Object.values(level).flatMap((operations) =>
    Object.values(operations).map(([, action]) => action),
  );
  return new Set(
    [...actions, ...actions.flatMap((action) => VERSIONED[action] ?? [])].map((name) => name.toLowerCase()),
  );
}

const OBJECT_ACTIONS = actionsOf(OBJECT);
const BUCKET_ACTIONS = new Set([...actionsOf(BUCKET)].filter((action) => !OBJECT_ACTIONS.has(action)));

/** Undefined for what we cannot name for certain: an unknown query parameter could choose another operation. */
export function s3OperationOf(
  { method, query, headers }: Incoming,
  target: { readonly container: string | undefined; readonly key: string | undefined },
): S3Operation | undefined {
  const level = target.container === undefined ? SERVICE : target.key === undefined ? BUCKET : OBJECT;
  const operations = Object.hasOwn(level, method) ? level[method] : undefined;
  if (!operations) return undefined;
  const marks = [...query.keys()].filter((name) => !PLAIN_PARAMETERS.test(name));
  const [mark = '', ...more] = marks;
  const found = Object.hasOwn(operations, mark) ? operations[mark] : undefined;
  if (!found || more.length > 0) return undefined;
  const [name, action] = found;
  const copies = 'x-amz-copy-source' in headers;
  return {
    name: copies ? (COPIES[name] ?? name) : listing(name, query),
    action: versionedAction(action, versionIdOf(query)),
  };
}

const COPIES: Readonly<Record<string, string>> = { PutObject: 'CopyObject', UploadPart: 'UploadPartCopy' };

/** Without an id these read all configurations of their kind. */
function listing(name: string, query: Query): string {
  const kind = /^Get(?<what>Bucket(?:Analytics|IntelligentTiering|Inventory|Metrics)Configuration)$/.exec(
    name,
  );
  return kind && !query.has('id') ? `List${kind.groups?.what}s` : name;
}

/** The version that a request names. */
export function versionIdOf(query: Query): string | undefined {
  const versionId = query.get('versionId');
  return versionId === '' ? undefined : versionId;
}
