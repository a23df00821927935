/** What a file is that is no text, told by its first bytes. */

/** How such a file is called, and how its content becomes readable. */
export interface FileForm {
  readonly name:
    | 'pdf'
    | 'zip'
    | 'xlsx'
    | 'xlsb'
    | 'ods'
    | 'numbers'
    | 'docx'
    | 'ole'
    | 'rtf'
    | 'gzip'
    | 'image';
  readonly is: string;
  readonly remedy: string;
}

const AS_TEXT = 'save it as plain text or as a web page';
const TO_UNPACK = 'unpack it first';

const BEGINNINGS: readonly (FileForm & { readonly bytes: string })[] = [
  {
    name: 'pdf',
    bytes: '%PDF-',
    is: 'a PDF',
    remedy: 'copy its text into a file, or convert it: pdftotext -layout',
  },
  {
    name: 'ole',
    bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    is: 'a file of old Office (.xls, .doc)',
    remedy: AS_TEXT,
  },
  { name: 'rtf', bytes: '{\\rtf', is: 'rich text (RTF)', remedy: AS_TEXT },
  { name: 'gzip', bytes: '\x1f\x8b', is: 'compressed by gzip', remedy: TO_UNPACK },
  { name: 'image', bytes: '\x89PNG', is: 'an image', remedy: 'type its text into a file' },
  { name: 'image', bytes: '\xff\xd8\xff', is: 'an image', remedy: 'type its text into a file' },
  { name: 'image', bytes: 'GIF8', is: 'an image', remedy: 'type its text into a file' },
];

/** What a zip holds tells which of the many formats in zips it is: the names of its parts stand in it as they are. */
const IN_ZIPS: readonly (FileForm & { readonly part: string })[] = [
  {
    name: 'xlsb',
    part: 'xl/workbook.bin',
    is: 'a binary workbook of Excel (.xlsb)',
    remedy: 'save it as .xlsx or as CSV',
  },
  {
    name: 'ods',
    part: 'opendocument.spreadsheet',
    is: 'a spreadsheet of LibreOffice (.ods)',
    remedy: 'save it as .xlsx or as CSV',
  },
  {
    name: 'numbers',
    part: 'Index/Document.iwa',
    is: "a spreadsheet of Apple's Numbers",
    remedy: 'export it as CSV',
  },
  { name: 'xlsx', part: 'xl/', is: 'an Excel workbook (.xlsx)', remedy: 'save it as CSV' },
  { name: 'docx', part: 'word/', is: 'a Word document (.docx)', remedy: AS_TEXT },
];

/** Undefined for what may be text. */
export function fileFormOf(bytes: Uint8Array): FileForm | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8)).toString('latin1');
  const known = BEGINNINGS.find((form) => head.startsWith(form.bytes));
  if (known) return known;
  if (!head.startsWith('PK\x03\x04')) return undefined;
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return (
    IN_ZIPS.find(({ part }) => all.includes(part)) ?? { name: 'zip', is: 'a zip archive', remedy: TO_UNPACK }
  );
}
