/** What a reader of a bucket's sub-resource is, and the form of what it reads. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { Json } from '../../config/values/json-value';

/** With every request: a stranger's bucket of the same name is denied, whatever its own policy says. */
export interface BucketNames {
  readonly Bucket: string;
  /** Twelve digits. */
  readonly ExpectedBucketOwner: string;
}

export interface BucketSetting<Name extends string = string> {
  readonly name: Name;
  readonly right: `s3:${string}`;
  /** Error codes by which S3 says that nothing is set. */
  readonly unset?: readonly string[];
  /** Undefined where nothing is set. Throws `UnusableAnswer` for what S3 cannot have answered. */
  read(client: S3Client, names: BucketNames): Promise<Json | undefined>;
}

/** Undefined where there are no entries. */
export function record(entries: readonly (readonly [string, Json])[]): Json | undefined {
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** A list as a record: by name, or by place (`#1`) where one has no name. */
export function named<T>(
  items: readonly T[],
  nameOf: (item: T) => string | undefined,
  contentOf: (item: T) => Json,
): Json | undefined {
  return record(items.map((item, index) => [nameOf(item) ?? `#${index + 1}`, contentOf(item)]));
}

/** A record of which nothing is left means that nothing is set. */
export function unlessEmpty(value: Json): Json | undefined {
  const isEmpty = value === null || (typeof value === 'object' && Object.keys(value).length === 0);
  return isEmpty ? undefined : value;
}
