/** What every form of report says of a finding, in the same words. */
import type { Json } from '../config/values/json-value';
import type { Finding, Place } from './finding';

/** Characters of a value that are shown; a JSON report has all of it. */
const LONGEST_VALUE = 60;

/** `tenants/acme-prod.yaml:7:3`. */
export function placeText({ file, line, column }: Place): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}

/** So much of what both have in common stands before what differs. */
const BEFORE_DIFFERENCE = 12;

/**
 * What is expected and what is, on a line each; `-` where there is none. A long one is cut, and where both begin alike it
 * begins shortly before they differ.
 */
export function comparedTexts(
  expected: Json | undefined,
  actual: Json | undefined,
): readonly [expected: string, actual: string] {
  const [one, other] = [valueText(expected), valueText(actual)];
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const isCutBefore = Math.max(one.length, other.length) > LONGEST_VALUE && same > BEFORE_DIFFERENCE;
  const from = isCutBefore ? same - BEFORE_DIFFERENCE : 0;
  return [cut(one, from), cut(other, from)];
}

function cut(text: string, from: number): string {
  if (text.length <= LONGEST_VALUE) return text;
  const begin = from > 0 ? '…' : '';
  const rest = text.slice(from);
  const room = LONGEST_VALUE - begin.length;
  return `${begin}${rest.length > room ? `${rest.slice(0, room - 1)}…` : rest}`;
}

function valueText(value: Json | undefined): string {
  if (value === null || value === undefined) return '-';
  return typeof value === 'string' ? quotedWhereBlank(value) : JSON.stringify(value);
}

/** In quotes where it would not be seen where it begins or ends: `" a"`. The empty text stays as it is. */
export function quotedWhereBlank(text: string): string {
  return text === text.trim() ? text : `"${text}"`;
}

/** What is wrong, with the tenant and the attribute or field that it is about. */
export function sentence({ tenant, resource, attribute, place, message }: Finding): string {
  const about = attribute === undefined ? place?.path : [resource?.kind, attribute].filter(Boolean).join(' ');
  return [tenant, about, message].filter((part) => part !== undefined && part !== '').join(': ');
}

/** What is known of it beside the sentence, a line each; the remediation comes last. */
export function details(finding: Finding): readonly string[] {
  const { resource, expected, actual, remediation } = finding;
  const isCompared = expected !== undefined || actual !== undefined;
  const [wanted, found] = comparedTexts(expected, actual);
  return [
    ...(resource ? [`resource: ${resource.arn}`] : []),
    ...(isCompared ? [`expected: ${wanted}`, `actual: ${found}`] : []),
    ...(remediation === '' ? [] : [`remediation: ${remediation}`]),
  ];
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}
