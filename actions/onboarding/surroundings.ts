/** What is in the customer's account already, looked at before a file is written: read-only calls, none that must succeed. */
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetBucketEncryptionCommand, GetBucketLocationCommand, HeadBucketCommand } from '@aws-sdk/client-s3';
import { GetAccessPointCommand } from '@aws-sdk/client-s3-control';
import { type ClientSettings, iamClient, s3Client, s3ControlClient } from '../../aws/clients';

export type FoundBucket =
  | { readonly state: 'free' }
  | { readonly state: 'ours'; readonly region: string; readonly kmsKeyArn?: string }
  /** There, in another account, or in this one and closed to these credentials. */
  | { readonly state: 'closed' }
  | { readonly state: 'unknown'; readonly why: string };

/** Undefined where it could not be found out. */
export type IsThere = boolean | undefined;

export interface Surroundings {
  bucket(name: string): Promise<FoundBucket>;
  role(name: string): Promise<IsThere>;
  accessPoint(name: string): Promise<IsThere>;
}

/** `settings` must be of the account. */
export function surroundingsOf(account: string, settings: ClientSettings): Surroundings {
  const brief = { ...settings, maxAttempts: 2 };
  return {
    bucket: (name) => findBucket(name, account, brief),
    role: (name) =>
      isThere(iamClient(brief).send(new GetRoleCommand({ RoleName: name })), 'NoSuchEntityException'),
    accessPoint: (name) =>
      isThere(
        s3ControlClient(brief).send(new GetAccessPointCommand({ AccountId: account, Name: name })),
        'NoSuchAccessPoint',
      ),
  };
}

async function findBucket(Bucket: string, account: string, settings: ClientSettings): Promise<FoundBucket> {
  try {
    const { BucketRegion } = await s3Client(settings).send(
      new HeadBucketCommand({ Bucket, ExpectedBucketOwner: account }),
    );
    const region = BucketRegion ?? (await locationOf(Bucket, settings));
    const kmsKeyArn = await keyOf(Bucket, s3Client({ ...settings, region }));
    return { state: 'ours', region, ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }) };
  } catch (error) {
    const { name, $metadata, $response, message } = error as S3Error;
    const elsewhere = $response?.headers?.['x-amz-bucket-region'];
    // The endpoint of another region answers by where the bucket is, not by whose it is.
    if (elsewhere !== undefined && elsewhere !== settings.region && $metadata?.httpStatusCode !== 403)
      return findBucket(Bucket, account, { ...settings, region: elsewhere });
    if ($metadata?.httpStatusCode === 404) return { state: 'free' };
    if ($metadata?.httpStatusCode === 403) return { state: 'closed' };
    return { state: 'unknown', why: message || name };
  }
}

type S3Error = Error & {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
async function locationOf(Bucket: string, settings: ClientSettings): Promise<string> {
  const { LocationConstraint } = await s3Client(settings).send(new GetBucketLocationCommand({ Bucket }));
  if (LocationConstraint === 'EU') return 'eu-west-1';
  return LocationConstraint || 'us-east-1';
}

async function keyOf(Bucket: string, s3: ReturnType<typeof s3Client>): Promise<string | undefined> {
  try {
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    const [rule] = ServerSideEncryptionConfiguration?.Rules ?? [];
    return rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
  } catch {
    return undefined;
  }
}

async function isThere(asked: Promise<unknown>, absent: string): Promise<IsThere> {
  try {
    await asked;
    return true;
  } catch (error) {
    return (error as Error).name === absent ? false : undefined;
  }
}
