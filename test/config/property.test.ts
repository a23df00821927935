import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { loadProject } from '../../config';
import { formatArn, PARTITIONS, parseArn } from '../../config/values/arn';
import { formatPath, parsePath } from '../../config/yaml/field-path';
import { parseYaml } from '../../config/yaml/yaml-file';

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'property-'));
  mkdirSync(join(root, 'tenants'));
  cpSync(join(__dirname, '..', '..', 'vendors'), join(root, 'vendors'), { recursive: true });
  cpSync(join(__dirname, 'vendors'), join(root, 'vendors'), { recursive: true });
});

afterAll(() => rmSync(root, { recursive: true }));

/** A tenant's file gives a tenant, or problems that stand somewhere in it. */
function expectTenantOrProblems(content: string): void {
  writeFileSync(join(root, 'tenants', 'any.yaml'), content);
  const project = loadProject(root, { tenants: ['any'] });
  const problems = project.problems.filter(({ file }) => file === 'tenants/any.yaml');
  expect(project.tenants.length === 1).toBe(problems.length === 0);
  const lines = content.split(/\r\n|\n|\r/).length;
  for (const { line, column, path, message } of problems) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(message).not.toBe('');
    expect(path).toBe(formatPath(parsePath(path)));
  }
}

const SOUND = {
  tenant: 'any',
  customer: 'acme',
  vendor: 'amperity',
  account: '111122223333',
  region: 'us-east-1',
  principal: 'arn:aws:iam::999988887777:role/prod/amperity-plugin',
  externalId: 'acme-1',
  bucket: { name: 'any-exchange' },
  grants: [{ prefix: 'in/', allow: ['get'] }],
};

test('the file that the next test breaks is sound', () => {
  writeFileSync(join(root, 'tenants', 'any.yaml'), stringify(SOUND));
  expect(loadProject(root, { tenants: ['any'] })).toMatchObject({ problems: [], tenants: [{ name: 'any' }] });
});

test('any text gives a tenant or problems', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), expectTenantOrProblems), {
    numRuns: 100,
  });
});

test("any text of YAML's own signs gives a tenant or problems", () => {
  const signs = fc.constantFrom(
    ...[
      'a',
      'tenant',
      '0',
      '~',
      ' ',
      '  ',
      '\n',
      '\t',
      ':',
      ': ',
      '- ',
      '? ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&x ',
      '*x',
      '!',
    ],
    ...[
      '!!binary ',
      '|',
      '>',
      '"',
      "'",
      '#',
      '%YAML 1.1',
      '---',
      '...',
      '<<: ',
      '\\',
      '\r',
      '\u0085',
      '\ufeff',
      '\0',
    ],
  );
  const texts = fc.array(signs, { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(fc.property(texts, expectTenantOrProblems), { numRuns: 200 });
});

test('any JSON value gives a tenant or problems', () => {
  const values = fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()));
  const texts = fc.oneof(
    values.map((value) => JSON.stringify(value)),
    values.map((value) => stringify(value)),
  );
  fc.assert(fc.property(texts, expectTenantOrProblems), { numRuns: 100 });
});

test('a sound file with any field made anything gives a tenant or problems', () => {
  const fields = fc.constantFrom(
    ...Object.keys(SOUND),
    ...[
      'acceptNoExternalId',
      'role',
      'accessPoint',
      'verifier',
      'access',
      'revokeSessionsBefore',
      'adopt',
      'tags',
    ],
  );
  const inner = fc.constantFrom(
    ...[
      'name',
      'existing',
      'encryption',
      'kmsKeyArn',
      'logging',
      'bucket',
      'prefix',
      'allow',
      'extraActions',
      'path',
    ],
    ...['principal', 'maxSessionDuration', 'permissionsBoundary', '__proto__', 'constructor', 'toString'],
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(
        'amperity',
        'channelmix',
        'strict',
        'custom',
        'get',
        'bucket',
        'role',
        'us-east-1',
        true,
        3600,
        null,
      ),
      fc.constantFrom(
        'arn:aws:iam::111122223333:role/x',
        'arn:aws-cn:kms:cn-north-1:111122223333:key/x',
        '0000',
        '${x}',
        '/',
      ),
      fc.string(),
      fc.double(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(inner, tie('value'), { maxKeys: 4 }),
    ),
  }));
  const changes = fc.dictionary(fields, value, { minKeys: 1, maxKeys: 3 });
  fc.assert(
    fc.property(changes, (change) => expectTenantOrProblems(stringify({ ...SOUND, ...change }))),
    { numRuns: 250 },
  );
});

test('a field is found again by its path', () => {
  const steps = fc.oneof(fc.nat({ max: 99 }), fc.string({ minLength: 1 }));
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 6 }), (path) => {
      expect(parsePath(formatPath(path))).toEqual(path);
    }),
  );
});

test('every field of a document has its place', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const text = stringify(value);
      const yaml = parseYaml('any.yaml', text);
      for (const key of Object.keys(value)) {
        const { line } = yaml.position([key]);
        expect(text.split('\n')[line - 1]?.startsWith(stringify(key).trimEnd().slice(0, 3))).toBe(true);
      }
    }),
  );
});

test('an ARN is put together as it was taken apart', () => {
  const account = fc.stringMatching(/^\d{12}$/);
  const part = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
  const arns = fc.record({
    partition: fc.constantFrom(...PARTITIONS),
    service: part,
    region: fc.oneof(fc.constant(''), part),
    account: fc.oneof(fc.constant(''), account),
    resource: fc.string({ minLength: 1 }),
  });
  fc.assert(fc.property(arns, (arn) => expect(parseArn(formatArn(arn))).toEqual(arn)));
  fc.assert(
    fc.property(fc.string(), (text) => {
      const arn = parseArn(text);
      if (arn) expect(formatArn(arn)).toBe(text);
    }),
  );
});
