/** A handover for a terminal, as markdown and as a page of HTML. */

import { visible } from '../../config/values/visible';
import { fold, paragraph, WIDTH } from '../../report/fold';
import { htmlTable, htmlText } from '../../report/html';
import { markdownTable, markdownText } from '../../report/markdown';
import { table } from '../../report/table';
import type { HandoverDocument } from './handover-document';

/** What every handover in a file holds, so that one is written over another and over nothing else. */
const HANDOVER_MARK = '<!-- s3-handshake handover -->';

const UNKNOWN = '(not known yet)';

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

function testWords({ connectionTest, connectionCalls }: HandoverDocument): readonly string[] {
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

/** A page that needs nothing from elsewhere, to be sent or printed. */
export function handoverHtml(documents: readonly HandoverDocument[]): string {
  const title = documents.map(({ tenant, vendor }) => `${tenant}: for ${vendor}`).join(', ');
  return [
    '<!doctype html>',
    HANDOVER_MARK,
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<title>${htmlText(title)}</title>`,
    '<style>',
    'body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }',
    'table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; border: 1px solid #bbb; padding: .4rem .6rem }',
    'code { user-select: all; overflow-wrap: anywhere }',
    '</style>',
    ...documents.map(oneHtml),
    '</html>',
    '',
  ].join('\n');
}

function oneHtml(document: HandoverDocument): string {
  const { tenant, vendor, product, fields, attention, alsoNeeds, errors, files } = document;
  const test = testWords(document);
  const list = (sentences: readonly string[]) =>
    `<ul>${sentences.map((words) => `<li>${htmlText(words)}</li>`).join('')}</ul>`;
  return [
    `<h1>${htmlText(`${tenant}: for ${vendor}`)}</h1>`,
    `<p>${htmlText(product)}</p>`,
    ...attention.map((words) => `<p><strong>${htmlText(words)}</strong></p>`),
    htmlTable(
      ['Field', 'Value', 'Note'],
      fields.map(({ field, value, note }) => [
        htmlText(field),
        value === '' ? htmlText(UNKNOWN) : `<code>${htmlText(value)}</code>`,
        htmlText(note),
      ]),
    ),
    ...(alsoNeeds.length > 0 ? ['<h2>Also needed</h2>', list(alsoNeeds)] : []),
    ...(test.length > 0 ? ['<h2>How it is tested</h2>', list(test)] : []),
    ...(errors.length === 0
      ? []
      : [
          `<h2>${htmlText(`${vendor}'s errors, and what is behind them`)}</h2>`,
          htmlTable(
            ['Error', 'Cause', 'What to do'],
            errors.map(({ message, cause, cure = '' }) => [
              htmlText(message),
              htmlText(cause),
              htmlText(cure),
            ]),
          ),
        ]),
    ...(files === undefined
      ? []
      : [
          `<h2>${htmlText(`The files that ${vendor} can see`)}</h2>`,
          files.length === 0
            ? '<p>None.</p>'
            : htmlTable(
                ['File', 'Type', 'Bytes'],
                files.map(({ key, type, bytes }) => [
                  `<code>${htmlText(key)}</code>`,
                  htmlText(type),
                  String(bytes),
                ]),
              ),
        ]),
  ].join('\n');
}

/** In which a handover is written to files, by the name of the option that asks for it. */
export const HANDOVER_FORMATS = {
  markdown: { mark: HANDOVER_MARK, render: handoverMarkdown },
  html: { mark: HANDOVER_MARK, render: handoverHtml },
} as const;
