/** What moto keeps beside an object's bytes, which it tells in the headers of a HEAD alone. */
import type { Bucket } from './buckets';
import type { Call } from './call';
import { encode, type Headers } from './message';
import { s3Path } from './moto';

/** Undefined where there is no such object, or no such version of it. */
export async function objectHead(
  { world }: Call,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): Promise<Headers | undefined> {
  const { status, headers } = await world.moto.send({
    service: 's3',
    region: bucket.region,
    account: bucket.account,
    method: 'HEAD',
    path: s3Path(bucket.name, key),
    rawQuery: versionId === undefined ? '' : `versionId=${encode(versionId)}`,
  });
  return status < 300 ? headers : undefined;
}
