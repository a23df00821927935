/** Points in time, as policies compare them: ISO 8601 in UTC. */
import { quote } from './quote';

export const TIMESTAMP_PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

export function timestampProblem(text: string): string | undefined {
  const sample = '2026-11-23T18:00:00Z';
  if (!TIMESTAMP_PATTERN.test(text)) return `${quote(text)} is no time in UTC; it looks like ${sample}`;
  // A date that does not exist, such as February 30th, is moved to another day or refused.
  const time = new Date(text);
  if (Number.isNaN(time.getTime()) || time.toISOString().slice(0, 19) !== text.slice(0, 19))
    return `${quote(text)} is a time that does not exist`;
  return undefined;
}
