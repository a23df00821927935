/** Tables as spreadsheets and people leave them: the same rows in every form, and what is lost is told by row and column. */
import { readTable } from '../../../actions/onboarding/table-file';
import { type AProject, aProject } from './a-project';
import cells from './table-cells.json';
import { TABLE_FORMS, workbook } from './table-forms';

const HEADER = ['tenant', 'customer', 'vendor', 'account', 'region', 'externalId', 'bucket.name', 'grants'];
const TABLES = {
  'one row': [
    [
      'acme',
      'Müller',
      'custom',
      '111122223333',
      'us-east-1',
      'b7f2c1de-0f4c',
      'acme-exchange',
      'in/ get,list',
    ],
  ],
  'two rows': [
    [
      'acme',
      'Grün & Co',
      'custom',
      '640914827355',
      'eu-west-1',
      '48210573916602847715',
      'acme-exchange',
      'in/ get,list',
    ],
    ['beta', 'Ångström', 'amperity', '275839104628', '', '', 'beta-exchange', 'in/ get,list'],
  ],
  'quotes and commas': [
    ['acme', 'A, B; "C"', 'custom', '111122223333', 'us-east-1', 'a,b.c', 'acme-exchange', 'in/ get, list'],
  ],
} as const;

describe.each(Object.keys(TABLE_FORMS))('%s', (form) => {
  test.each(Object.entries(TABLES))('%s', async (_, rows) => {
    const { name, render } = TABLE_FORMS[form] ?? { name: '', render: () => new Uint8Array() };
    const table = await readTable({ name, bytes: render([HEADER, ...rows]) });
    expect(table.problems).toEqual([]);
    expect(table.rows.map(({ fields }) => fields)).toEqual(
      rows.map(([tenant, customer, vendor, account, region, externalId, bucket]) => ({
        tenant,
        customer,
        vendor,
        account,
        ...(region === '' ? {} : { region }),
        ...(externalId === '' ? {} : { externalId }),
        bucket: { name: bucket },
        grants: [{ prefix: 'in/', allow: ['get', 'list'] }],
      })),
    );
  });
});

describe('grants in a cell', () => {
  test.each(cells.grants)('$cell', async ({ cell, grants }) => {
    const csv = `tenant\tcustomer\tvendor\taccount\tbucket.name\tgrants\na\tb\tc\td\te\t${JSON.stringify(cell).replaceAll('\\"', '""').replaceAll('\\n', '\n')}\n`;
    const { rows, problems } = await readTable({ name: 't.tsv', bytes: Buffer.from(csv) });
    if (grants === null) expect(problems.map(({ column }) => column)).toEqual(['grants']);
    else expect(rows[0]?.fields.grants).toEqual(grants);
  });
});

describe('one table with a fault in every row', () => {
  let project: AProject;
  beforeAll(() => {
    project = aProject();
  });
  afterAll(() => project.remove());

  test('each is told by row and column', async () => {
    const sound: Readonly<Record<string, string>> = {
      customer: 'acme',
      vendor: 'amperity',
      account: '111122223333',
      region: 'us-east-1',
      principal: 'arn:aws:iam::999988887777:role/prod/amperity-plugin',
      grants: 'in/ get,list',
    };
    const header = [...HEADER.slice(0, 5), 'principal', ...HEADER.slice(5)];
    const rows = cells.faults.map(({ column, cell }, index) => {
      const row = {
        ...sound,
        tenant: `t-${index}`,
        externalId: `id-${index}-7f3a`,
        'bucket.name': `t-${index}-exchange`,
        [column]: cell,
      };
      return header.map((name) => (row as Readonly<Record<string, string>>)[name] ?? '');
    });
    project.write('t.tsv', [header, ...rows].map((row) => row.join('\t')).join('\n'));
    const { code, stdout } = await project.run(['new', '--from', 't.tsv', '--dry-run', '--json']);
    expect(code).toBe(2);
    const { problems }: { problems: { row: number; column: string; message: string }[] } = JSON.parse(stdout);
    for (const [index, { column, cell, says }] of cells.faults.entries()) {
      const told = problems.filter((one) => one.row === index + 2 && one.column === column);
      expect({ cell, told: told.map(({ message }) => message).join('\n') }).toEqual({
        cell,
        told: expect.stringContaining(says),
      });
    }
  });
});

test('digits that a formula keeps from being a number are read', async () => {
  const row = 'a,b,custom,="011122223333",us-east-1,="00123",x,in/ get';
  const bytes = Buffer.from(`${HEADER.join(',')}\n${row}\n`);
  const { rows } = await readTable({ name: 't.csv', bytes });
  expect(rows[0]?.fields).toMatchObject({ account: '011122223333', externalId: '00123' });
});

describe('what is no table', () => {
  test.each([
    [
      't.xls',
      '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..',
      /old Excel \(\.xls\), or one with a password; save it as \.xlsx/,
    ],
    ['t.pdf', '%PDF-1.7\n', /it is a PDF/],
    ['t.docx', 'PK\x03\x04....word/document.xml', /a Word document/],
    ['t.csv', '\x89PNG\r\n', /an image/],
    ['t.ods', 'PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet', /LibreOffice.*as CSV/],
    ['t.numbers', 'PK\x03\x04..Index/Document.iwa', /Apple's Numbers.*export it as CSV/],
    ['t.xlsb', 'PK\x03\x04..xl/workbook.bin', /binary workbook of Excel/],
    ['t.csv', `${HEADER.join(',')}\n`, /holds no tenant/],
    ['t.csv', `${HEADER.join(',')}\n,,,,,,,\n`, /holds no tenant/],
    ['t.json', '[]', /holds no tenant/],
    ['t.json', '{"tenants":[{"tenant":"a"}]}', /leave out all but the list of "tenants"/],
    ['t.json', '{"tenant":"a"}', /put \[ before the map/],
    ['t.json', '{"tenant":"a"}\n{"tenant":"b"}\n', /put a comma after each map/],
    ['t.csv', 'a\x00\x01\x02b\x00\x03', /binary/],
    ['t.xlsx', 'PK\x03\x04....xl/workbook.xml', /the workbook cannot be read: .*; save it as CSV/],
  ])('%s %j', async (name, latin, message) => {
    await expect(readTable({ name, bytes: Buffer.from(latin, 'latin1') })).rejects.toThrow(message);
  });

  test('a number that a workbook holds rounded reaches the rules as it is', async () => {
    const bytes = workbook(
      [HEADER, ['a', 'b', 'custom', '111122223333', 'us-east-1', '1.2345678901234501E+19', 'x', 'in/ get']],
      (cell) => /^\d[\d.E+]+$/.test(cell),
    );
    const { rows } = await readTable({ name: 't.xlsx', bytes });
    expect(rows[0]?.fields).toMatchObject({ account: '111122223333', externalId: '1.2345678901234501E+19' });
  });
});

describe('a header that is none, or has other names', () => {
  const ROW = ['acme', 'Acme', 'custom', '111122223333', 'us-east-1', 'b7f2c1de', 'x-exchange', 'in/ get'];
  test.each([
    ['nothing', '', 'the table is empty'],
    ['a byte order mark', '\ufeff', 'the table is empty'],
    ['the rows alone', ROW.join(','), 'names no column that is known'],
    [
      'a title above it',
      `Vendors 2026,,\n${HEADER.join(',')}\n${ROW.join(',')}`,
      'the header stands in row 2',
    ],
    [
      'a note and a blank line above it',
      `# ours\n,\n${HEADER.join(',')}\n${ROW.join(',')}`,
      'the header stands in row 3',
    ],
    ['a sign-in page', '<!DOCTYPE html><html><head><title>Sign in</title>', 'this is a web page'],
    ['Markdown', '| tenant | vendor |\n| --- | --- |\n| a | custom |\n', 'this is a table in Markdown'],
  ])('%s: one problem', async (_, text, says) => {
    const { rows, problems } = await readTable({ name: 't.csv', bytes: Buffer.from(text) });
    expect(rows).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({ column: '', message: expect.stringContaining(says) }),
    ]);
  });

  test.each([
    ['AWS Account ID', 'did you mean account?'],
    ['Tenant Name', 'did you mean tenant?'],
    ['S3 Bucket', 'did you mean bucket.name?'],
    ['Principal ARN', 'did you mean principal?'],
    ['prefix', 'grants holds it with its words'],
    ['allow', 'grants holds both, in one cell'],
    ['tags.owner', 'tags holds all of them'],
    ['Contact', 'new --template prints those that are'],
  ])('%s', async (name, says) => {
    const bytes = Buffer.from(`${[...HEADER, name].join(',')}\n${[...ROW, 'x'].join(',')}\n`);
    const { problems } = await readTable({ name: 't.csv', bytes });
    expect(problems).toEqual([
      expect.objectContaining({ column: name, message: expect.stringContaining(says) }),
    ]);
  });
});
