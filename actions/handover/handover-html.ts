/** A handover as a page, to be sent or printed: each value is copied by a button, or selected by one click. */
import { htmlTable, htmlText } from '../../report/html';
import { htmlPage } from '../../report/page/page';
import type { HandoverDocument } from './handover-document';
import { HANDOVER_MARK, testWords, UNKNOWN } from './handover-text';

/** Copies what stands in the element before the button; where a page may not copy, the value stays selected. */
const COPY = `for (const button of document.querySelectorAll('button.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const value = button.previousElementSibling;
    getSelection().selectAllChildren(value);
    try {
      await navigator.clipboard.writeText(value.textContent);
      button.textContent = 'copied';
    } catch {
      button.textContent = 'selected';
    }
  });
}`;

export function handoverHtml(documents: readonly HandoverDocument[]): string {
  const title = documents.map(({ tenant, vendor }) => `${tenant}: for ${vendor}`).join(', ');
  const body = ['<main>', ...documents.map(oneHtml), '</main>'].join('\n');
  return htmlPage({ mark: HANDOVER_MARK, title, body, script: COPY });
}

function valueHtml(field: string, value: string): string {
  if (value === '') return htmlText(UNKNOWN);
  return `<code>${htmlText(value)}</code> <button type="button" class="copy" hidden aria-label="${htmlText(`copy ${field}`)}">copy</button>`;
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
      fields.map(({ field, value, note }) => [htmlText(field), valueHtml(field, value), htmlText(note)]),
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
