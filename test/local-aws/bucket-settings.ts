/** What passes through the gate and changes a bucket, noted down so that moto need not be asked again. */
import { ALL_BLOCKED, type Bucket, NONE_BLOCKED, type PublicAccessBlock } from './buckets';
import type { Incoming } from './message';
import { s3Path } from './moto';
import type { World } from './world';
import { type Element, parseXml, renderXml, textOf, type XmlValue } from './xml';

interface Changed {
  readonly container: string | undefined;
  readonly bucket: Bucket | undefined;
  readonly account: string;
}

/** To be called when moto has done what was asked. */
export async function learnFromS3(
  world: World,
  operation: string,
  { container, bucket, account }: Changed,
  { headers, body }: Incoming,
): Promise<void> {
  const document = () => parseXml(body.toString());
  switch (operation) {
    case 'CreateBucket': {
      if (bucket || container === undefined) return;
      const made: Bucket = {
        name: container,
        account,
        region: textOf(document(), 'LocationConstraint') || 'us-east-1',
        policy: undefined,
        publicAccessBlock: ALL_BLOCKED,
        ownership: headers['x-amz-object-ownership'] ?? 'BucketOwnerEnforced',
      };
      world.buckets.set(made.name, made);
      await giveDefaults(world, made);
      return;
    }
    case 'DeleteBucket':
      if (bucket) world.buckets.delete(bucket.name);
      return;
    case 'PutPublicAccessBlock':
      if (bucket) bucket.publicAccessBlock = parsePublicAccessBlock(document());
      return;
    case 'DeletePublicAccessBlock':
      if (bucket) bucket.publicAccessBlock = NONE_BLOCKED;
      return;
    case 'PutBucketOwnershipControls':
      if (bucket) bucket.ownership = textOf(document(), 'Rule', 'ObjectOwnership') ?? bucket.ownership;
      return;
    case 'DeleteBucketOwnershipControls':
      if (bucket) bucket.ownership = 'ObjectWriter';
      return;
    case 'DeleteBucketEncryption':
      if (bucket) await setEncryption(world, bucket);
      return;
  }
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
  await setEncryption(world, bucket);
}

/** SSE-S3 cannot be switched off: deleting the configuration brings back this one. */
async function setEncryption(world: World, bucket: Bucket): Promise<void> {
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
