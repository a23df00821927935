/** A bucket as it is deployed, with all its sub-resources. */
import { GetBucketLocationCommand, type S3Client } from '@aws-sdk/client-s3';
import { paginateListAccessPoints, type S3ControlClient } from '@aws-sdk/client-s3-control';
import type { Json } from '../../config/values/json-value';
import { allItems, required } from '../required';
import { bucketsOfAccount } from './account';
import type { BucketNames } from './bucket-setting';
import { BUCKET_SETTINGS, type BucketSettingName } from './bucket-settings';
import { type Absent, type Present, type Reading, read, readWhole } from './reading';

export interface DeployedBucket {
  readonly region: Reading<string>;
  /** Those that were asked for; what each looks like, `bucket-settings.ts` says. */
  readonly settings: Readonly<Partial<Record<BucketSettingName, Reading<Json>>>>;
  /** By name, whoever made them; undefined where they were not asked for. */
  readonly accessPoints?: Reading<ReadonlyMap<string, ListedAccessPoint>>;
}

export interface ListedAccessPoint {
  readonly networkOrigin: 'Internet' | 'VPC';
  readonly vpcId?: string;
}

/** Owned by another account: nothing of it was read, and nothing must be sent to it. */
export interface ForeignBucket {
  readonly state: 'foreign';
}

export type BucketReading = Present<DeployedBucket> | Absent | ForeignBucket;

export interface BucketReader {
  readonly s3: S3Client;
  readonly s3Control: S3ControlClient;
  /** Whose the bucket should be: twelve digits. */
  readonly account: string;
  readonly signal?: AbortSignal | undefined;
}

/** What is read of a bucket beside its region. */
export type BucketPart = BucketSettingName | 'accessPoints';

/** `only`: the parts that matter; all where not given. */
export async function readBucket(
  reader: BucketReader,
  name: string,
  only?: readonly BucketPart[],
): Promise<BucketReading> {
  const found = await readWhole(() => partsOf(reader, name, only));
  if (found.state === 'absent') return found;
  if (!isClosed(found.value)) return found;
  // Every request is denied: rights are missing, or the bucket is another account's. The account's own list tells.
  const own = await bucketsOfAccount(reader.s3, reader.signal, name);
  return own.state === 'present' && !own.value.has(name) ? { state: 'foreign' } : found;
}

async function partsOf(
  { s3, s3Control, account, signal }: BucketReader,
  name: string,
  only: readonly BucketPart[] | undefined,
): Promise<DeployedBucket> {
  const matters = (part: BucketPart) => only === undefined || only.includes(part);
  const names = { Bucket: name, ExpectedBucketOwner: account };
  const region = await read({ right: 's3:GetBucketLocation', call: () => regionOf(s3, names) }, signal);
  const settings = BUCKET_SETTINGS.filter((setting) => matters(setting.name)).map(async (setting) => {
    const { right, unset: absent = [] } = setting;
    return [
      setting.name,
      await read({ right, call: () => setting.read(s3, names), absent }, signal),
    ] as const;
  });
  const points = matters('accessPoints') ? accessPointsOf(s3Control, account, name, signal) : undefined;
  // Together: where one is aborted, the other must not be left without anybody who hears of it.
  const [answers, accessPoints] = await Promise.all([Promise.all(settings), points]);
  return {
    region,
    settings: Object.fromEntries(answers),
    ...(accessPoints ? { accessPoints } : {}),
  };
}

/** The list of access points is the account's own, whosever the bucket is. */
function isClosed({ region, settings }: DeployedBucket): boolean {
  return [region, ...Object.values(settings)].every(
    (reading) => reading.state === 'unread' && reading.reason === 'denied',
  );
}

/** S3 has no name for its first region, and an old one for Ireland. */
async function regionOf(s3: S3Client, names: BucketNames): Promise<string> {
  const { LocationConstraint } = await s3.send(new GetBucketLocationCommand(names));
  const location: string = LocationConstraint ?? '';
  return location === '' ? 'us-east-1' : location === 'EU' ? 'eu-west-1' : location;
}

function accessPointsOf(
  client: S3ControlClient,
  AccountId: string,
  Bucket: string,
  signal: AbortSignal | undefined,
): Promise<Reading<ReadonlyMap<string, ListedAccessPoint>>> {
  const operation = 'ListAccessPoints';
  const call = async () => {
    const points = await allItems(
      paginateListAccessPoints({ client }, { AccountId, Bucket }),
      operation,
      'AccessPointList',
    );
    // Some answers are not held to the bucket that was asked for.
    const own = points.filter((point) => point.Bucket === undefined || point.Bucket === Bucket);
    return new Map(
      own.map(({ Name, NetworkOrigin, VpcConfiguration }) => {
        const vpcId = VpcConfiguration?.VpcId;
        return [
          required(Name, operation, 'AccessPoint.Name'),
          {
            networkOrigin: required(NetworkOrigin, operation, 'AccessPoint.NetworkOrigin'),
            ...(vpcId ? { vpcId } : {}),
          },
        ];
      }),
    );
  };
  return read({ right: 's3:ListAccessPoints', call }, signal);
}
