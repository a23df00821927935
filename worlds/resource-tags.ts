/** Tags of a resource as far as a file or AWS tells them: what a policy of the organisation says of others is no difference. */
import type { Difference, RegionCondition } from '../iam/reach';

const TAG = 'aws:resourcetag/';

/** Whether a difference on a resource with these tags is one: its conditions on tags hold for them. */
export function holdsForTags({ region }: Difference, tags: Readonly<Record<string, string>>): boolean {
  return region.conditions
    .filter(({ key }) => key.startsWith(TAG))
    .every((condition) => isAmong(tagNamed(condition.key.slice(TAG.length), tags), condition));
}

/** Keys of tags are compared in any case, as condition keys are. */
function tagNamed(name: string, tags: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(tags).find(([key]) => key.toLowerCase() === name)?.[1];
}

/**
 * One example stands for each class of values: a value that a policy names for itself, and one for all others. With
 * `IfExists`, a tag that is not there stands with the others.
 */
function isAmong(value: string | undefined, { examples, holds }: RegionCondition): boolean {
  if (value === undefined) return examples.some((example) => example.length === 0);
  if (examples.includes(value)) return true;
  const { values = [], operator = '' } = holds ?? {};
  if (values.includes(value)) return false;
  return examples.some((example) =>
    example.length === 0 ? operator.endsWith('IfExists') : !values.includes(String(example)),
  );
}
