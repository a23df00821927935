/** Names that do not go together within one policy: partitions that are mixed, a bucket that is spelled in two ways. */
import { distance } from 'fastest-levenshtein';
import { bucketIn, keyIn } from '../arn-shape';
import { type Flaw, flaw } from '../finding';
import { placeholderIn } from '../placeholder';
import type { Policy, Text } from '../policy-elements';
import { holdsReference } from '../reading/reference';
import type { Rule } from '../rule';

/** Nothing reaches across partitions. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const partitionRule: Rule = ({ policy }) => {
  const all = policy.statements.flatMap(({ resources, notResources, principals, conditions }) => [
    ...resources,
    ...notResources,
    ...principals.map(({ value }) => value),
    ...conditions.flatMap(({ values }) => values),
  ]);
  const found = all.flatMap((text) => {
    const partition = /^arn:(?<partition>aws(?:-[a-z]+)*):/.exec(text.value)?.groups?.partition;
    return partition === undefined ? [] : [{ text, partition }];
  });
  const first = found[0]?.partition;
  const other = found.find(({ partition }) => partition !== first);
  if (!other || first === undefined) return [];
  const message = `${other.text.value} is of the partition ${other.partition}, and ${found[0]?.text.value} of ${first}: nothing reaches from one to the other`;
  return [flaw('partition-mixed', other.text, message, 'write all ARNs of one partition')];
};

interface NamedBucket {
  readonly name: string;
  readonly text: Text;
  /** Whether the bucket itself is named, and whether its objects are. */
  readonly onBucket: boolean;
  readonly onObjects: boolean;
}

export const bucketSpellingRule: Rule = ({ policy, kind }) => {
  if (kind === 'bucket' || kind === 'trust') return [];
  const buckets = bucketsOf(policy);
  return buckets.flatMap((bucket, index): readonly Flaw[] => {
    const like = buckets.slice(0, index).find((other) => isLike(other, bucket));
    if (!like) return [];
    const message = `${bucket.name} and ${like.name} look like one bucket in two spellings`;
    return [
      flaw('bucket-spelled-twice', bucket.text, message, 'write one of the two, if one bucket is meant'),
    ];
  });
};

function bucketsOf({ statements }: Policy): readonly NamedBucket[] {
  const byName = new Map<string, NamedBucket>();
  for (const text of statements.flatMap(({ resources, notResources }) => [...resources, ...notResources])) {
    const name = bucketIn(text.value);
    if (
      name === undefined ||
      /[*?$]/.test(name) ||
      holdsReference(name) ||
      placeholderIn(text.value) !== undefined
    )
      continue;
    const known = byName.get(name);
    const isObject = keyIn(text.value) !== undefined;
    byName.set(name, {
      name,
      text: known?.text ?? text,
      onBucket: known?.onBucket === true || !isObject,
      onObjects: known?.onObjects === true || isObject,
    });
  }
  return [...byName.values()];
}

/**
 * The same but for case and separators; or one letter apart, where of one the bucket alone is named and of the other
 * its objects alone. Digits tell buckets apart, such as prod-1 and prod-2.
 */
function isLike(one: NamedBucket, other: NamedBucket): boolean {
  const plain = ({ name }: NamedBucket): string => name.toLowerCase().replace(/[-_.]/g, '');
  if (plain(one) === plain(other)) return true;
  const halves = one.onBucket !== other.onBucket && one.onObjects !== other.onObjects;
  const withoutDigits = ({ name }: NamedBucket): string => name.replace(/\D/g, '');
  if (!halves || one.name.length < 6 || withoutDigits(one) !== withoutDigits(other)) return false;
  const [a, b] = [plain(one), plain(other)];
  return (
    distance(a, b) <= 1 ||
    (a.length === b.length && distance(a, b) === 2 && [...a].sort().join('') === [...b].sort().join(''))
  );
}
