/** A bucket as it is deployed. */
import { GetBucketLocationCommand, type S3Client } from '@aws-sdk/client-s3';
import { ListAccessPointsCommand, type S3ControlClient } from '@aws-sdk/client-s3-control';
import type { BucketAttribute } from '../../actions/drift/attributes';
import type { Json } from '../../config/values/json-value';
import { BUCKET_SETTINGS } from './bucket-settings';
import { allPages } from './paged';
import { Gone, type Reading, read } from './reading';

export type FoundBucket =
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'there';
      readonly attributes: Readonly<Partial<Record<BucketAttribute, Reading<Json>>>>;
    };

export interface BucketReader {
  readonly s3: S3Client;
  readonly s3Control: S3ControlClient;
  /** Whose the bucket should be. */
  readonly account: string;
  readonly signal: AbortSignal;
}

/** `only`: the attributes that matter; all where not given. */
export async function findBucket(
  { s3, s3Control, account, signal }: BucketReader,
  name: string,
  only?: readonly BucketAttribute[],
): Promise<FoundBucket> {
  const matters = (attribute: BucketAttribute) => only === undefined || only.includes(attribute);
  const settings = BUCKET_SETTINGS.filter(({ attribute }) => matters(attribute));
  try {
    const region = await read({ right: 's3:GetBucketLocation', call: () => regionOf(s3, name) }, signal);
    const readings = settings.map(async ({ attribute, right, unset = [], otherwise = null, read: call }) => {
      const nothing = { codes: unset, value: otherwise as Json };
      return [attribute, await read({ right, call: () => call(s3, name), nothing }, signal)] as const;
    });
    const points = matters('accessPoints')
      ? [accessPointsOf(s3Control, account, name, signal).then((found) => ['accessPoints', found] as const)]
      : [];
    const attributes = Object.fromEntries(await Promise.all([...readings, ...points]));
    return { kind: 'there', attributes: { region, ...attributes } };
  } catch (error) {
    if (error instanceof Gone) return { kind: 'gone' };
    throw error;
  }
}

/** S3 has no name for its first region, and an old one for Ireland. */
async function regionOf(s3: S3Client, Bucket: string): Promise<Json> {
  const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket }));
  const location: string = LocationConstraint ?? '';
  return location === '' ? 'us-east-1' : location === 'EU' ? 'eu-west-1' : location;
}

/** By name: where the requests of each come from. */
function accessPointsOf(
  s3Control: S3ControlClient,
  AccountId: string,
  Bucket: string,
  signal: AbortSignal,
): Promise<Reading<Json>> {
  const call = async (): Promise<Json> => {
    const points = await allPages(async (NextToken) => {
      const page = await s3Control.send(
        new ListAccessPointsCommand({ AccountId, Bucket, ...(NextToken === undefined ? {} : { NextToken }) }),
      );
      return { items: page.AccessPointList, next: page.NextToken };
    });
    // Some answers are not held to the bucket that was asked for.
    const own = points.filter((point) => point.Bucket === undefined || point.Bucket === Bucket);
    if (own.length === 0) return null;
    return Object.fromEntries(
      own.map(({ Name = '', NetworkOrigin, VpcConfiguration }) => [
        Name,
        {
          NetworkOrigin: NetworkOrigin ?? null,
          ...(VpcConfiguration?.VpcId ? { VpcId: VpcConfiguration.VpcId } : {}),
        },
      ]),
    );
  };
  return read({ right: 's3:ListAccessPoints', call }, signal);
}
