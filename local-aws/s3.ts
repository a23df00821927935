/** The way of an S3 request: what it means, whether it may, then the gate's own answer or moto's. */
import { aclRefusal } from './acls';
import { answerBucketDocument, isRequesterPays } from './bucket-documents';
import { answerBucketPolicy } from './bucket-policies';
import { learnFromS3 } from './bucket-settings';
import type { Call } from './call';
import { deleteObjects } from './delete-objects';
import { accessDenied } from './denial';
import { isKept } from './kept-operations';
import type { Answer } from './message';
import { asAsked, checkResponseHeaders } from './object-answers';
import { encryptionPermissions, readPermissions } from './object-encryption';
import { answerLock } from './object-locks';
import { checkState, refusalOfFailure } from './object-rules';
import { verifyPayload } from './payload';
import { demand, isAllowed } from './permission';
import { refusePublicAccess } from './public-access';
import { Refusal } from './refusal';
import { s3Context } from './s3-context';
import { forwardS3 } from './s3-forward';
import { type S3Operation, s3OperationOf } from './s3-operations';
import { permissionOn, permissionsOnCopiedTags, s3Permissions } from './s3-permissions';
import { type CopySource, copySourceIn, noSuchBucket, type S3Target, s3TargetIn } from './s3-target';
import { checkWriteConditions } from './write-conditions';

export async function answerS3(call: Call): Promise<Answer> {
  const { world, incoming } = call;
  const target = s3TargetIn(world, call.address, incoming);
  const operation = s3OperationOf(incoming, target);
  if (!operation) throw accessDenied('The embedded AWS does not know this request, so it refuses it');
  call.notes.operation = operation.name;
  verifyPayload(operation.name, incoming);
  const { bucket, container } = target;
  if (container !== undefined && !bucket && operation.name !== 'CreateBucket') throw noSuchBucket(container);
  checkRegion(call, operation.name, target);
  checkAccessPoint(call, operation.name, target);
  const sourceHeader = incoming.headers['x-amz-copy-source'];
  const source = sourceHeader === undefined ? undefined : copySourceIn(world, sourceHeader);
  checkExpectedOwners(call, target, source);

  checkResponseHeaders(call, operation.name);
  checkRequester(call, target);
  if (operation.name === 'DeleteObjects') return deleteObjects(call, target);
  if (operation.name === 'CreateBucket' && bucket) return createExisting(call, operation, target);
  try {
    await demand(call, ...s3Permissions(call, operation, target, source));
    refusePublicAccess(call, target);
    const refusal = aclRefusal(operation.name, bucket, incoming.headers);
    if (refusal) throw refusal;
    if (source && operation.name === 'CopyObject') {
      await demand(call, ...(await permissionsOnCopiedTags(call, target, source)));
    }
    await demand(call, ...(await kmsPermissions(call, operation, target, source)));
    checkState(call, operation.name, target);
    await checkWriteConditions(call, operation.name, target, source);
  } catch (error) {
    throw withRegion(error, operation.name, target);
  }
  return (
    (bucket && (await answerBucketPolicy(call, bucket, operation.name))) ??
    pass(call, operation, target, source)
  );
}

/** Names of buckets are everybody's: who takes a stranger's is told so, if he may make buckets at all. */
async function createExisting(call: Call, operation: S3Operation, target: S3Target): Promise<Answer> {
  const { bucket, container } = target;
  await demand(call, ...s3Permissions(call, operation, { ...target, bucket: undefined }, undefined));
  if (call.caller.kind !== 'anonymous' && call.caller.account === bucket?.account) {
    return pass(call, operation, target, undefined);
  }
  const message =
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.';
  throw new Refusal(409, 'BucketAlreadyExists', message, { BucketName: container ?? '' });
}

/** To moto, and back. */
async function pass(
  call: Call,
  operation: S3Operation,
  target: S3Target,
  source: CopySource | undefined,
): Promise<Answer> {
  const { world } = call;
  const { bucket } = target;
  if (bucket && operation.name === 'DeleteBucket' && world.accessPoints.ofBucket(bucket.name).length > 0) {
    const message =
      'The bucket you tried to delete has access points attached. Delete your access points and try again.';
    throw new Refusal(409, 'BucketHasAccessPointsAttached', message, { BucketName: bucket.name });
  }
  const send = async () => {
    const sent = await forwardS3(call, target, source ? { 'x-amz-copy-source': source.header } : {});
    const refusal = refusalOfFailure(operation.name, call, sent);
    if (refusal) throw refusal;
    return sent;
  };
  const document = bucket && (await answerBucketDocument(call, bucket, operation.name, send));
  if (document) return document;
  const lock = await answerLock(call, operation.name, target, () =>
    hideMissing(call, operation.name, target),
  );
  if (lock) return lock;
  if (!isKept(operation.name))
    throw new Refusal(501, 'NotImplemented', `The embedded AWS does not implement ${operation.name}.`);
  const answered = await asAsked(call, operation.name, target, await send());
  if (answered.status === 404) await hideMissing(call, operation.name, source ?? target);
  if (answered.status < 300) await learnFromS3(call, operation.name, target, answered);
  if (operation.name !== 'HeadBucket' || !bucket) return answered;
  return { ...answered, headers: { ...answered.headers, 'x-amz-bucket-region': bucket.region } };
}

/**
 * Whoever may not list a bucket does not learn which keys are in it: a missing one is denied.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
async function hideMissing(
  call: Call,
  operation: string,
  { bucket, accessPoint, key }: S3Target,
): Promise<void> {
  if (
    !bucket ||
    key === undefined ||
    /^(?:ListParts|UploadPart|CompleteMultipartUpload|AbortMultipartUpload)$/.test(operation)
  ) {
    return;
  }
  const listing = permissionOn({ bucket, accessPoint }, 'ListBucket', undefined, s3Context(call, operation));
  if (!(await isAllowed(call, listing))) throw accessDenied();
}

async function kmsPermissions(
  call: Call,
  operation: S3Operation,
  { bucket, key }: S3Target,
  source: CopySource | undefined,
): ReturnType<typeof encryptionPermissions> {
  if (!bucket || key === undefined) return [];
  const onSource = source?.bucket
    ? await readPermissions(call, source.bucket, source.key ?? '', source.versionId)
    : [];
  return [...(await encryptionPermissions(call, operation.name, bucket, key)), ...onSource];
}

/** A signature is for one region; a bucket elsewhere says where. */
function checkRegion({ signature }: Call, operation: string, { bucket }: S3Target): void {
  const signedRegion = signature?.region;
  if (!bucket || signedRegion === undefined || signedRegion === bucket.region) return;
  if (operation === 'CreateBucket') return;
  // The one question that every region's endpoint answers.
  if (operation === 'GetBucketLocation' && signedRegion === 'us-east-1') return;
  const isPresigned = signature?.kind === 'REST-QUERY-STRING';
  const code = isPresigned ? 'AuthorizationQueryParametersError' : 'AuthorizationHeaderMalformed';
  const where = isPresigned
    ? 'Error parsing the X-Amz-Credential parameter'
    : 'The authorization header is malformed';
  const message = `${where}; the region '${signedRegion}' is wrong; expecting '${bucket.region}'`;
  const headers = { 'x-amz-bucket-region': bucket.region };
  throw new Refusal(400, code, message, { Region: bucket.region }, headers);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-service-api-support.html */
const THROUGH_ACCESS_POINTS =
  /^(?:AbortMultipartUpload|CompleteMultipartUpload|CopyObject|CreateMultipartUpload|DeleteObjects?|DeleteObjectTagging|GetBucket(?:Acl|Cors|Location|NotificationConfiguration|Policy)|GetObject(?:Acl|Attributes|LegalHold|Retention|Tagging)?|Head(?:Bucket|Object)|ListMultipartUploads|ListObjects(?:V2)?|ListObjectVersions|ListParts|PutObject(?:Acl|LegalHold|Retention|Tagging)?|RestoreObject|UploadPart(?:Copy)?)$/;

function checkAccessPoint({ caller }: Call, operation: string, { accessPoint }: S3Target): void {
  if (!accessPoint) return;
  if (!THROUGH_ACCESS_POINTS.test(operation)) {
    throw new Refusal(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');
  }
  // We are outside every VPC, and access points know nobody who does not sign.
  if (accessPoint.vpcId !== undefined || caller.kind === 'anonymous') throw accessDenied();
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ObjectsinRequesterPaysBuckets.html */
function checkRequester({ caller, incoming }: Call, { bucket }: S3Target): void {
  if (!bucket || !isRequesterPays(bucket)) return;
  if (caller.kind === 'anonymous') throw accessDenied();
  const pays = incoming.headers['x-amz-request-payer'] === 'requester';
  if (caller.account !== bucket.account && !pays) throw accessDenied();
}

function checkExpectedOwners({ incoming }: Call, target: S3Target, source: CopySource | undefined): void {
  const expected = incoming.headers['x-amz-expected-bucket-owner'];
  const expectedOfSource = incoming.headers['x-amz-source-expected-bucket-owner'];
  if (expected !== undefined && target.bucket && expected !== target.bucket.account) throw accessDenied();
  if (expectedOfSource !== undefined && source?.bucket && expectedOfSource !== source.bucket.account) {
    throw accessDenied();
  }
}

/** Where a bucket is, a HEAD tells even those whom it denies; Terraform asks in this way. */
function withRegion(error: unknown, operation: string, { bucket }: S3Target): unknown {
  if (!(error instanceof Refusal) || operation !== 'HeadBucket' || !bucket) return error;
  const { status, code, message, details } = error;
  return new Refusal(status, code, message, details, { 'x-amz-bucket-region': bucket.region });
}
