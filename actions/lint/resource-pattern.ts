/** What a `Resource` matches, and what an ARN format of AWS's reference stands for. */
import { literally, type PatternToken, some, type TextPattern, wildcardPattern } from './text-pattern';

/** `arn:${Partition}:s3:::${BucketName}/${ObjectName}` as the set of all such ARNs. */
export function arnFormatPattern(format: string): TextPattern {
  if (format === '*') return wildcardPattern('*');
  return splitAt(
    format,
    /\$\{([A-Za-z]+)\}/g,
    (name) => {
      // Multi-Region access points have none.
      if (name === 'Region') return [{ kind: 'many', of: 'part' }];
      if (/^(?:Partition|Account)$/.test(name)) return some('part');
      return some(/^(?:BucketName|AccessPointName)$/.test(name) ? 'name' : 'any');
    },
    literally,
  );
}

/** Placeholders and references stand for a name, policy variables for any text. */
export function resourcePattern(resource: string): TextPattern {
  return splitAt(
    resource,
    /(\$\{[^{}]*\}|‹[^‹›]*›|<[^<>]*>|\{\{[^{}]*\}\}|\{[^{}]*\}|\[[^[\]]*\])/g,
    (placeholder) => {
      if (/^\$\{[*?$]\}$/.test(placeholder)) return literally(placeholder.charAt(2));
      return some(/^\$\{[\w-]+:/.test(placeholder) ? 'any' : 'name');
    },
    wildcardPattern,
  );
}

function splitAt(
  text: string,
  separator: RegExp,
  ofSeparator: (found: string) => TextPattern,
  ofRest: (rest: string) => TextPattern,
): TextPattern {
  return text
    .split(separator)
    .flatMap((piece, index): readonly PatternToken[] =>
      index % 2 === 1 ? ofSeparator(piece) : ofRest(piece),
    );
}
