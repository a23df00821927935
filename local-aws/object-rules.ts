/** What S3 refuses of a request to a bucket or an object for the state that it is in, and moto lets pass or fails at. */

import { isDocumentOperation } from './bucket-documents';
import { checkNewBucket } from './bucket-names';
import type { Bucket } from './buckets';
import type { Call } from './call';
import type { Answer } from './message';
import { checkLockDocument, checkLockHeaders, isAboutLock } from './object-locks';
import { invalidArgument, invalidRequest, malformedXml, noSuchKey, noSuchVersion, Refusal } from './refusal';
import { isOfShape } from './s3-documents';
import { checkS3Parameters } from './s3-parameters';
import type { S3Target } from './s3-target';
import { checkTagDocument } from './tag-sets';
import { childrenOf, type Element, parseXml, textOf } from './xml';

/** To be called when the caller's right to it is settled. Throws S3's refusal. */
export function checkState(call: Call, operation: string, target: S3Target): void {
  const { bucket } = target;
  checkS3Parameters(operation, call.incoming, target.key);
  if (operation === 'CreateBucket' && !bucket) {
    checkNewBucket(target.container ?? '', call.incoming);
    checkTagDocument(operation, call.incoming);
  }
  if (!bucket) return;
  checkDocument(call, operation);
  checkUpload(call, operation, target, bucket);
  checkObjectLock(call, operation, bucket);
  if (operation === 'PutBucketVersioning') checkVersioning(call, bucket);
}

/** The documents without which an operation means nothing, by their root elements. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  PutBucketAccelerateConfiguration: 'AccelerateConfiguration',
  PutBucketCors: 'CORSConfiguration',
  PutBucketEncryption: 'ServerSideEncryptionConfiguration',
  PutBucketOwnershipControls: 'OwnershipControls',
  PutBucketTagging: 'Tagging',
  PutBucketWebsite: 'WebsiteConfiguration',
  PutObjectLegalHold: 'LegalHold',
  PutObjectLockConfiguration: 'ObjectLockConfiguration',
  PutObjectRetention: 'Retention',
  PutObjectTagging: 'Tagging',
  PutPublicAccessBlock: 'PublicAccessBlockConfiguration',
  RestoreObject: 'RestoreRequest',
  SelectObjectContent: 'SelectObjectContentRequest',
};
/** These may do without one. */
const OPTIONAL = /^Put(?:Bucket|Object)Acl$/;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function checkDocument({ incoming }: Call, operation: string): void {
  const root = DOCUMENTS[operation];
  const isSetting = /^Put/.test(operation) && isDocumentOperation(operation);
  if (root === undefined && !isSetting) return;
  if (incoming.body.length === 0) throw new Refusal(400, 'MissingRequestBodyError', 'Request Body is empty');
  const document = parseXml(incoming.body.toString());
  if (!document || (root !== undefined && document.name !== root) || !isOfShape(document))
    throw malformedXml();
  checkTagDocument(operation, incoming);
}

/** Where moto fails at what it is given, or says no more than that something is not there: what S3 says. */
export function refusalOfFailure(
  operation: string,
  { incoming }: Call,
  { status, body }: Answer,
): Refusal | undefined {
  const { query, method } = incoming;
  if (status >= 500 && operation === 'ListObjectsV2' && query.has('continuation-token'))
    return invalidArgument('The continuation token provided is incorrect', 'continuation-token');
  if (status >= 500 && operation === 'DeleteObjectTagging')
    return query.has('versionId') ? noSuchVersion() : noSuchKey();
  if (status === 404 && operation === 'UploadPartCopy' && method === 'PUT' && body.length === 0)
    return noSuchKey();
  const isDocument = operation in DOCUMENTS || OPTIONAL.test(operation) || isDocumentOperation(operation);
  return status >= 500 && isDocument ? malformedXml() : undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
function checkUpload({ incoming }: Call, operation: string, { key }: S3Target, { uploads }: Bucket): void {
  const isOfUpload = /^(?:UploadPart(?:Copy)?|ListParts|(?:Complete|Abort)MultipartUpload)$/.test(operation);
  if (!isOfUpload) return;
  const upload = uploads.get(incoming.query.get('uploadId') ?? '');
  if (upload?.key !== key) {
    const message =
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
    throw new Refusal(404, 'NoSuchUpload', message);
  }
  if (operation === 'CompleteMultipartUpload') {
    const listed = childrenOf(parseXml(incoming.body.toString()), 'Part');
    const parts = listed.map((part) => Number(textOf(part, 'PartNumber')));
    const isWhole = (part: Element) => isPartNumber(textOf(part, 'PartNumber')) && textOf(part, 'ETag');
    if (parts.length === 0 || !listed.every(isWhole)) throw malformedXml();
    if (parts.some((number, at) => at > 0 && number <= (parts[at - 1] ?? 0))) {
      const message = 'The list of parts was not in ascending order. Parts must be ordered by part number.';
      throw new Refusal(400, 'InvalidPartOrder', message);
    }
  }
  const number = incoming.query.get('partNumber');
  if (/^UploadPart/.test(operation) && !isPartNumber(number)) {
    const message = 'Part number must be an integer between 1 and 10000, inclusive';
    throw invalidArgument(message, 'partNumber', number ?? '');
  }
}

function isPartNumber(text = ''): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 10_000;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
function checkObjectLock({ incoming, world }: Call, operation: string, bucket: Bucket): void {
  const { headers, body } = incoming;
  const brings =
    /^(?:Put|Copy)Object$|^CreateMultipart/.test(operation) &&
    Object.keys(headers).some((name) => name.startsWith('x-amz-object-lock-'));
  if (!bucket.objectLock && (brings || isAboutLock(operation)))
    throw invalidRequest('Bucket is missing Object Lock Configuration');
  if (brings) checkLockHeaders(headers, world.now());
  checkLockDocument(operation, body, world.now());
}

/**
 * Versioning is never suspended where object lock is on, and MFA delete wants a device that nobody has here.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 */
function checkVersioning({ incoming }: Call, { objectLock }: Bucket): void {
  const document = parseXml(incoming.body.toString());
  const status = textOf(document, 'Status');
  if (document?.name !== 'VersioningConfiguration' || (status !== 'Enabled' && status !== 'Suspended'))
    throw new Refusal(
      400,
      'IllegalVersioningConfigurationException',
      'The Versioning element must be specified',
    );
  if (textOf(document, 'MfaDelete') === 'Enabled')
    throw new Refusal(501, 'NotImplemented', 'The embedded AWS does not implement MFA delete.');
  if (!objectLock || status !== 'Suspended') return;
  const message =
    'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.';
  throw new Refusal(409, 'InvalidBucketState', message);
}
