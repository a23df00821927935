/** S3's requests: what the gate answers itself, and what moto does. */
import type { Address } from './address';
import { answerBucketPolicy } from './bucket-policies';
import { learnFromS3 } from './bucket-settings';
import type { Caller } from './credentials';
import type { Answer, Incoming } from './message';
import { s3Path } from './moto';
import { Refusal } from './refusal';
import { s3OperationOf } from './s3-operations';
import { copySourceIn, noSuchBucket, s3TargetIn } from './s3-target';
import type { World } from './world';

export async function answerS3(
  world: World,
  address: Address,
  incoming: Incoming,
  caller: Caller,
): Promise<Answer> {
  const target = s3TargetIn(world, address, incoming);
  const operation = s3OperationOf(incoming, target);
  if (!operation) throw new Refusal(403, 'AccessDenied', 'Access Denied');
  const { bucket, container, key } = target;
  if (container !== undefined && !bucket && operation.name !== 'CreateBucket') throw noSuchBucket(container);
  const account = bucket?.account ?? (caller.kind === 'anonymous' ? '' : caller.account);

  const own = bucket && (await answerBucketPolicy(world, bucket, operation.name, incoming));
  if (own) return own;
  if (bucket && operation.name === 'DeleteBucket' && world.accessPoints.ofBucket(bucket.name).length > 0) {
    const message =
      'The bucket you tried to delete has access points attached. Delete your access points and try again.';
    throw new Refusal(409, 'BucketHasAccessPointsAttached', message, { BucketName: bucket.name });
  }

  const source = incoming.headers['x-amz-copy-source'];
  const copied = source === undefined ? {} : { 'x-amz-copy-source': copySourceIn(world, source).header };
  const answered = await world.moto.send({
    service: 's3',
    region: bucket?.region ?? address.region,
    account,
    method: incoming.method,
    path: container === undefined ? '/' : s3Path(bucket?.name ?? container, key),
    rawQuery: incoming.rawQuery,
    headers: { ...incoming.headers, ...copied },
    body: incoming.body,
  });
  if (answered.status < 300)
    await learnFromS3(world, operation.name, { container, bucket, account }, incoming);
  return answered;
}
