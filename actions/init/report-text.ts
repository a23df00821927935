/** What `init` made, in words and as JSON. */
import { documentHead, jsonDocument } from '../../report/json-document';
import type { Made } from './make-repository';
import type { NextStep } from './next-steps';

/** `shown`: the folder as it was typed; `.` for the one that one is in. */
export function madeText(
  shown: string,
  { written, completed, kept }: Made,
  next: readonly NextStep[],
): string {
  const width = Math.max(...next.map(({ command }) => command.length));
  return [
    `${shown === '.' ? 'This folder' : shown} is a project now:`,
    ...written.map((file) => `  ${file}`),
    ...completed.map((file) => `  ${file} (was there; what was missing is added)`),
    ...kept.map((file) => `  ${file} (was there, and is left as it is)`),
    '',
    'Next:',
    ...next.map(({ command, says }) => `  ${command.padEnd(width)}   # ${says}`),
    '',
  ].join('\n');
}

export function madeJson(folder: string, made: Made, next: readonly NextStep[]): string {
  const document = { ...documentHead('project'), folder, ...made, next: next.map(({ command }) => command) };
  return jsonDocument(document);
}
