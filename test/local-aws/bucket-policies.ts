/**
 * Bucket policies live with the gate, not with moto: moto applies a Deny whatever its condition says, so that a
 * policy that denies plain HTTP alone would close the bucket.
 */
import type { Bucket } from './buckets';
import { type Answer, answer, type Incoming } from './message';
import { s3Path } from './moto';
import { isPublic, statementsOf } from './public-policy';
import { Refusal } from './refusal';
import type { World } from './world';
import { renderXml } from './xml';

/** Undefined for an operation that is not about the bucket's policy. */
export async function answerBucketPolicy(
  world: World,
  bucket: Bucket,
  operation: string,
  { body }: Incoming,
): Promise<Answer | undefined> {
  switch (operation) {
    case 'PutBucketPolicy':
      await setBucketPolicy(world, bucket, body.toString());
      return answer(204);
    case 'DeleteBucketPolicy':
      await setBucketPolicy(world, bucket, undefined);
      return answer(204);
    case 'GetBucketPolicy':
      return answer(200, policyOf(bucket), { 'content-type': 'application/json' });
    case 'GetBucketPolicyStatus': {
      const IsPublic = isPublic(policyOf(bucket), 'bucket');
      return answer(200, renderXml('PolicyStatus', { IsPublic }), { 'content-type': 'application/xml' });
    }
    default:
      return undefined;
  }
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
  bucket.policy = policy;
  const forServices = statementsOf(policy ?? '{}').filter(
    ({ Effect, Principal }) =>
      Effect === 'Allow' && typeof Principal === 'object' && Principal !== null && 'Service' in Principal,
  );
  const document = JSON.stringify({ Version: '2012-10-17', Statement: forServices });
  await world.moto.send({
    service: 's3',
    region: bucket.region,
    account: bucket.account,
    method: forServices.length > 0 ? 'PUT' : 'DELETE',
    path: s3Path(bucket.name),
    rawQuery: 'policy',
    body: forServices.length > 0 ? document : '',
  });
}
