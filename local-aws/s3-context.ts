/**
 * The condition keys of S3 that a request carries.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys
 */
import type { Call, CallSignature } from './call';
import { type Keys, optional, prefixed, requestTags } from './global-keys';
import { parseQuery } from './message';
import { versionIdOf } from './s3-operations';
import { tagPairs } from './tag-sets';
import { find, parseXml, textOf } from './xml';

/** What of S3 the gate knows. Buckets' tags count only where attribute-based access is switched on, which it is not. */
export const S3_KEYS = [
  'aws:CalledVia*',
  'aws:ResourceTag/*',
  's3:AccessPointNetworkOrigin',
  's3:authType',
  's3:BucketTag/*',
  's3:DataAccessPoint*',
  's3:delimiter',
  's3:ExistingObjectTag/*',
  's3:if-*',
  's3:LocationConstraint',
  's3:max-keys',
  's3:object-lock-legal-hold',
  's3:object-lock-mode',
  's3:object-lock-retain-until-date',
  's3:ObjectCreationOperation',
  's3:prefix',
  's3:RequestObjectTag*',
  's3:ResourceAccount',
  's3:signature*',
  's3:TlsVersion',
  's3:VersionId',
  's3:x-amz-*',
] as const;

/** Headers that are condition keys by the name `s3:<header>`. */
const HEADER_KEYS = [
  'x-amz-acl',
  'x-amz-content-sha256',
  'x-amz-copy-source',
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-read-acp',
  'x-amz-grant-write',
  'x-amz-grant-write-acp',
  'x-amz-metadata-directive',
  'x-amz-object-ownership',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
] as const;

/**
 * Of all that takes `s3:PutObject`, whether an object comes into being by it: parts become one only at the end.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
const CREATIONS: Readonly<Record<string, 'true' | 'false'>> = {
  CompleteMultipartUpload: 'true',
  CopyObject: 'true',
  CreateMultipartUpload: 'false',
  PutObject: 'true',
  UploadPart: 'false',
  UploadPartCopy: 'false',
};

/** A list of uploads has none of the keys of a list of objects, though it has a prefix too. */
const LISTS = new Set(['ListObjects', 'ListObjectsV2', 'ListObjectVersions']);

export function s3Context({ incoming, world, signature }: Call, operation: string): Keys {
  const { headers, query } = incoming;
  return {
    ...(signature ? signatureKeys(signature.kind, query, headers, world.now()) : {}),
    ...(incoming.secureTransport ? { 's3:TlsVersion': '1.3' } : {}),
    ...optional('s3:VersionId', versionIdOf(query)),
    ...(LISTS.has(operation) ? listKeys(query) : {}),
    ...Object.assign({}, ...HEADER_KEYS.map((name) => optional(`s3:${name}`, headers[name]))),
    ...optional('s3:ObjectCreationOperation', CREATIONS[operation]),
    ...optional('s3:if-match', headers['if-match']),
    ...optional('s3:if-none-match', headers['if-none-match']),
    ...optional('s3:object-lock-mode', headers['x-amz-object-lock-mode']),
    ...optional('s3:object-lock-retain-until-date', headers['x-amz-object-lock-retain-until-date']),
    ...optional('s3:object-lock-legal-hold', headers['x-amz-object-lock-legal-hold']),
    ...tagKeys(headers['x-amz-tagging']),
    ...(operation === 'CreateBucket' ? newBucketKeys(incoming.body) : {}),
  };
}

function listKeys(query: Call['incoming']['query']): Keys {
  return {
    ...optional('s3:prefix', query.get('prefix')),
    ...optional('s3:delimiter', query.get('delimiter')),
    ...optional('s3:max-keys', query.get('max-keys')),
  };
}

function signatureKeys(
  kind: CallSignature['kind'],
  query: Call['incoming']['query'],
  headers: Call['incoming']['headers'],
  now: number,
): Keys {
  const timestamp = (kind === 'REST-QUERY-STRING' ? query.get('X-Amz-Date') : headers['x-amz-date']) ?? '';
  const signedAt = Date.parse(timestamp.replace(/^(.{4})(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
  return {
    's3:authType': kind,
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    ...(Number.isNaN(signedAt) ? {} : { 's3:signatureAge': String(Math.max(0, now - signedAt)) }),
  };
}

function tagKeys(tagging: string | undefined): Keys {
  if (tagging === undefined) return {};
  const tags = Object.fromEntries(parseQuery(tagging));
  return { ...prefixed('s3:RequestObjectTag/', tags), 's3:RequestObjectTagKeys': Object.keys(tags) };
}

function newBucketKeys(body: Buffer): Keys {
  const document = parseXml(body.toString());
  return {
    ...optional('s3:LocationConstraint', textOf(document, 'LocationConstraint')),
    ...requestTags(Object.fromEntries(tagPairs(find(document, 'Tags')))),
  };
}
