/** A handover for a terminal, as markdown and as a page of HTML. */
import { markdownTable, markdownText } from '../../report/markdown';
import { fold, table, WIDTH } from '../../report/table';
import type { HandoverDocument } from './handover-document';

/** What every handover in a file holds, so that one is written over another and over nothing else. */
export const HANDOVER_MARK = '<!-- s3-handshake handover -->';

const UNKNOWN = '(not known yet)';

export function handoverText(document: HandoverDocument): string {
  const { tenant, vendor, product, fields, attention, files } = document;
  return [
    `${tenant}: for ${vendor}, ${product}`,
    '',
    ...attention.flatMap((words) => [...fold(words, WIDTH), '']),
    // A value stands alone in its line and is never folded: it is copied from there.
    ...fields.flatMap(({ field, value, note }) => [
      field,
      `  ${value || UNKNOWN}`,
      ...(note === '' ? [] : fold(note, WIDTH - 4).map((words) => `    ${words}`)),
      '',
    ]),
    ...section('Also needed', document.alsoNeeds),
    ...section('How it is tested', document.connectionTest === '' ? [] : [document.connectionTest]),
    ...(files === undefined ? [] : [filesText(vendor, files)]),
  ].join('\n');
}

function section(title: string, sentences: readonly string[]): readonly string[] {
  if (sentences.length === 0) return [];
  const lines = sentences.flatMap((words) =>
    fold(words, WIDTH - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`),
  );
  return [title, ...lines, ''];
}

function filesText(vendor: string, files: NonNullable<HandoverDocument['files']>): string {
  if (files.length === 0) return `There is no file that ${vendor} can see.\n`;
  const rows = files.map(({ key, type, bytes }) => [key, type, String(bytes)]);
  return `The files that ${vendor} can see\n\n${table(['File', 'Type', 'Bytes'], rows)}`;
}

export function handoverMarkdown(documents: readonly HandoverDocument[]): string {
  return `${[HANDOVER_MARK, ...documents.map(oneMarkdown)].join('\n\n')}\n`;
}

function oneMarkdown(document: HandoverDocument): string {
  const { tenant, vendor, product, fields, attention, alsoNeeds, connectionTest, errors, files } = document;
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
    ...(connectionTest === '' ? [] : ['## How it is tested', markdownText(connectionTest)]),
    ...(errors.length === 0
      ? []
      : [
          `## ${markdownText(`${vendor}'s errors, and what is behind them`)}`,
          markdownTable(
            ['Error', 'Cause'],
            errors.map(({ message, cause }) => [message, cause]),
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
    `<title>${escaped(title)}</title>`,
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
  const { tenant, vendor, product, fields, attention, alsoNeeds, connectionTest, errors, files } = document;
  const list = (sentences: readonly string[]) =>
    `<ul>${sentences.map((words) => `<li>${escaped(words)}</li>`).join('')}</ul>`;
  return [
    `<h1>${escaped(`${tenant}: for ${vendor}`)}</h1>`,
    `<p>${escaped(product)}</p>`,
    ...attention.map((words) => `<p><strong>${escaped(words)}</strong></p>`),
    htmlTable(
      ['Field', 'Value', 'Note'],
      fields.map(({ field, value, note }) => [
        escaped(field),
        value === '' ? escaped(UNKNOWN) : `<code>${escaped(value)}</code>`,
        escaped(note),
      ]),
    ),
    ...(alsoNeeds.length > 0 ? ['<h2>Also needed</h2>', list(alsoNeeds)] : []),
    ...(connectionTest === '' ? [] : ['<h2>How it is tested</h2>', `<p>${escaped(connectionTest)}</p>`]),
    ...(errors.length === 0
      ? []
      : [
          `<h2>${escaped(`${vendor}'s errors, and what is behind them`)}</h2>`,
          htmlTable(
            ['Error', 'Cause'],
            errors.map(({ message, cause }) => [escaped(message), escaped(cause)]),
          ),
        ]),
    ...(files === undefined
      ? []
      : [
          `<h2>${escaped(`The files that ${vendor} can see`)}</h2>`,
          files.length === 0
            ? '<p>None.</p>'
            : htmlTable(
                ['File', 'Type', 'Bytes'],
                files.map(({ key, type, bytes }) => [
                  `<code>${escaped(key)}</code>`,
                  escaped(type),
                  String(bytes),
                ]),
              ),
        ]),
  ].join('\n');
}

/** Cells are HTML already. */
function htmlTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (tag: string, cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return ['<table>', line('th', header), ...rows.map((row) => line('td', row)), '</table>'].join('\n');
}

function escaped(text: string): string {
  const marks: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
}
