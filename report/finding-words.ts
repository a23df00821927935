/** What every form of report says of a finding, in the same words. */
import type { Json } from '../config/values/json-value';
import type { Finding, Place } from './finding';

/** Characters of a value that are shown; a JSON report has all of it. */
const LONGEST_VALUE = 60;

/** `tenants/acme-prod.yaml:7:3`. */
export function placeText({ file, line, column }: Place): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}

/** A value on one line, cut where it is long; `-` where there is none. */
export function valueText(value: Json | undefined): string {
  if (value === null || value === undefined) return '-';
  const text = typeof value === 'string' ? quotedWhereBlank(value) : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
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
  return [
    ...(resource ? [`resource: ${resource.arn}`] : []),
    ...(isCompared ? [`expected: ${valueText(expected)}`, `actual: ${valueText(actual)}`] : []),
    ...(remediation === '' ? [] : [`remediation: ${remediation}`]),
  ];
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}
