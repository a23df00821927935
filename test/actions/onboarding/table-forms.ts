/** The files in which spreadsheets and exports hold a table, each as bytes. */
import { strToU8, zipSync } from 'fflate';

export type Cells = readonly (readonly string[])[];

export interface TableForm {
  readonly name: string;
  render(cells: Cells): Uint8Array;
}

function delimited(cells: Cells, delimiter: string, end = '\n'): string {
  const cell = (text: string): string =>
    text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return cells.map((row) => `${row.map(cell).join(delimiter)}${end}`).join('');
}

const text = (make: (cells: Cells) => string) => (cells: Cells) => Buffer.from(make(cells));

function sixteen(made: string, big: boolean, mark: boolean): Uint8Array {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${made}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
}

/** Columns as people head them. */
const headed = (change: (name: string) => string) => (cells: Cells) =>
  Buffer.from(delimited([(cells[0] ?? []).map(change), ...cells.slice(1)], ','));

function objects([header = [], ...rows]: Cells): string {
  const nested = (row: readonly string[]): unknown => {
    const made: Record<string, unknown> = {};
    for (const [index, name] of header.entries()) {
      const value = row[index] ?? '';
      if (value === '') continue;
      const [outer = '', inner] = name.split('.');
      made[outer] = inner === undefined ? value : { ...(made[outer] as object), [inner]: value };
    }
    return { ...made, grants: [{ prefix: 'in/', allow: ['get', 'list'] }] };
  };
  return JSON.stringify(rows.map(nested), null, 2);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** A workbook of one sheet; a cell that `asNumber` names is stored as a number, as Excel does where nobody says text. */
export function workbook(cells: Cells, asNumber: (cell: string) => boolean = () => false): Uint8Array {
  const column = (index: number): string => String.fromCharCode(65 + index);
  const escaped = (one: string): string => one.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const rows = cells.map((row, at) => {
    const made = row.map((cell, index) =>
      cell === ''
        ? ''
        : asNumber(cell)
          ? `<c r="${column(index)}${at + 1}"><v>${cell}</v></c>`
          : `<c r="${column(index)}${at + 1}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`,
    );
    return `<row r="${at + 1}">${made.join('')}</row>`;
  });
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Tenants" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${XML}<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, strToU8(part)])));
}

export const TABLE_FORMS: Readonly<Record<string, TableForm>> = {
  CSV: { name: 't.csv', render: text((cells) => delimited(cells, ',')) },
  'CSV with CRLF': { name: 't.csv', render: text((cells) => delimited(cells, ',', '\r\n')) },
  'CSV with a byte order mark': { name: 't.csv', render: text((cells) => `\ufeff${delimited(cells, ',')}`) },
  semicolons: { name: 't.csv', render: text((cells) => delimited(cells, ';', '\r\n')) },
  'semicolons, told by sep=': {
    name: 't.csv',
    render: text((cells) => `sep=;\r\n${delimited(cells, ';', '\r\n')}`),
  },
  'commas, told by sep=': { name: 't.csv', render: text((cells) => `\ufeffsep=,\n${delimited(cells, ',')}`) },
  tabs: { name: 't.tsv', render: text((cells) => delimited(cells, '\t')) },
  'tabs in a file called csv': { name: 't.csv', render: text((cells) => delimited(cells, '\t')) },
  bars: { name: 't.txt', render: text((cells) => delimited(cells, '|')) },
  'an empty last column': {
    name: 't.csv',
    render: text((cells) =>
      delimited(
        cells.map((row) => [...row, '']),
        ',',
      ),
    ),
  },
  'three empty last columns': {
    name: 't.csv',
    render: text((cells) =>
      delimited(
        cells.map((row) => [...row, '', '', '']),
        ';',
      ),
    ),
  },
  'empty cells behind the rows': {
    name: 't.csv',
    render: text((cells) =>
      delimited(
        cells.map((row, index) => (index === 0 ? row : [...row, '', ''])),
        ',',
      ),
    ),
  },
  'blank rows': { name: 't.csv', render: text((cells) => `${delimited(cells, ',')}\n${','.repeat(8)}\n\n`) },
  'headers in capitals': { name: 't.csv', render: headed((name) => name.toUpperCase()) },
  'headers with blanks': {
    name: 't.csv',
    render: headed((name) => name.replace('.', ' ').replace(/[A-Z]/g, ' $&')),
  },
  'headers with underscores': {
    name: 't.csv',
    render: headed((name) => name.replace('.', '_').toLowerCase()),
  },
  'UTF-16 as Excel saves Unicode text': {
    name: 't.txt',
    render: (cells) => sixteen(delimited(cells, '\t', '\r\n'), false, true),
  },
  'UTF-16, big end first': { name: 't.csv', render: (cells) => sixteen(delimited(cells, ','), true, true) },
  'UTF-16 without a mark': { name: 't.csv', render: (cells) => sixteen(delimited(cells, ';'), false, false) },
  'Windows-1252': { name: 't.csv', render: (cells) => Buffer.from(delimited(cells, ';', '\r\n'), 'latin1') },
  'a workbook': { name: 't.xlsx', render: (cells) => workbook(cells) },
  'a workbook whose accounts are numbers': {
    name: 't.xlsx',
    render: (cells) => workbook(cells, (cell) => /^\d{12}$/.test(cell)),
  },
  'a workbook under another name': { name: 't.csv', render: (cells) => workbook(cells) },
  JSON: { name: 't.json', render: text(objects) },
  'JSON with a byte order mark': { name: 't.json', render: text((cells) => `\ufeff${objects(cells)}`) },
  'JSON in UTF-16': { name: 't.json', render: (cells) => sixteen(objects(cells), false, true) },
  'JSON under another name': { name: 't.txt', render: text(objects) },
};
