/**
 * ARNs part by part: a wildcard never reaches over one of the five colons that divide an ARN, though the last part may
 * hold colons of its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
import type { Context } from './context';
import { fill, type Reading, readTemplate, type Template, templateOf } from './template';
import { every, type Truth, truthOf } from './truth';
import { matchesGlob } from './wildcard';

const PARTS = 6;
const COLON = ':'.charCodeAt(0);

/** What ARNs to match: all, or by `arn`, partition, service, region, account and resource. */
export type ArnPattern = 'anything' | readonly Template[];

/** An ARN of a request; one part for what is no ARN. */
export type ArnParts = readonly string[];

/** Undefined where the text is neither `*` nor has an ARN's six parts, or where a variable cannot be read. */
export function readArnPattern(text: string, variables: boolean): ArnPattern | undefined {
  if (text === '*') return 'anything';
  const reading: Reading = { variables, wildcards: true };
  const template = text.startsWith('arn:') ? readTemplate(text, reading) : undefined;
  if (!template) return undefined;
  const parts = splitTemplate(template);
  return parts.length === PARTS ? parts : undefined;
}

/** Colons within a variable divide nothing. */
function splitTemplate({ symbols }: Template): readonly Template[] {
  const parts: Template[] = [];
  let begin = 0;
  symbols.forEach((symbol, at) => {
    if (symbol !== COLON || parts.length === PARTS - 1) return;
    parts.push(templateOf(symbols.slice(begin, at)));
    begin = at + 1;
  });
  return [...parts, templateOf(symbols.slice(begin))];
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
  return [...parts, arn.slice(begin)];
}

export function matchesArn(pattern: ArnPattern, arn: ArnParts, context: Context): Truth {
  if (pattern === 'anything') return 'yes';
  if (arn.length !== PARTS) return 'no';
  return every(pattern, (part, at) => matchesPart(part, arn[at] ?? '', context));
}

function matchesPart(part: Template, text: string, context: Context): Truth {
  const glob = fill(part, context);
  if (glob === 'unknown') return 'unknown';
  return truthOf(glob !== 'absent' && matchesGlob(glob, text));
}

/** The account that an ARN names: empty for a bucket's, undefined for what is no ARN. */
export function accountInArn(arn: string): string | undefined {
  const parts = splitArn(arn);
  return parts.length === PARTS ? parts[4] : undefined;
}
