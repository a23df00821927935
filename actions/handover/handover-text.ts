/** A handover for a terminal, as markdown and as a page of HTML. */

import { visible } from '../../config/values/visible';
import { fold, paragraph, WIDTH } from '../../report/fold';
import { markdownTable, markdownText } from '../../report/markdown';
import { table } from '../../report/table';
import type { HandoverDocument } from './handover-document';

/** What every handover in a file holds, so that one is written over another and over nothing else. */
export const HANDOVER_MARK = '<!-- s3-handshake handover -->';

/** Of what only AWS knows yet. */
export const UNKNOWN = '(not known yet)';

export function handoverText(document: HandoverDocument): string {
  const { tenant, vendor, product, fields, attention, files } = document;
  return [
    visible(`${tenant}: for ${vendor}, ${product}`),
    '',
    ...attention.flatMap((words) => [paragraph(words), '']),
    // A value stands alone in its line and is never folded: it is copied from there.
    ...fields.flatMap(({ field, value, note }) => [
      visible(field),
      `  ${visible(value || UNKNOWN)}`,
      ...(note === '' ? [] : fold(note, WIDTH - 4).map((words) => `    ${words}`)),
      '',
    ]),
    ...section('Also needed', document.alsoNeeds),
    ...section('How it is tested', testWords(document)),
    ...section(visible(`Errors that ${vendor} shows`), document.errors.map(errorWords)),
    ...(files === undefined ? [] : [filesText(vendor, files)]),
  ].join('\n');
}

export function testWords({ connectionTest, connectionCalls }: HandoverDocument): readonly string[] {
  return [...(connectionTest === '' ? [] : [connectionTest]), ...connectionCalls];
}

function errorWords({ message, cause, cure }: HandoverDocument['errors'][number]): string {
  return `“${message}”: ${cause}${cure === undefined ? '' : `; ${cure}`}`;
}

function section(title: string, sentences: readonly string[]): readonly string[] {
  if (sentences.length === 0) return [];
  const lines = sentences.flatMap((words) =>
    fold(words, WIDTH - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`),
  );
  return [title, ...lines, ''];
}

function filesText(vendor: string, files: NonNullable<HandoverDocument['files']>): string {
  if (files.length === 0) return `There is no file that ${visible(vendor)} can see.\n`;
  const rows = files.map(({ key, type, bytes }) => [key, type, String(bytes)]);
  return `The files that ${visible(vendor)} can see\n\n${table(['File', 'Type', 'Bytes'], rows)}`;
}

export function handoverMarkdown(documents: readonly HandoverDocument[]): string {
  return `${[HANDOVER_MARK, ...documents.map(oneMarkdown)].join('\n\n')}\n`;
}

function oneMarkdown(document: HandoverDocument): string {
  const { tenant, vendor, product, fields, attention, alsoNeeds, errors, files } = document;
  const test = testWords(document);
  const bullets = (sentences: readonly string[]) =>
    sentences.map((words) => `- ${markdownText(words)}`).join('\n');
  return [
    `# ${markdownText(`${tenant}: for ${vendor}`)}`,
    markdownText(product),
    ...attention.map((words) => `**${markdownText(words)}**`),
    markdownTable(
      ['Field', 'Value', 'Note'],
      fields.map(({ field, value, note }) => [field, value || UNKNOWN, note]),
    ).trimEnd(),
    ...(alsoNeeds.length > 0 ? ['## Also needed', bullets(alsoNeeds)] : []),
    ...(test.length > 0 ? ['## How it is tested', bullets(test)] : []),
    ...(errors.length === 0
      ? []
      : [
          `## ${markdownText(`${vendor}'s errors, and what is behind them`)}`,
          markdownTable(
            ['Error', 'Cause', 'What to do'],
            errors.map(({ message, cause, cure = '' }) => [message, cause, cure]),
          ).trimEnd(),
        ]),
    ...(files === undefined
      ? []
      : [
          `## ${markdownText(`The files that ${vendor} can see`)}`,
          files.length === 0
            ? 'None.'
            : markdownTable(
                ['File', 'Type', 'Bytes'],
                files.map(({ key, type, bytes }) => [key, type, String(bytes)]),
              ).trimEnd(),
        ]),
  ].join('\n\n');
}
