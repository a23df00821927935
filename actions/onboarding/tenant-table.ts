/** A table of tenants, as CSV or as JSON: read row by row, with all that is wrong in it. */
import { CsvError, parse } from 'csv-parse/sync';
import { UserError } from '../../config/user-error';
import { remembered } from '../../config/values/remembered';
import { type FieldPath, parsePath } from '../../config/yaml/field-path';
import { type Fields, withField } from '../edit/field-value';
import { asItStands, COLUMNS, type Column, columnOf } from './columns';
import { headerProblems } from './header-problems';
import type { RowProblem } from './row-problem';

export interface Row {
  /** As a spreadsheet counts, the header being row 1; in JSON the place in the list, counted from 1. */
  readonly row: number;
  readonly fields: Fields;
}

export interface Table {
  readonly rows: readonly Row[];
  readonly problems: readonly RowProblem[];
}

/** The header that `new --template` prints, with a row that shows what cells hold. */
export function templateCsv(): string {
  const sample: Readonly<Record<string, string>> = {
    tenant: 'acme-amperity',
    customer: 'acme',
    vendor: 'amperity',
    account: '111122223333',
    region: 'us-east-1',
    principal: 'arn:aws:iam::999988887777:role/prod/amperity-plugin',
    externalId: '01234567890123456789',
    'bucket.name': 'acme-amperity-exchange',
    grants: 'to-amperity/ get,list; from-amperity/ get,put,list,delete',
    tags: 'owner=data-platform',
  };
  const cells = COLUMNS.map(({ name }) => csvCell(sample[name] ?? ''));
  return `${COLUMNS.map(({ name }) => name).join(',')}\n${cells.join(',')}\n`;
}

/** RFC 4180: quotes within quotes are doubled. */
function csvCell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Throws `UserError` where the text is no CSV at all. Rows count from the text's first line. */
export function readCsv(text: string): Table {
  const told = /^\ufeff?sep=(?<delimiter>.)\r?\n/i.exec(text);
  const body = told ? text.slice(told[0].length) : text;
  const delimiter = told?.groups?.delimiter ?? delimiterOf(body);
  return tableOf(recordsOf(body, delimiter), told ? 2 : 1);
}

/** The first of `records` is the header, which stands in the row `first`. */
export function tableOf([header = [], ...records]: readonly (readonly string[])[], first = 1): Table {
  const names = withoutEmptyColumns(header, records);
  const problems = headerProblems(names, records, first);
  if (problems.length > 0) return { rows: [], problems };
  const columns = names.map(placedColumn);
  const rows = records.flatMap((cells, index) => rowOf(columns, cells, first + index + 1));
  return { rows: rows.flatMap(({ row }) => row), problems: rows.flatMap((one) => one.problems) };
}

/** Spreadsheets leave columns behind that hold nothing, at the end of every row. */
function withoutEmptyColumns(
  header: readonly string[],
  records: readonly (readonly string[])[],
): readonly string[] {
  let count = header.length;
  while (count > 0 && header[count - 1] === '' && records.every((cells) => (cells[count - 1] ?? '') === ''))
    count -= 1;
  return header.slice(0, count);
}

/** What parts the names of the header: tabs, or the semicolons of some countries' spreadsheets. */
function delimiterOf(text: string): string {
  const [firstLine = ''] = text.split('\n', 1);
  return ['\t', ',', ';', '|'].find((one) => firstLine.includes(one)) ?? ',';
}

function recordsOf(text: string, delimiter: string): readonly (readonly string[])[] {
  try {
    return parse(withoutFormulas(text), { bom: true, trim: true, relax_column_count: true, delimiter });
  } catch (error) {
    if (error instanceof CsvError) throw new UserError(`no valid CSV: ${error.message}`);
    throw error;
  }
}

/** `="0123"` is how digits are kept from being taken for a number. */
function withoutFormulas(text: string): string {
  if (!text.includes('="')) return text;
  return text.replace(/(?<=^|[\t,;|])="(?=[^"\n]*"(?:[\t,;|\r\n]|$))/gm, '"');
}

/** A column and where its values go. */
interface PlacedColumn {
  readonly column: Column;
  /** The field of a tenant's file, and the path below it. */
  readonly field: string;
  readonly below: FieldPath;
  /** As the column reads a cell; throws `UserError` likewise. */
  readonly read: (cell: string) => unknown;
}

/** Undefined where there is no such column. */
function placedColumn(name: string): PlacedColumn | undefined {
  const column = columnOf(name);
  if (!column) return undefined;
  const [field, ...below] = parsePath(column.name);
  const read = (cell: string): unknown => {
    mustBeWhole(cell, column.name);
    return column.read(cell);
  };
  return { column, field: String(field), below, read: column.read === asItStands ? read : remembering(read) };
}

/** Rows have many of their cells in common, such as their grants, which cost more to read than all the rest of a row. */
function remembering(read: (cell: string) => unknown): (cell: string) => unknown {
  const values = remembered<unknown>();
  return (cell) => values(cell, () => read(cell));
}

/** A row of blanks is passed over. */
function rowOf(
  columns: readonly (PlacedColumn | undefined)[],
  cells: readonly string[],
  number: number,
): readonly { readonly row: readonly Row[]; readonly problems: readonly RowProblem[] }[] {
  if (cells.every((cell) => cell === '')) return [];
  const held = cells.findLastIndex((cell) => cell !== '') + 1;
  if (held > columns.length) {
    const message = `has ${held} cells, and the header has ${columns.length}; a cell that holds a comma stands in quotes`;
    return [{ row: [], problems: [{ row: number, column: '', message }] }];
  }
  const problems: RowProblem[] = [];
  const fields: Record<string, unknown> = {};
  for (const [index, placed] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (cell === '' || !placed) continue;
    const { column, field, below, read } = placed;
    try {
      const value = read(cell);
      fields[field] = below.length === 0 ? value : withField((fields[field] ?? {}) as Fields, below, value);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push({ row: number, column: column.name, message: error.message });
    }
  }
  return [{ row: problems.length > 0 ? [] : [{ row: number, fields }], problems }];
}

const AGAIN = 'write the value again, into a column of text';

/** Columns whose own rules say what is to be copied again where a number was rounded. */
const TOLD_BY_RULES: ReadonlySet<string> = new Set(['account', 'externalId']);

/** What an encoding has lost, or a spreadsheet could not work out or took for something else, is nobody's value. */
function mustBeWhole(cell: string, column: string): void {
  if (cell.includes('\ufffd'))
    throw new UserError(`${JSON.stringify(cell)} lost letters on the way; save the table again, as UTF-8`);
  if (/^#(?:REF|N\/A|NAME|VALUE|DIV\/0|NULL|NUM)[!?]?$|^#+$/.test(cell))
    throw new UserError(`${cell} is a spreadsheet's error, not a value`);
  if (/^(?:n\/a|null|nil|none|tbd|todo|\?+|[-–—]+)$/i.test(cell))
    throw new UserError(`${JSON.stringify(cell)} is not a value; leave the cell empty where there is none`);
  if (!TOLD_BY_RULES.has(column) && /^-?\d(?:[.,]\d+)?E[+-]\d+$/i.test(cell))
    throw new UserError(`${JSON.stringify(cell)} is a number that a spreadsheet has rounded; ${AGAIN}`);
  if (IS_DATE.test(cell))
    throw new UserError(`${JSON.stringify(cell)} is a date that a spreadsheet made of something; ${AGAIN}`);
  if (column !== 'bucket.existing' && /^(?:TRUE|FALSE|WAHR|FALSCH|VRAI|FAUX)$/.test(cell))
    throw new UserError(`${JSON.stringify(cell)} is what a spreadsheet makes of a word; ${AGAIN}`);
}

/** As spreadsheets show dates, and as a workbook holds them. */
const IS_DATE =
  /^\d{1,2}[./]\d{1,2}[./]\d{2,4}$|^\d{1,2}[- ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[- ]\d{2,4})?$|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[- ]\d{2}$|^\d{4}-\d\d-\d\dT[\d:.]+Z$/i;

/** A list of maps with the fields of tenants' files. Throws `UserError` where the text is something else. */
export function readJson(text: string): Table {
  const list = jsonOf(text);
  if (!Array.isArray(list)) throw new UserError(`the JSON is not a list; ${listText(list)}`);
  const problems: RowProblem[] = [];
  const rows = list.flatMap((fields: unknown, index): readonly Row[] => {
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields))
      return [{ row: index + 1, fields: fields as Fields }];
    problems.push({ row: index + 1, column: '', message: "is not a map of a tenant's fields" });
    return [];
  });
  return { rows, problems };
}

function listText(value: unknown): string {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.some(([name]) => name === 'tenant')) return 'put [ before the map and ] behind it';
  const [name] = entries.find(([, one]) => Array.isArray(one)) ?? [];
  return name === undefined
    ? "it holds one map of a tenant's fields for each tenant"
    : `leave out all but the list of ${JSON.stringify(name)}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const isLines = /^\s*\{.*\}\s*\n\s*\{/.test(text);
    const hint = isLines ? '; put a comma after each map, [ before the first and ] behind the last' : '';
    throw new UserError(`no valid JSON: ${(error as Error).message}${hint}`);
  }
}
