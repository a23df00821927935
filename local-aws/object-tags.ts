/**
 * The tags that an object has already: some policies ask for them, and a copy takes them along.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html
 */
import type { Bucket } from './buckets';
import { prefixed } from './global-keys';
import { type Answer, encode } from './message';
import { s3Path } from './moto';
import type { CostlyKeys } from './permission';
import { tagPairs } from './tag-sets';
import type { World } from './world';
import { find, parseXml } from './xml';

const PREFIX = 's3:ExistingObjectTag/';

/**
 * The actions with which AWS sends the tags of the object, without `s3:`. A put and a delete of an object have no such key.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const ACTIONS_WITH_EXISTING_TAGS: ReadonlySet<string> = new Set([
  'DeleteObjectTagging',
  'DeleteObjectVersionTagging',
  'GetObject',
  'GetObjectAcl',
  'GetObjectAttributes',
  'GetObjectTagging',
  'GetObjectVersion',
  'GetObjectVersionAcl',
  'GetObjectVersionAttributes',
  'GetObjectVersionTagging',
  'PutObjectAcl',
  'PutObjectTagging',
  'PutObjectVersionAcl',
  'PutObjectVersionTagging',
  'UpdateObjectEncryption',
]);

/** Undefined where AWS sends none with the action, which is without `s3:`. */
export function existingTags(
  world: World,
  action: string,
  bucket: Bucket,
  key: string | undefined,
  versionId: string | undefined,
): CostlyKeys | undefined {
  if (key === undefined || !ACTIONS_WITH_EXISTING_TAGS.has(action)) return undefined;
  return { prefix: PREFIX, find: async () => prefixed(PREFIX, await tagsOf(world, bucket, key, versionId)) };
}

/** moto leaves an empty value out of a bucket's tags. */
export function withEmptyValues(answered: Answer): Answer {
  const body = answered.body.toString().replace(/(<\/Key>)(?=\s*<\/Tag>)/g, '$1<Value></Value>');
  return { ...answered, body: Buffer.from(body) };
}

/** None for an object that is not there. */
export async function tagsOf(
  { moto }: World,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): Promise<Record<string, string>> {
  const { status, body } = await moto.send({
    service: 's3',
    region: bucket.region,
    account: bucket.account,
    method: 'GET',
    path: s3Path(bucket.name, key),
    rawQuery: versionId === undefined ? 'tagging' : `tagging&versionId=${encode(versionId)}`,
  });
  if (status >= 300) return {};
  return Object.fromEntries(tagPairs(find(parseXml(body.toString()), 'TagSet')));
}
