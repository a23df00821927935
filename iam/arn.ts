/**
 * ARNs part by part: a wildcard never reaches over one of the five colons that divide an ARN, though the last part may
 * hold colons of its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
import type { Context } from './known-keys';
import { filled, readTemplate, splitAtColons, type Template } from './template';
import { every, type Truth } from './truth';
import { matchesGlob } from './wildcard';

const PARTS = 6;

/** What ARNs to match: all, or by `arn`, partition, service, region, account and resource. */
export type ArnPattern = 'anything' | readonly Template[];

/** An ARN of a request; fewer parts for what is no ARN. */
export type ArnParts = readonly string[];

/** Undefined where the text is neither `*` nor has an ARN's six parts, or where a variable cannot be read. */
export function readArnPattern(text: string, variables: boolean): ArnPattern | undefined {
  if (text === '*') return 'anything';
  const parts = variables && text.includes('${') ? splitAtColons(text, PARTS) : splitArn(text);
  if (parts[0] !== 'arn' || parts.length !== PARTS) return undefined;
  const templates = parts.map((part) => readTemplate(part, { variables, wildcards: true }));
  return templates.every((template) => template !== undefined) ? templates : undefined;
}

export function splitArn(arn: string): ArnParts {
  const parts: string[] = [];
  let begin = 0;
  while (parts.length < PARTS - 1) {
    const colon = arn.indexOf(':', begin);
    if (colon < 0) break;
    parts.push(arn.slice(begin, colon));
    begin = colon + 1;
  }
  parts.push(arn.slice(begin));
  return parts;
}

export function matchesArn(pattern: ArnPattern, arn: ArnParts, context: Context): Truth {
  if (pattern === 'anything') return 'yes';
  if (arn.length !== PARTS) return 'no';
  return every(pattern, (part, at) => filled(part, context, (glob) => matchesGlob(glob, arn[at] ?? '')));
}

/** The account that an ARN names: empty for a bucket's, undefined for what is no ARN. */
export function accountInArn(arn: string): string | undefined {
  const parts = splitArn(arn);
  return parts.length === PARTS ? parts[4] : undefined;
}
