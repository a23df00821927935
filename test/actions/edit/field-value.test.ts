import { type Fields, fieldAt, withField } from '../../../actions/edit/field-value';
import { newTenantFile } from '../../../actions/edit/tenant-file';
import { parsePath } from '../../../config/yaml/field-path';

const FIELDS: Fields = {
  region: 'us-east-1',
  bucket: { name: 'acme-data', existing: true },
  grants: [{ prefix: 'in/' }, { prefix: 'out/' }],
  accessPoint: null,
};

test.each<[string, unknown, Fields]>([
  ['region', 'eu-west-1', { region: 'eu-west-1' }],
  ['region', undefined, { region: undefined }],
  ['bucket.name', 'other', { bucket: { name: 'other', existing: true } }],
  ['bucket.existing', undefined, { bucket: { name: 'acme-data' } }],
  [
    'bucket.encryption.kmsKeyArn',
    'arn',
    { bucket: { ...(FIELDS.bucket as Fields), encryption: { kmsKeyArn: 'arn' } } },
  ],
  ['bucket.encryption.kmsKeyArn', undefined, {}],
  ['grants[1].prefix', 'new/', { grants: [{ prefix: 'in/' }, { prefix: 'new/' }] }],
  ['grants[2].prefix', 'new/', { grants: [{ prefix: 'in/' }, { prefix: 'out/' }, { prefix: 'new/' }] }],
  ['grants[0]', undefined, { grants: [{ prefix: 'out/' }] }],
  ['accessPoint.name', 'acme', { accessPoint: { name: 'acme' } }],
  ['tags.owner', 'data', { tags: { owner: 'data' } }],
  ['tags.constructor', 'data', { tags: { constructor: 'data' } }],
  ['constructor.name', 'x', { constructor: { name: 'x' } }],
  ['adopt[0]', 'role', { adopt: ['role'] }],
])('%s becomes %j', (path, value, change) => {
  const after = withField(FIELDS, parsePath(path), value);
  const expected = Object.fromEntries(
    Object.entries({ ...FIELDS, ...change }).filter(([, one]) => one !== undefined),
  );
  expect(after).toEqual(expected);
  expect(Object.keys(after)).toEqual(Object.keys(expected));
  expect(fieldAt(after, parsePath(path))).toEqual(path === 'grants[0]' ? { prefix: 'out/' } : value);
});

test.each([
  ['region.x', 'region.x cannot be set: region is the text "us-east-1", which holds no fields'],
  ['region[0]', 'region[0] cannot be set: region is the text "us-east-1", not a list'],
  ['bucket[0].name', 'bucket[0].name cannot be set: bucket is a map of fields, not a list'],
  ['grants.prefix', 'grants.prefix cannot be set: grants is a list; its first is grants[0]'],
  ['grants[3].prefix', 'grants[3].prefix cannot be set: grants has 2; the next is grants[2]'],
  [
    'grants[0].prefix.x',
    'grants[0].prefix.x cannot be set: grants[0].prefix is the text "in/", which holds no fields',
  ],
  ['adopt[1]', 'adopt[1] cannot be set: adopt has 0; the next is adopt[0]'],
])('%s leads nowhere', (path, message) => {
  expect(() => withField(FIELDS, parsePath(path), 'x')).toThrow(message);
});

test('a new file says all that it was given, known or not, and what is known first', () => {
  const { fields, text } = newTenantFile(
    { acces: 'suspended', ...FIELDS, constructor: 'x', tags: undefined, 'a b': 1 },
    undefined,
  );
  expect(Object.keys(fields)).toEqual([
    'region',
    'bucket',
    'grants',
    'accessPoint',
    'acces',
    'constructor',
    'a b',
  ]);
  expect(text).toContain('\nacces: suspended\nconstructor: x\na b: 1\n');
});
