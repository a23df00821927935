/** What a reader of a bucket's sub-resource is, and the form of what it reads. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { BucketAttribute } from '../../actions/drift/attributes';
import type { Json, JsonRecord } from '../../config/values/json-value';

export interface BucketSetting {
  readonly attribute: BucketAttribute;
  readonly right: `s3:${string}`;
  /** Error codes by which S3 says that nothing is set. */
  readonly unset?: readonly string[];
  /** What holds where nothing is set. */
  readonly otherwise?: JsonRecord;
  read(client: S3Client, Bucket: string): Promise<Json>;
}

/** `null` where there are no entries. */
export function record(entries: readonly (readonly [string, Json])[]): Json {
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** A list as a record: by name, or by place (`#1`) where one has no name. */
export function named<T>(
  items: readonly T[],
  nameOf: (item: T) => string | undefined,
  contentOf: (item: T) => Json,
): Json {
  return record(items.map((item, index) => [nameOf(item) ?? `#${index + 1}`, contentOf(item)]));
}

export function nothingAsNull(value: Json): Json {
  return value !== null && typeof value === 'object' && Object.keys(value).length === 0 ? null : value;
}
