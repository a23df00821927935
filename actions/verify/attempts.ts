/** The requests behind the checks, one function for each thing that is done. None of them throws. */
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  type ObjectCannedACL,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import { type Answer, answerOf, answerToGet } from '../../aws/answer';
import { sessionCredentials } from '../../aws/credentials';
import { required } from '../../aws/required';
import { metadataOf } from '../../aws/sdk-error';
import type { Probe } from './probe-objects';

/** Where requests go: a client, and what stands in the place of the bucket's name. */
export interface Target {
  readonly client: S3Client;
  readonly bucket: string;
  /** The account that must own the bucket, so that nothing is ever sent to a stranger's; only with a bucket's own name. */
  readonly owner?: string | undefined;
}

function bucketOf({ bucket, owner }: Target): { Bucket: string; ExpectedBucketOwner?: string } {
  return { Bucket: bucket, ...(owner === undefined ? {} : { ExpectedBucketOwner: owner }) };
}

/** Never overwrites. `acl`: a canned one. */
export async function put(target: Target, probe: Probe, acl?: ObjectCannedACL): Promise<Answer> {
  const answer = await answerOf(
    () =>
      target.client.send(
        new PutObjectCommand({
          ...bucketOf(target),
          Key: probe.key,
          Body: probe.body,
          IfNoneMatch: '*',
          ...(acl === undefined ? {} : { ACL: acl }),
        }),
      ),
    'put',
  );
  // A first request whose answer was lost has put it; the SDK's second one finds it there.
  if (answer.code === 'PreconditionFailed' && answer.attempts > 1) {
    probe.state = 'there';
    return { ...answer, kind: 'allowed', message: 'put' };
  }
  if (answer.kind === 'allowed') probe.state = 'there';
  else if (answer.kind !== 'broken') probe.state = 'never';
  return answer;
}

/** Where ACLs are disabled S3 takes one of them alone, and refuses the others by a code of its own. */
export async function putWithAcl(target: Target, probe: Probe, acl: string): Promise<Answer> {
  const answer = await put(target, probe, acl as ObjectCannedACL);
  return answer.code === 'AccessControlListNotSupported' ? { ...answer, kind: 'denied' } : answer;
}

/** `probe`: what lies there, where something does; else `key` is one that does not exist. */
export async function get(target: Target, key: string, probe: Probe | undefined): Promise<Answer> {
  let body: string | undefined;
  const answer = await answerOf(async () => {
    const output = await target.client.send(new GetObjectCommand({ ...bucketOf(target), Key: key }));
    body = await output.Body?.transformToString();
    return output;
  }, 'got, byte for byte');
  if (answer.kind !== 'allowed') return answerToGet(answer, probe !== undefined);
  if (probe === undefined) return answeredByAnother(answer, key);
  if (body === probe.body) return answer;
  return { ...answer, kind: 'refused', message: `${key} came back with other bytes than were put` };
}

/** AWS has no answer but an error to a key that is not there. */
function answeredByAnother(answer: Answer, key: string): Answer {
  return { ...answer, kind: 'broken', message: `${key}, which is not there, was answered: not by AWS` };
}

/** `probe`: what must be in the list. */
export async function list(
  target: Target,
  prefix: string | undefined,
  probe: Probe | undefined,
): Promise<Answer> {
  let found = false;
  const answer = await answerOf(async () => {
    const output = await target.client.send(
      new ListObjectsV2Command({
        ...bucketOf(target),
        ...(prefix === undefined ? {} : { Prefix: prefix }),
        MaxKeys: 2,
      }),
    );
    required(output.IsTruncated, 'ListObjectsV2', 'IsTruncated');
    found = output.Contents?.some(({ Key }) => Key === probe?.key) ?? false;
    return output;
  }, 'listed');
  if (answer.kind !== 'allowed' || !probe || found) return answer;
  return { ...answer, kind: 'refused', message: `${probe.key} is there and not in the list` };
}

/** Without `probe`, of a key that does not exist: S3 answers as if it had been there. */
export async function remove(target: Target, key: string, probe: Probe | undefined): Promise<Answer> {
  const answer = await answerOf(
    () => target.client.send(new DeleteObjectCommand({ ...bucketOf(target), Key: key })),
    'deleted',
  );
  if (answer.kind === 'allowed' && probe) probe.state = 'deleted';
  return answer;
}

/** Begins an upload, sends a part, lists it, aborts: all that an SDK needs for a large file that goes wrong. */
export async function multipart(target: Target, probe: Probe): Promise<Answer> {
  const { client } = target;
  const names = { ...bucketOf(target), Key: probe.key };
  probe.state = 'never';
  const steps: Answer[] = [];
  const step = async (send: Parameters<typeof answerOf>[0]): Promise<boolean> => {
    const answer = await answerOf(send, 'begun, sent a part, listed it, aborted');
    steps.push(answer);
    return answer.kind === 'allowed';
  };
  const begun = await step(async () => {
    const output = await client.send(new CreateMultipartUploadCommand(names));
    probe.uploadId = required(output.UploadId, 'CreateMultipartUpload', 'UploadId');
    return output;
  });
  // An upload whose beginning was not answered may be there: the clean-up lists what is.
  if (steps.at(-1)?.kind === 'broken') probe.state = 'asked';
  if (begun) {
    const upload = { ...names, UploadId: probe.uploadId };
    const sent =
      (await step(() =>
        client.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: probe.body })),
      )) &&
      (await step(async () => {
        const output = await client.send(new ListPartsCommand(upload));
        required(output.IsTruncated, 'ListParts', 'IsTruncated');
        return output;
      }));
    const aborted = await step(() => client.send(new AbortMultipartUploadCommand(upload)));
    if (aborted) probe.uploadId = undefined;
    if (!sent && aborted) steps.pop();
  }
  const last = steps.at(-1);
  const attempts = steps.reduce((sum, { attempts: sent }) => sum + sent, 0);
  return last ? { ...last, attempts } : { kind: 'broken', message: 'nothing was sent', attempts };
}

export function location(target: Target): Promise<Answer> {
  return answerOf(() => target.client.send(new GetBucketLocationCommand(bucketOf(target))), 'told');
}

export interface AssumeAnswer {
  readonly answer: Answer;
  readonly session?: AwsCredentialIdentity;
}

/** AWS's least: what is handed out to find out whether it is handed out should not live long. */
const SESSION_SECONDS = 900;
const SESSION_NAME = 's3-handshake-verify';

export async function assume(
  client: STSClient,
  roleArn: string,
  externalId: string | undefined,
): Promise<AssumeAnswer> {
  let session: AwsCredentialIdentity | undefined;
  const answer = await answerOf(async () => {
    const output = await client.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: SESSION_NAME,
        DurationSeconds: SESSION_SECONDS,
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
      }),
    );
    session = sessionCredentials(output.Credentials);
    return output;
  }, 'assumed');
  return session ? { answer, session } : { answer };
}

export async function headBucket(target: Target): Promise<Answer> {
  const { answer } = await head(async () => {
    const output = await target.client.send(new HeadBucketCommand(bucketOf(target)));
    // Nothing else tells an answer without a body from somebody else's.
    if (target.owner !== undefined) required(output.BucketRegion, 'HeadBucket', 'x-amz-bucket-region');
    return output;
  });
  return answer;
}

/** `key`: one that is not there, which S3 tells (404) only to whoever may list without a prefix. */
export async function headAbsent(target: Target, key: string): Promise<Answer> {
  const command = new HeadObjectCommand({ ...bucketOf(target), Key: key });
  const { answer, status } = await head(() => target.client.send(command));
  if (answer.kind === 'allowed') return answeredByAnother(answer, key);
  if (status !== 404 || answer.kind !== 'refused') return answer;
  return {
    ...answer,
    kind: 'allowed',
    message: 'the key is missing, which AWS tells only those who may list',
  };
}

/** An answer to HEAD has no body, and so no code: the status is all that a vendor sees, too. */
async function head(
  send: Parameters<typeof answerOf>[0],
): Promise<{ readonly answer: Answer; readonly status: number | undefined }> {
  let status: number | undefined;
  const answer = await answerOf(async () => {
    try {
      return await send();
    } catch (error) {
      status = metadataOf(error).httpStatusCode;
      throw error;
    }
  }, 'told');
  if (status !== 403 || answer.kind !== 'refused') return { answer, status };
  return { answer: { ...answer, kind: 'denied', message: 'answered by 403, and HEAD has no code' }, status };
}
