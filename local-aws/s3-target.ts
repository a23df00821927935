/** What an S3 request is about: the bucket and the key, and the access point by which it came. */
import { type AccessPoint, accessPointArn } from './access-points';
import { type Address, s3TargetOf } from './address';
import type { Bucket } from './buckets';
import { decode, encode, type Incoming, parseQuery } from './message';
import { invalidArgument, Refusal } from './refusal';
import { versionIdOf } from './s3-operations';
import type { World } from './world';

export interface S3Target {
  /** The bucket, alias or access point as the caller wrote it; undefined for the service itself. */
  readonly container: string | undefined;
  /** Undefined where there is no such bucket. */
  readonly bucket: Bucket | undefined;
  readonly key: string | undefined;
  readonly accessPoint: AccessPoint | undefined;
}

export function s3TargetIn(world: World, address: Address, incoming: Incoming): S3Target {
  const { container, key } = s3TargetOf(address, incoming);
  if (container === undefined) return { container, key, bucket: undefined, accessPoint: undefined };
  return { ...containerIn(world, container, address), key };
}

function containerIn(
  world: World,
  container: string,
  { subdomain, accessPointHost }: Pick<Address, 'subdomain' | 'accessPointHost'>,
): Omit<S3Target, 'key'> {
  const bucket = world.buckets.get(container);
  if (bucket && !accessPointHost) return { container, bucket, accessPoint: undefined };
  const accessPoint =
    world.accessPoints.findByAlias(container) ??
    (subdomain === undefined ? undefined : world.accessPoints.findByHostName(container));
  if (!accessPoint && accessPointHost) throw noSuchAccessPoint();
  const bucketBehind = accessPoint && world.buckets.get(accessPoint.bucket);
  return { container, bucket: bucketBehind, accessPoint };
}

export interface CopySource extends S3Target {
  readonly versionId: string | undefined;
  /** The header as moto understands it. */
  readonly header: string;
}

/**
 * The source of a copy: `bucket/key`, `alias/key` or `arn:…:accesspoint/name/object/key`, percent-encoded, with
 * `?versionId=` behind it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export function copySourceIn(world: World, header: string): CopySource {
  const mark = header.indexOf('?');
  const path = decode(mark < 0 ? header : header.slice(0, mark)).replace(/^\//, '');
  const versionId = mark < 0 ? undefined : versionIdOf(parseQuery(header.slice(mark + 1)));
  const byArn = world.accessPoints.all().find((point) => path.startsWith(`${accessPointArn(point)}/object/`));
  const slash = path.indexOf('/');
  if (!byArn && (slash < 0 || path.startsWith('arn:'))) {
    throw invalidArgument('Invalid copy source object key', 'x-amz-copy-source', header);
  }
  const target: S3Target = byArn
    ? {
        container: byArn.name,
        bucket: world.buckets.get(byArn.bucket),
        key: path.slice(`${accessPointArn(byArn)}/object/`.length),
        accessPoint: byArn,
      }
    : {
        ...containerIn(world, path.slice(0, slash), { subdomain: undefined, accessPointHost: false }),
        key: path.slice(slash + 1),
      };
  const { bucket, container = '', key = '' } = target;
  if (!bucket) throw noSuchBucket(container);
  const encodedKey = key.split('/').map(encode).join('/');
  const version = versionId === undefined ? '' : `?versionId=${encode(versionId)}`;
  return { ...target, versionId, header: `/${bucket.name}/${encodedKey}${version}` };
}

export function noSuchBucket(name: string): Refusal {
  return new Refusal(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
}

export function noSuchAccessPoint(): Refusal {
  return new Refusal(404, 'NoSuchAccessPoint', 'The specified accesspoint does not exist');
}
