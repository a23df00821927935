/** A table of tenants, as CSV or as JSON: read row by row, with all that is wrong in it. */
import { CsvError, parse } from 'csv-parse/sync';
import { UserError } from '../../config/user-error';
import { nearest } from '../../config/values/nearest';
import { parsePath } from '../../config/yaml/field-path';
import { COLUMNS, columnOf, withField } from './columns';

/** The fields of a tenant's file, not judged yet. */
export type Fields = Readonly<Record<string, unknown>>;

export interface Row {
  /** As a spreadsheet counts, the header being row 1; in JSON the place in the list, counted from 1. */
  readonly row: number;
  readonly fields: Fields;
}

export interface RowProblem {
  readonly row: number;
  /** The column's name; empty where the row as a whole is meant. */
  readonly column: string;
  readonly message: string;
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

/** Throws `UserError` where the text is no CSV at all. */
export function readCsv(text: string): Table {
  const [header = [], ...records] = recordsOf(text);
  const problems = headerProblems(header);
  if (problems.length > 0) return { rows: [], problems };
  const rows = records.flatMap((cells, index) => rowOf(header, cells, index + 2));
  return { rows: rows.flatMap(({ row }) => row), problems: rows.flatMap((one) => one.problems) };
}

function recordsOf(text: string): readonly (readonly string[])[] {
  const [firstLine = ''] = text.split('\n', 1);
  try {
    return parse(text, {
      bom: true,
      trim: true,
      relax_column_count: true,
      // Spreadsheets of some countries part by semicolons.
      delimiter: firstLine.includes(',') || !firstLine.includes(';') ? ',' : ';',
    });
  } catch (error) {
    if (error instanceof CsvError) throw new UserError(`no valid CSV: ${error.message}`);
    throw error;
  }
}

function headerProblems(header: readonly string[]): readonly RowProblem[] {
  const known = COLUMNS.map(({ name }) => name);
  const problems = header.flatMap((name, index): readonly RowProblem[] => {
    if (header.indexOf(name) !== index)
      return [{ row: 1, column: name, message: 'the column is there twice' }];
    if (columnOf(name)) return [];
    const meant = nearest(name, known);
    const hint = meant === undefined ? 'new --template prints those that are' : `did you mean ${meant}?`;
    return [{ row: 1, column: name, message: `is no column that is known; ${hint}` }];
  });
  const missing = ['tenant', 'customer', 'vendor', 'account', 'bucket.name', 'grants'].filter(
    (name) => !header.includes(name),
  );
  return [...problems, ...missing.map((column) => ({ row: 1, column, message: 'the column is missing' }))];
}

/** A row of blanks is passed over. */
function rowOf(
  header: readonly string[],
  cells: readonly string[],
  number: number,
): readonly { readonly row: readonly Row[]; readonly problems: readonly RowProblem[] }[] {
  if (cells.every((cell) => cell === '')) return [];
  if (cells.length > header.length) {
    const message = `has ${cells.length} cells, and the header has ${header.length}; a cell that holds a comma stands in quotes`;
    return [{ row: [], problems: [{ row: number, column: '', message }] }];
  }
  const problems: RowProblem[] = [];
  let fields: Fields = {};
  for (const [index, name] of header.entries()) {
    const cell = cells[index] ?? '';
    const column = columnOf(name);
    if (cell === '' || !column) continue;
    try {
      fields = withField(fields, parsePath(name), column.read(cell));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push({ row: number, column: name, message: error.message });
    }
  }
  return [{ row: problems.length > 0 ? [] : [{ row: number, fields }], problems }];
}

/** A list of maps with the fields of tenants' files. Throws `UserError` where the text is something else. */
export function readJson(text: string): Table {
  const list = jsonOf(text);
  if (!Array.isArray(list))
    throw new UserError("the JSON is no list; it holds one map of a tenant's fields for each tenant");
  const problems: RowProblem[] = [];
  const rows = list.flatMap((fields: unknown, index): readonly Row[] => {
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields))
      return [{ row: index + 1, fields: fields as Fields }];
    problems.push({ row: index + 1, column: '', message: "is no map of a tenant's fields" });
    return [];
  });
  return { rows, problems };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`no valid JSON: ${(error as Error).message}`);
  }
}
