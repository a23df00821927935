/**
 * What the keys of tags must be among each other, in IAM and in sessions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
 */

/** In AWS's words; undefined where nothing is wrong. */
export function tagKeysProblem(keys: readonly string[]): string | undefined {
  if (new Set(keys.map((key) => key.toLowerCase())).size < keys.length)
    return 'Duplicate tag keys found. Please note that Tag keys are case insensitive.';
  return reservedProblem(keys);
}

/** Of keys, and in sessions of values too. */
export function reservedProblem(texts: readonly string[]): string | undefined {
  const reserved = texts.find((text) => /^aws:/i.test(text));
  return reserved === undefined ? undefined : `Tags with the prefix aws: are reserved for AWS: ${reserved}`;
}
