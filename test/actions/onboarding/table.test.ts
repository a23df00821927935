import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { grantText, parseGrants } from '../../../actions/edit/grant-text';
import { COLUMNS, columnOfPath } from '../../../actions/onboarding/columns';
import { readCsv, readJson, templateCsv } from '../../../actions/onboarding/tenant-table';
import { loadProject } from '../../../config';
import { UserError } from '../../../config/user-error';
import { type AProject, aProject } from './a-project';

const HEADER =
  'tenant,customer,vendor,account,region,principal,externalId,acceptNoExternalId,bucket.name,bucket.existing,grants,tags';

interface CsvRow {
  readonly tenant: string;
  readonly [column: string]: string;
}

function csv(rows: readonly CsvRow[]): string {
  const columns = HEADER.split(',');
  const cell = (text = '') => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${[HEADER, ...rows.map((row) => columns.map((name) => cell(row[name])).join(','))].join('\n')}\n`;
}

/** The rows of a fleet: most are Amperity's, some of other vendors. */
function sound(index: number): CsvRow {
  const tenant = `customer-${index}`;
  const common = {
    tenant,
    customer: tenant,
    account: String(100_000_000_000 + index),
    region: 'us-east-1',
    'bucket.name': `${tenant}-exchange`,
    grants: 'to-vendor/ get,list; from-vendor/ put,list',
    tags: `owner=team-${index}; cost-center=${index}`,
  };
  switch (index % 4) {
    case 0:
      return {
        ...common,
        vendor: 'channelmix',
        principal: 'arn:aws:iam::031871504755:root',
        acceptNoExternalId: 'ChannelMix, as agreed',
        grants: `${tenant}/reports/ get,put,list,delete`,
      };
    case 1:
      // The customer makes the external ID: the cell is empty.
      return { ...common, vendor: 'amplitude', principal: 'arn:aws:iam::358203115967:root' };
    case 2:
      return { ...common, vendor: 'snowflake' };
    default:
      return {
        ...common,
        vendor: 'amperity',
        principal: 'arn:aws:iam::999988887777:role/prod/amperity-plugin',
        externalId: String(10_000_000 + index),
      };
  }
}

const ROWS = Array.from({ length: 200 }, (_, index) => sound(index));

/** By index of the row: what is made wrong, and the column that must be named. */
const FAULTS: readonly { index: number; change: Record<string, string>; column: string }[] = [
  { index: 3, change: { account: '1234' }, column: 'account' },
  { index: 7, change: { region: 'us-esat-1' }, column: 'region' },
  { index: 11, change: { principal: 'arn:aws:iam::9999888877:role/x' }, column: 'principal' },
  { index: 15, change: { externalId: '' }, column: 'externalId' },
  { index: 19, change: { externalId: '0000' }, column: 'externalId' },
  { index: 20, change: { externalId: 'none-is-known', acceptNoExternalId: '' }, column: 'externalId' },
  { index: 24, change: { principal: 'arn:aws:iam::031871504756:root' }, column: 'principal' },
  { index: 27, change: { vendor: 'amperty' }, column: 'vendor' },
  { index: 31, change: { 'bucket.name': 'Has_Capitals' }, column: 'bucket.name' },
  { index: 35, change: { grants: 'to-vendor/' }, column: 'grants' },
  { index: 39, change: { grants: 'to-vendor get,list' }, column: 'grants' },
  { index: 43, change: { grants: 'to-vendor/ get,lst' }, column: 'grants' },
  { index: 46, change: { 'bucket.name': 'dots.are-not-snowflakes' }, column: 'bucket.name' },
  { index: 51, change: { tenant: 'customer-50' }, column: 'tenant' },
  { index: 55, change: { tags: 'owner' }, column: 'tags' },
];

describe('200 rows', () => {
  let project: AProject;
  beforeAll(() => {
    project = aProject();
  });
  afterAll(() => project.remove());

  test('with 15 faulty ones: each is told by row and column, and nothing is written', async () => {
    const faulty = ROWS.map((row, index) => ({
      ...row,
      ...FAULTS.find((fault) => fault.index === index)?.change,
    }));
    project.write('fleet.csv', csv(faulty));
    const { code, stdout } = await project.run(['new', '--from', 'fleet.csv', '--json']);
    const { problems, written } = JSON.parse(stdout);
    expect(code).toBe(2);
    expect(written).toBe(false);
    const told = new Set(
      problems.map(({ row, column }: { row: number; column: string }) => `${row} ${column}`),
    );
    // The header is row 1. A fault may be seen by two rules, and a tenant that stands twice takes its bucket's name too.
    for (const { index, column } of FAULTS) expect(told).toContain(`${index + 2} ${column}`);
    const rows = new Set(problems.map(({ row }: { row: number }) => row));
    expect([...rows].sort()).toEqual(FAULTS.map(({ index }) => index + 2).sort());
    expect(project.tenants()).toEqual([]);
    const { stdout: text } = await project.run(['new', '--from', 'fleet.csv']);
    expect(text).toContain('fleet.csv: 15 rows have problems; nothing is written');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('--dry-run says what each row would become, and writes nothing', async () => {
    project.write('fleet.csv', csv(ROWS));
    const { code, stdout } = await project.run(['new', '--from', 'fleet.csv', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('200 new files would be written (--dry-run), 0 there already');
    expect(project.tenants()).toEqual([]);
  });

  test('corrected: 200 files, and no problem in any', async () => {
    const { code, stdout } = await project.run(['new', '--from', 'fleet.csv', '--json']);
    expect(code).toBe(0);
    expect(
      JSON.parse(stdout).rows.filter(({ becomes }: { becomes: string }) => becomes === 'new file').length,
    ).toBe(200);
    expect(project.tenants()).toEqual(ROWS.map(({ tenant }) => `${tenant}.yaml`).sort());
    const { problems, tenants } = loadProject(project.folder);
    expect(problems).toEqual([]);
    expect(tenants.length).toBe(200);
    const made = tenants
      .filter(({ vendor }) => vendor.id === 'amplitude')
      .flatMap(({ externalIds }) => externalIds);
    expect(new Set(made).size).toBe(50);
  });

  test('run again, nothing is doubled and nothing is changed; what is new is added', async () => {
    const before = project.read('tenants/customer-1.yaml');
    project.write('fleet.csv', csv([...ROWS, sound(203)]));
    const { code, stdout } = await project.run(['new', '--from', 'fleet.csv']);
    expect(code).toBe(0);
    expect(stdout).toContain('1 new file, 200 there already');
    expect(project.read('tenants/customer-1.yaml')).toBe(before);
  });

  test('a row that says otherwise than its file is refused, whatever else has become of the file', async () => {
    await project.run(['suspend', 'customer-3']);
    project.write('fleet.csv', csv(ROWS));
    expect((await project.run(['new', '--from', 'fleet.csv'])).code).toBe(0);
    project.write(
      'fleet.csv',
      csv(ROWS.map((row, index) => (index === 3 ? { ...row, region: 'eu-west-1' } : row))),
    );
    const { code, stdout } = await project.run(['new', '--from', 'fleet.csv', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).problems).toEqual([
      expect.objectContaining({
        row: 5,
        column: 'region',
        message: expect.stringContaining('says otherwise'),
      }),
    ]);
  });
});

test('all or nothing holds for the disk too: what cannot be written takes back what was', async () => {
  const project = aProject();
  try {
    project.write('two.csv', csv([sound(3), sound(7)]));
    // Somebody makes the second file between the look and the writing: here, as a folder that no listing takes for one.
    const { mkdirSync } = await import('node:fs');
    mkdirSync(join(project.folder, 'tenants', 'customer-7.yaml'));
    const { code } = await project.run(['new', '--from', 'two.csv']);
    expect(code).not.toBe(0);
    expect(readdirSync(join(project.folder, 'tenants'))).toEqual(['customer-7.yaml']);
  } finally {
    project.remove();
  }
});

test('what new --template prints is taken as it is, and JSON says the same', async () => {
  const project = aProject();
  try {
    project.write('fleet.csv', (await project.run(['new', '--template'])).stdout);
    expect((await project.run(['new', '--from', 'fleet.csv'])).code).toBe(0);
    const text = project.read('tenants/acme-amperity.yaml');
    const { rows } = readCsv(templateCsv());
    project.write('fleet.json', JSON.stringify(rows.map(({ fields }) => fields)));
    const { stdout } = await project.run(['new', '--from', 'fleet.json']);
    expect(stdout).toContain('0 new files, 1 there already');
    expect(project.read('tenants/acme-amperity.yaml')).toBe(text);
  } finally {
    project.remove();
  }
});

test('a field that no tenant has is a problem of its row, in JSON as in a file', async () => {
  const project = aProject();
  try {
    const { rows } = readCsv(csv([sound(3)]));
    const [row] = rows.map(({ fields }) => ({ ...fields, acces: 'suspended' }));
    project.write('fleet.json', JSON.stringify([row]));
    const { code, stdout } = await project.run(['new', '--from', 'fleet.json', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).problems).toMatchObject([{ row: 1, column: 'acces' }]);
    expect(project.tenants()).toEqual([]);
  } finally {
    project.remove();
  }
});

test('CSV as spreadsheets write it: byte order mark, CRLF, semicolons, quotes, blank lines, TRUE', () => {
  const { rows, problems } = readCsv(
    '\ufefftenant;customer;vendor;account;bucket.name;bucket.existing;grants\r\na;"A; B ""C""";custom;1;b;TRUE;"x/ get; ""y z/"" put"\r\n;;;;;;\r\nb;B;custom;2;c;no;whole-bucket get\r\n',
  );
  expect(problems).toEqual([]);
  expect(rows).toEqual([
    {
      row: 2,
      fields: expect.objectContaining({ customer: 'A; B "C"', bucket: { name: 'b', existing: true } }),
    },
    { row: 4, fields: expect.objectContaining({ tenant: 'b', bucket: { name: 'c', existing: false } }) },
  ]);
});

test.each([
  ['tenant,tenat', 'is not a column that is known; did you mean tenant?'],
  ['tenant,tenant', 'the column is there twice'],
  ['tenant', 'the column is missing'],
])('a header %s', (header, message) => {
  expect(readCsv(`${header}\n`).problems.map((problem) => problem.message)).toContain(message);
});

test('a row with a cell too many, what is no CSV, and what is no list', () => {
  const { problems } = readCsv(`${HEADER}\n${'x,'.repeat(13)}\n`);
  expect(problems).toEqual([
    expect.objectContaining({ row: 2, message: expect.stringContaining('13 cells') }),
  ]);
  expect(() => readCsv(`${HEADER}\n"open\n`)).toThrow(UserError);
  expect(() => readJson('{}')).toThrow('the JSON is not a list');
  expect(() => readJson('[')).toThrow('no valid JSON');
});

test('every column leads to a field, and every problem to its column', () => {
  expect(columnOfPath('grants[1].prefix')?.name).toBe('grants');
  expect(columnOfPath('bucket.encryption.kmsKeyArn')?.name).toBe('bucket.encryption.kmsKeyArn');
  expect(columnOfPath('principal[0]')?.name).toBe('principal');
  expect(columnOfPath('tagsomething')).toBeUndefined();
  for (const { name } of COLUMNS) expect(columnOfPath(name)?.name).toBe(name);
});

test('a grant in a line is read as it was written', () => {
  const word = fc.constantFrom('get', 'put', 'list', 'delete', 's3:PutObjectTagging');
  const prefix = fc
    .string({ unit: fc.constantFrom('a', 'b', '-', '.', ' ', 'é') })
    .map((text) => `${text.trim()}/`)
    .filter((text) => text === text.trim());
  fc.assert(
    fc.property(fc.oneof(prefix, fc.constant('')), fc.uniqueArray(word, { minLength: 1 }), (where, words) => {
      const extraActions = words.filter((one) => one.includes(':'));
      const grant = {
        prefix: where,
        allow: words.filter((one) => !one.includes(':')),
        ...(extraActions.length > 0 ? { extraActions } : {}),
      };
      expect(parseGrants(grantText(grant))).toEqual([grant]);
    }),
  );
  // A prefix that was forgotten is not the whole bucket.
  expect(() => parseGrants('get,list')).toThrow(UserError);
});

test('a table that is not there is told in a line', async () => {
  const project = aProject({ x: stringify({}) });
  try {
    const { code, stderr } = await project.run(['new', '--from', 'nowhere.csv']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^s3-handshake: nowhere\.csv cannot be read: .+\n$/);
  } finally {
    project.remove();
  }
});
