/** Tags as AWS lists them. */
import { required } from '../required';

interface AwsTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** By key, without those that begin with `aws:`, which AWS sets and nobody else. */
export function ownTags(tags: readonly AwsTag[], operation: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    tags.flatMap(({ Key, Value = '' }) => {
      const key = required(Key, operation, 'Tag.Key');
      return key.startsWith('aws:') ? [] : [[key, Value]];
    }),
  );
}
