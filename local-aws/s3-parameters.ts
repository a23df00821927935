/**
 * What S3 refuses of a request's parameters and headers by themselves. moto takes no notice of most of it, and fails at
 * the rest. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
import type { Headers, Incoming } from './message';
import { invalidArgument, Refusal } from './refusal';
import { checkTagHeader } from './tag-sets';

/** Throws S3's refusal. `key`: of the object that the request is about. */
export function checkS3Parameters(operation: string, incoming: Incoming, key: string | undefined): void {
  checkNumbers(incoming);
  const { headers, query } = incoming;
  const encoding = query.get('encoding-type');
  if (encoding !== undefined && encoding !== 'url')
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encoding);
  const listType = query.get('list-type');
  if (operation === 'ListObjectsV2' && listType !== '2')
    throw invalidArgument('Invalid List Type specified in Request', 'list-type', listType ?? '');
  if (key !== undefined && Buffer.byteLength(key) > LONGEST_KEY)
    throw new Refusal(400, 'KeyTooLongError', 'Your key is too long', {
      MaxSizeAllowed: String(LONGEST_KEY),
    });
  if (WRITES.test(operation)) checkNewObject(headers);
  if (operation === 'CopyObject') checkDirectives(headers);
  const range = headers['x-amz-copy-source-range'];
  if (operation === 'UploadPartCopy' && range !== undefined && !/^bytes=\d+-\d+$/.test(range))
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets in the source object',
      'x-amz-copy-source-range',
      range,
    );
}

/** Bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const LONGEST_KEY = 1024;
const WRITES = /^(?:PutObject|CopyObject|CreateMultipartUpload)$/;
const MOST_IN_A_LIST = 2_147_483_647;

/** By their names: the least and the most. */
const NUMBERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  'max-buckets': [1, 10_000],
  'max-keys': [0, MOST_IN_A_LIST],
  'max-parts': [0, MOST_IN_A_LIST],
  'max-uploads': [0, MOST_IN_A_LIST],
  partNumber: [1, 10_000],
  'part-number-marker': [0, MOST_IN_A_LIST],
};

function checkNumbers({ query }: Incoming): void {
  for (const [name, [least, most]] of Object.entries(NUMBERS)) {
    const given = query.get(name);
    if (given === undefined || given === '') continue;
    const value = /^-?\d+$/.test(given) ? Number(given) : Number.NaN;
    if (value >= least && value <= most) continue;
    const message =
      name === 'partNumber'
        ? 'Part number must be an integer between 1 and 10000, inclusive'
        : `Provided ${name} not an integer or within integer range`;
    throw invalidArgument(message, name, given);
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const CANNED_ACLS =
  /^(?:private|public-read|public-read-write|authenticated-read|aws-exec-read|bucket-owner-read|bucket-owner-full-control|log-delivery-write)$/;
const GRANTEES =
  /^\s*(?:id|uri|emailAddress)\s*=\s*"?[^",]+"?(?:\s*,\s*(?:id|uri|emailAddress)\s*=\s*"?[^",]+"?)*\s*$/;
const STORAGE_CLASSES =
  /^(?:STANDARD|REDUCED_REDUNDANCY|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|GLACIER|GLACIER_IR|DEEP_ARCHIVE|OUTPOSTS|SNOW|EXPRESS_ONEZONE|FSX_OPENZFS|FSX_ONTAP)$/;
const ENCRYPTIONS = /^(?:AES256|aws:kms|aws:kms:dsse)$/;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
function checkNewObject(headers: Headers): void {
  const acl = headers['x-amz-acl'];
  if (acl !== undefined && !CANNED_ACLS.test(acl)) throw invalidArgument('', 'x-amz-acl', acl);
  for (const [name, value] of Object.entries(headers))
    if (name.startsWith('x-amz-grant-') && !GRANTEES.test(value))
      throw invalidArgument('Argument format not recognized', name, value);
  const encryption = headers['x-amz-server-side-encryption'];
  if (encryption !== undefined && !ENCRYPTIONS.test(encryption))
    throw new Refusal(
      400,
      'InvalidEncryptionAlgorithmError',
      'The encryption request that you specified is not valid. The valid value is AES256.',
    );
  const storage = headers['x-amz-storage-class'];
  if (storage !== undefined && !STORAGE_CLASSES.test(storage))
    throw new Refusal(400, 'InvalidStorageClass', 'The storage class you specified is not valid', {
      StorageClassRequested: storage,
    });
  const keyId = headers['x-amz-server-side-encryption-aws-kms-key-id'];
  if (keyId !== undefined && !encryption?.startsWith('aws:kms'))
    throw invalidArgument(
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      'x-amz-server-side-encryption',
      encryption ?? '',
    );
  const place = headers['x-amz-website-redirect-location'];
  if (place !== undefined && !/^(?:\/|https?:\/\/)/.test(place))
    throw new Refusal(
      400,
      'InvalidRedirectLocation',
      'The website redirect location must have a prefix of "http://" or "https://" or "/".',
    );
  checkTagHeader(headers['x-amz-tagging'] ?? '');
  // Any object may be there, or none: S3 compares with no ETag here, appends in directory buckets alone, and customers'
  // keys, of which moto takes no notice, would leave readable what is to be encrypted.
  const isUnknown =
    (headers['if-none-match'] ?? '*') !== '*' ||
    'x-amz-write-offset-bytes' in headers ||
    'x-amz-server-side-encryption-customer-algorithm' in headers;
  if (isUnknown)
    throw new Refusal(
      501,
      'NotImplemented',
      'A header you provided implies functionality that is not implemented',
    );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
function checkDirectives(headers: Headers): void {
  for (const what of ['metadata', 'tagging']) {
    const given = headers[`x-amz-${what}-directive`];
    if (given !== undefined && !/^(?:COPY|REPLACE)$/.test(given))
      throw invalidArgument(`Unknown ${what} directive.`, `x-amz-${what}-directive`, given);
  }
}

/**
 * What a server takes no notice of, and moto does: headers that cannot be read, at which it fails, and a date beside an ETag,
 * which decides alone. RFC 9110, 13.1.3, 13.1.4 and 14.2. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function withoutIgnored(headers: Headers): Headers {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => {
      if (name === 'range') return /^bytes=/.test(value);
      if (name === 'if-modified-since' && 'if-none-match' in headers) return false;
      if (name === 'if-unmodified-since' && 'if-match' in headers) return false;
      return (
        !/^(?:x-amz-copy-source-)?if-(?:un)?modified-since$/.test(name) || !Number.isNaN(Date.parse(value))
      );
    }),
  );
}
