/**
 * Bucket policies live with the gate, not with moto: moto applies a Deny whatever its condition says, so that a
 * policy that denies plain HTTP alone would close the bucket.
 */
import type { Bucket } from './buckets';
import type { Call } from './call';
import { type Answer, answer } from './message';
import { s3Path } from './moto';
import { checkS3Policy } from './policy-checks';
import { withArns } from './principal-names';
import { isPublic, refusePublicPolicy } from './public-access';
import { type RawStatement, statementsOf } from './raw-statements';
import { Refusal } from './refusal';
import type { World } from './world';
import { renderXml } from './xml';

/** Undefined for an operation that is not about the bucket's policy. The caller's right to it is settled already. */
export async function answerBucketPolicy(
  call: Call,
  bucket: Bucket,
  operation: string,
): Promise<Answer | undefined> {
  if (!/^(?:Put|Get|Delete)BucketPolicy(?:Status)?$/.test(operation)) return undefined;
  if (call.caller.kind === 'anonymous' || call.caller.account !== bucket.account) {
    throw new Refusal(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');
  }
  switch (operation) {
    case 'PutBucketPolicy':
      await putBucketPolicy(call, bucket);
      return answer(204);
    case 'DeleteBucketPolicy':
      await setBucketPolicy(call.world, bucket, undefined);
      return answer(204);
    case 'GetBucketPolicy':
      return answer(200, policyOf(bucket), { 'content-type': 'application/json' });
    default: {
      const IsPublic = isPublic(policyOf(bucket), 'bucket');
      return answer(200, renderXml('PolicyStatus', { IsPublic }), { 'content-type': 'application/xml' });
    }
  }
}

async function putBucketPolicy(call: Call, bucket: Bucket): Promise<void> {
  const document = call.incoming.body.toString();
  const arn = `arn:aws:s3:::${bucket.name}`;
  await checkS3Policy(call.world, document, { kind: 'bucket', arn, account: bucket.account });
  const on = { kind: 'bucket', arn, account: bucket.account } as const;
  await refusePublicPolicy(call, document, on, bucket.publicAccessBlock);
  await setBucketPolicy(call.world, bucket, await withArns(call.world, document));
}

function policyOf({ name, policy }: Bucket): string {
  if (policy !== undefined) return policy;
  throw new Refusal(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist', { BucketName: name });
}

/** Without checks. moto gets the part by which its own log delivery finds out that it may write here. */
export async function setBucketPolicy(
  world: World,
  bucket: Bucket,
  policy: string | undefined,
): Promise<void> {
  const before = grantsToServices(bucket.policy);
  const after = grantsToServices(policy);
  bucket.policy = policy;
  if (before.length + after.length === 0) return;
  await world.moto.send({
    service: 's3',
    region: bucket.region,
    account: bucket.account,
    method: after.length > 0 ? 'PUT' : 'DELETE',
    path: s3Path(bucket.name),
    rawQuery: 'policy',
    body: after.length > 0 ? JSON.stringify({ Version: '2012-10-17', Statement: after }) : '',
  });
}

function grantsToServices(policy = '{}'): RawStatement[] {
  return statementsOf(policy).filter(
    ({ Effect, Principal }) =>
      Effect === 'Allow' && typeof Principal === 'object' && Principal !== null && 'Service' in Principal,
  );
}
