/**
 * What S3 asks of KMS on a caller's behalf, for objects under SSE-KMS.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
import type { Bucket, Encryption } from './buckets';
import type { Call } from './call';
import type { KmsKey } from './kms-key';
import { findKey, permissionOnKey } from './kms-keys';
import type { Headers } from './message';
import { objectHead } from './object-head';
import type { Permission } from './permission';
import { Refusal } from './refusal';

type KmsAction = 'kms:GenerateDataKey' | 'kms:Decrypt';

const WRITES: Readonly<Record<string, readonly KmsAction[]>> = {
  PutObject: ['kms:GenerateDataKey'],
  CopyObject: ['kms:GenerateDataKey'],
  // The parts are read again, so that whoever begins has to be able to end.
  CreateMultipartUpload: ['kms:GenerateDataKey', 'kms:Decrypt'],
};
const PARTS = new Set(['UploadPart', 'UploadPartCopy', 'CompleteMultipartUpload']);
const READS = new Set(['GetObject', 'HeadObject', 'GetObjectAttributes', 'SelectObjectContent']);

const KMS_ALGORITHM = /^aws:kms(?::dsse)?$/;

/** What is asked of KMS besides what S3 asks itself. */
export async function encryptionPermissions(
  call: Call,
  operation: string,
  bucket: Bucket,
  key: string,
): Promise<Permission[]> {
  const { headers, query } = call.incoming;
  const written = WRITES[operation];
  if (written) {
    const encryption = encryptionOf(headers, bucket);
    return encryption ? permissions(call, bucket, key, encryption, written) : [];
  }
  if (PARTS.has(operation)) {
    const encryption = bucket.uploads.get(query.get('uploadId') ?? '')?.encryption;
    return encryption ? permissions(call, bucket, key, encryption, ['kms:Decrypt']) : [];
  }
  return READS.has(operation) ? readPermissions(call, bucket, key, query.get('versionId')) : [];
}

/** What reading an object asks of KMS. Most buckets never held an object under KMS: then moto need not be asked. */
export async function readPermissions(
  call: Call,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): Promise<Permission[]> {
  if (!bucket.holdsKmsObjects) return [];
  const headers = await objectHead(call, bucket, key, versionId);
  const encryption = headers && encryptionOf(headers, undefined);
  return encryption ? permissions(call, bucket, key, encryption, ['kms:Decrypt']) : [];
}

/** The encryption that headers ask for, or else the bucket's default; undefined where KMS has no part in it. */
export function encryptionOf(headers: Headers, bucket: Bucket | undefined): Encryption | undefined {
  const algorithm = headers['x-amz-server-side-encryption'];
  if (algorithm === undefined) return bucket?.encryption;
  if (!KMS_ALGORITHM.test(algorithm)) return undefined;
  const keyId = headers['x-amz-server-side-encryption-aws-kms-key-id'];
  const withBucketKey = headers['x-amz-server-side-encryption-bucket-key-enabled'];
  return {
    keyId: keyId ?? (bucket?.encryption?.keyId || undefined),
    bucketKey:
      withBucketKey === undefined ? (bucket?.encryption?.bucketKey ?? false) : withBucketKey === 'true',
  };
}

async function permissions(
  call: Call,
  bucket: Bucket,
  key: string,
  { keyId, bucketKey }: Encryption,
  actions: readonly KmsAction[],
): Promise<Permission[]> {
  const bucketArn = `arn:aws:s3:::${bucket.name}`;
  const kmsKey = await keyFor(call, bucket, keyId);
  const keys = {
    'aws:ViaAWSService': 'true',
    'kms:ViaService': `s3.${bucket.region}.amazonaws.com`,
    'kms:EncryptionContext:aws:s3:arn': bucketKey ? bucketArn : `${bucketArn}/${key}`,
    'kms:EncryptionContextKeys': ['aws:s3:arn'],
  };
  return actions.map((action) => permissionOnKey(call.caller, kmsKey, action, keys));
}

async function keyFor({ world }: Call, bucket: Bucket, keyId: string | undefined): Promise<KmsKey> {
  if (keyId === undefined) return awsManagedKey(bucket);
  const key = await findKey(world, bucket.account, bucket.region, keyId);
  if (!key || key.region !== bucket.region) {
    const message = key ? `Invalid arn ${key.region}` : `Key '${keyId}' does not exist`;
    throw new Refusal(400, 'KMS.NotFoundException', message);
  }
  if (key.state !== 'Enabled') {
    const code = key.state === 'Disabled' ? 'KMS.DisabledException' : 'KMS.KMSInvalidStateException';
    throw new Refusal(400, code, `${key.arn} is ${key.state}.`);
  }
  return key;
}

/** `aws/s3`: whoever may use S3 in the account may use it, and nobody else. */
function awsManagedKey({ account, region }: Bucket): KmsKey {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com`, 'kms:CallerAccount': account },
    },
  };
  return {
    arn: `arn:aws:kms:${region}:${account}:key/aws-s3`,
    account,
    region,
    state: 'Enabled',
    policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  };
}
