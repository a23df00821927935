/** Points in time, as policies compare them: ISO 8601 in UTC. */
import { quote } from './quote';
import { suggested } from './suggestion';

export const TIMESTAMP_PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** Of a day or a time with its zone; empty for others: a time without a zone is nobody's. */
function inUtc(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2}))?$/.test(text))
    return '';
  const time = new Date(text.replace(' ', 'T').replace(' ', ''));
  return Number.isNaN(time.getTime()) ? '' : `${time.toISOString().slice(0, 19)}Z`;
}

export function timestampProblem(text: string): string | undefined {
  const sample = '2026-11-23T18:00:00Z';
  if (!TIMESTAMP_PATTERN.test(text))
    return `${quote(text)} is not a time in UTC${suggested(inUtc(text), timestampProblem) || `; it looks like ${sample}`}`;
  return isMoment(text) ? undefined : `${quote(text)} is a time that does not exist`;
}

/** `text`: of the form of a timestamp. A day that does not exist, such as February 30th, is moved to another or refused. */
export function isMoment(text: string): boolean {
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 19) === text.slice(0, 19);
}
