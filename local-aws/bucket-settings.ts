/** What passes through the gate and changes a bucket, noted down so that moto need not be asked again. */
import { ALL_BLOCKED, type Bucket, type Encryption, NONE_BLOCKED, type PublicAccessBlock } from './buckets';
import type { Call } from './call';
import type { Answer } from './message';
import { s3Path } from './moto';
import { encryptionOf } from './object-encryption';
import type { S3Target } from './s3-target';
import { tagPairs } from './tag-sets';
import type { World } from './world';
import { type Element, find, parseXml, renderXml, textOf, type XmlValue } from './xml';

/** To be called when moto has done what was asked. */
export async function learnFromS3(
  call: Call,
  operation: string,
  target: S3Target,
  answered: Answer,
): Promise<void> {
  const { world, incoming } = call;
  const { bucket, container } = target;
  if (!bucket) {
    if (operation === 'CreateBucket' && container !== undefined) await noteNewBucket(call, container);
    return;
  }
  const document = () => parseXml(incoming.body.toString());
  switch (operation) {
    case 'DeleteBucket':
      world.buckets.delete(bucket.name);
      return;
    case 'PutPublicAccessBlock':
      bucket.publicAccessBlock = parsePublicAccessBlock(document());
      return;
    case 'DeletePublicAccessBlock':
      bucket.publicAccessBlock = NONE_BLOCKED;
      return;
    case 'PutBucketOwnershipControls':
      bucket.ownership = textOf(document(), 'Rule', 'ObjectOwnership') ?? bucket.ownership;
      return;
    case 'DeleteBucketOwnershipControls':
      bucket.ownership = 'ObjectWriter';
      return;
    case 'PutBucketEncryption':
      bucket.encryption = parseEncryption(document());
      return;
    case 'DeleteBucketEncryption':
      bucket.encryption = undefined;
      await setDefaultEncryption(world, bucket);
      return;
    case 'PutObjectLockConfiguration':
      bucket.objectLock = true;
      return;
    default:
      noteObject(call, operation, target, bucket, answered);
  }
}

async function noteNewBucket({ world, incoming, caller }: Call, name: string): Promise<void> {
  const { headers, body } = incoming;
  const made: Bucket = {
    name,
    account: caller.kind === 'anonymous' ? '' : caller.account,
    region: textOf(parseXml(body.toString()), 'LocationConstraint') || 'us-east-1',
    policy: undefined,
    publicAccessBlock: ALL_BLOCKED,
    ownership: headers['x-amz-object-ownership'] ?? 'BucketOwnerEnforced',
    encryption: undefined,
    holdsKmsObjects: false,
    objectLock: headers['x-amz-bucket-object-lock-enabled']?.toLowerCase() === 'true',
    uploads: new Map(),
    documents: new Map(),
  };
  world.buckets.set(name, made);
  await giveDefaults(world, made);
  const tags = tagPairs(find(parseXml(body.toString()), 'Tags'));
  if (tags.length > 0) {
    const Tag = tags.map(([Key, Value]) => ({ Key, Value }));
    await configure(world, made, 'tagging', 'Tagging', { TagSet: { Tag } });
  }
}

/** Which objects are under KMS, and which uploads there are. */
function noteObject(
  { incoming }: Call,
  operation: string,
  { key = '' }: S3Target,
  bucket: Bucket,
  { body }: Answer,
): void {
  if (/^(?:Complete|Abort)MultipartUpload$/.test(operation)) {
    bucket.uploads.delete(incoming.query.get('uploadId') ?? '');
    return;
  }
  if (!/^(?:PutObject|CopyObject|CreateMultipartUpload)$/.test(operation)) return;
  const encryption = encryptionOf(incoming.headers, bucket);
  if (encryption) bucket.holdsKmsObjects = true;
  const uploadId =
    operation === 'CreateMultipartUpload' ? textOf(parseXml(body.toString()), 'UploadId') : undefined;
  if (uploadId !== undefined) bucket.uploads.set(uploadId, { key, encryption });
}

function parseEncryption(document: Element | undefined): Encryption | undefined {
  const rule = find(document, 'Rule');
  const byDefault = find(rule, 'ApplyServerSideEncryptionByDefault');
  if (!textOf(byDefault, 'SSEAlgorithm')?.startsWith('aws:kms')) return undefined;
  return {
    keyId: textOf(byDefault, 'KMSMasterKeyID') || undefined,
    bucketKey: textOf(rule, 'BucketKeyEnabled')?.toLowerCase() === 'true',
  };
}

/** An element that is not there is false. */
export function parsePublicAccessBlock(block: Element | undefined): PublicAccessBlock {
  const isTrue = (name: keyof PublicAccessBlock) => textOf(block, name)?.toLowerCase() === 'true';
  return {
    BlockPublicAcls: isTrue('BlockPublicAcls'),
    IgnorePublicAcls: isTrue('IgnorePublicAcls'),
    BlockPublicPolicy: isTrue('BlockPublicPolicy'),
    RestrictPublicBuckets: isTrue('RestrictPublicBuckets'),
  };
}

/**
 * What AWS gives every new bucket, and moto does not: all public access blocked, ACLs off, SSE-S3.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
 */
async function giveDefaults(world: World, bucket: Bucket): Promise<void> {
  await configure(world, bucket, 'publicAccessBlock', 'PublicAccessBlockConfiguration', {
    ...bucket.publicAccessBlock,
  });
  await configure(world, bucket, 'ownershipControls', 'OwnershipControls', {
    Rule: { ObjectOwnership: bucket.ownership },
  });
  await setDefaultEncryption(world, bucket);
}

/** SSE-S3 cannot be switched off: deleting the configuration brings back this one. */
async function setDefaultEncryption(world: World, bucket: Bucket): Promise<void> {
  await configure(world, bucket, 'encryption', 'ServerSideEncryptionConfiguration', {
    Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
  });
}

async function configure(
  world: World,
  bucket: Bucket,
  parameter: string,
  element: string,
  value: XmlValue,
): Promise<void> {
  const { status, body } = await world.moto.send({
    service: 's3',
    region: bucket.region,
    account: bucket.account,
    method: 'PUT',
    path: s3Path(bucket.name),
    rawQuery: parameter,
    body: renderXml(element, value, 'http://s3.amazonaws.com/doc/2006-03-01/'),
  });
  if (status >= 300)
    throw new Error(`moto refused the default ${parameter} of ${bucket.name}: ${body.toString()}`);
}
