/** What is wrong with the header of a table: by column, or that it is none. */
import { nearest } from '../../config/values/nearest';
import { quote } from '../../config/values/quote';
import { COLUMNS, columnOf } from './columns';
import type { RowProblem } from './row-problem';

const NEEDED = ['tenant', 'customer', 'vendor', 'account', 'bucket.name', 'grants'] as const;

/** `first`: the header's row; `records` are those below it. */
export function headerProblems(
  header: readonly string[],
  records: readonly (readonly string[])[],
  first: number,
): readonly RowProblem[] {
  const at = (column: string, message: string): RowProblem => ({ row: first, column, message });
  if (header.length === 0) return [at('', 'the table is empty; new --template prints a header and a row')];
  if (records.some((cells) => cells.some((cell) => /^:?-{3,}:?$/.test(cell))))
    return [at('', 'this is a table in Markdown: write it as CSV')];
  if (!isHeader(header)) return [at('', noHeaderText(header, records, first))];
  const columns = header.map((name) => columnOf(name)?.name ?? name);
  const problems = header.flatMap((name, index): readonly RowProblem[] => {
    if (name === '') return [at('', `the column ${index + 1} holds something and has no name`)];
    if (columns.indexOf(columns[index] ?? name) !== index) return [at(name, 'the column is there twice')];
    return columnOf(name) ? [] : [at(name, `is not a column that is known; ${hintOf(name)}`)];
  });
  const missing = NEEDED.filter((name) => !columns.includes(name));
  return [...problems, ...missing.map((column) => at(column, 'the column is missing'))];
}

/** Whether one of the names is a column, or two are nearly so: a value may look like a name by chance. */
function isHeader(cells: readonly string[]): boolean {
  return (
    cells.some((name) => columnOf(name) !== undefined) ||
    cells.filter((name) => meantBy(name) !== undefined).length > 1
  );
}

function noHeaderText(
  header: readonly string[],
  records: readonly (readonly string[])[],
  first: number,
): string {
  const [begins = ''] = header;
  if (/^<|<html|<table/i.test(begins))
    return 'this is a web page, no table: download the table itself, as CSV';
  const below = records.findIndex((cells) => cells.filter((name) => columnOf(name)).length > 1);
  return below === -1
    ? `begins with ${quote(begins)} and names no column that is known; new --template prints the header`
    : `names no column; the header stands in row ${first + 1 + below}: take away what is above it`;
}

/** What people call a column, in small letters and digits. */
const SYNONYMS: Readonly<Record<string, string>> = {
  name: 'tenant',
  tenantname: 'tenant',
  client: 'customer',
  company: 'customer',
  customername: 'customer',
  vendorname: 'vendor',
  vendorid: 'vendor',
  accountid: 'account',
  accountnumber: 'account',
  awsaccount: 'account',
  awsaccountid: 'account',
  awsaccountnumber: 'account',
  awsregion: 'region',
  principalarn: 'principal',
  vendorprincipal: 'principal',
  vendorarn: 'principal',
  vendorrolearn: 'principal',
  bucket: 'bucket.name',
  s3bucket: 'bucket.name',
  s3bucketname: 'bucket.name',
  kmskey: 'bucket.encryption.kmsKeyArn',
  kmskeyarn: 'bucket.encryption.kmsKeyArn',
  accesspoint: 'accessPoint.name',
  rolename: 'role.name',
};
/** Of several columns that one holds. */
const WITHIN: Readonly<Record<string, string>> = {
  allow: 'grants holds both, in one cell: to-vendor/ get,list',
  permissions: 'grants holds them with their prefix: to-vendor/ get,list',
  prefix: 'grants holds it with its words: to-vendor/ get,list',
};

function meantBy(name: string): string | undefined {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const known = COLUMNS.map((column) => column.name);
  return (Object.hasOwn(SYNONYMS, plain) ? SYNONYMS[plain] : undefined) ?? nearest(name, known);
}

function hintOf(name: string): string {
  const plain = name.toLowerCase().trim();
  if (/^tags[._ ]/.test(plain)) return 'tags holds all of them, in one cell: owner=data-platform; team=two';
  const within = Object.hasOwn(WITHIN, plain) ? WITHIN[plain] : undefined;
  if (within !== undefined) return within;
  const meant = meantBy(name);
  return meant === undefined ? 'new --template prints those that are' : `did you mean ${meant}?`;
}
