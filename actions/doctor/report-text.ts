/** What `doctor` found, in lines. */
import type { Failure } from './examine';
import type { Part } from './part';

const MARKS: Readonly<Record<Part['state'], string>> = {
  ok: '✓',
  advice: '·',
  finding: '✗',
  inconclusive: '?',
};

/** `next`: the command that comes next; undefined where something has to be done first. */
export function reportText(
  parts: readonly Part[],
  failures: readonly Failure[],
  next: string | undefined,
): string {
  return [
    ...parts.flatMap(({ state, message, place, remediation }) => [
      `${MARKS[state]} ${message}${place === undefined || message.includes(place) ? '' : ` (${place})`}`,
      ...(remediation === undefined ? [] : [`    ${remediation}`]),
    ]),
    ...(failures.length === 0 ? [] : ['', ...failures.map(({ message }) => message)]),
    ...(next === undefined ? [] : ['', `Ready. Next: ${next}`]),
    '',
  ].join('\n');
}
