/** A file with a table of tenants: CSV in any of its dialects and encodings, a workbook of Excel's, or JSON. */
import { decodedText } from '../../config/text/decoded-text';
import { fileFormOf } from '../../config/text/file-form';
import { UserError } from '../../config/user-error';
import { readCsv, readJson, type Table, tableOf } from './tenant-table';

export interface TableFile {
  /** As messages call it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Throws `UserError` where the file is no table. */
export async function readTable({ name, bytes }: TableFile): Promise<Table> {
  const form = fileFormOf(bytes);
  if (form?.name === 'xlsx') return readWorkbook(bytes);
  if (form?.name === 'ole')
    throw new UserError(
      `${name} is a workbook of old Excel (.xls), or one with a password; save it as .xlsx without a password, or as CSV`,
    );
  const decoded = decodedText(bytes);
  if ('problem' in decoded) throw new UserError(`${name} cannot be read as a table: ${decoded.problem}`);
  const { text } = decoded;
  const isJson = name.toLowerCase().endsWith('.json') || /^\s*[[{]/.test(text);
  const table = isJson ? readJson(text) : readCsv(text);
  if (table.rows.length + table.problems.length === 0) throw new UserError(`${name} holds no tenant`);
  return table;
}

/** What is used of the library, whose types are an ECMAScript module's. */
interface WorkbookReader {
  readSheet(
    workbook: Buffer,
    options: { readonly parseNumber: (digits: string) => string },
  ): Promise<readonly (readonly unknown[])[]>;
}

/** The first sheet. Numbers stay the digits that the file holds: what Excel has rounded is seen by the rules. */
async function readWorkbook(bytes: Uint8Array): Promise<Table> {
  const { readSheet } = require('read-excel-file/node') as WorkbookReader;
  try {
    const rows = await readSheet(Buffer.from(bytes), { parseNumber: (digits: string) => digits });
    return tableOf(rows.map((cells) => cells.map(textOf)));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`the workbook cannot be read: ${(error as Error).message}; save it as CSV`);
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return (cell instanceof Date ? cell.toISOString() : String(cell)).trim();
}
