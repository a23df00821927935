/** Plain text in a page of HTML: https://html.spec.whatwg.org/multipage/syntax.html */

import { visible } from '../config/values/visible';
import { escapeMarkup } from './markup';

/** For text and for attributes in quotes. */
export function htmlText(text: string): string {
  return escapeMarkup(visible(text));
}

/** Cells are HTML already. */
export function htmlTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (tag: string, cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return ['<table>', line('th', header), ...rows.map((row) => line('td', row)), '</table>'].join('\n');
}
