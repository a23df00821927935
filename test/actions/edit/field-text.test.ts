/** Fields that are written without the YAML library are what the library writes of the whole file. */
import fc from 'fast-check';
import { Document, isMap, isScalar, isSeq, parse, visit } from 'yaml';
import { fieldText } from '../../../actions/edit/field-text';

type Fields = Readonly<Record<string, unknown>>;

/** The whole file by the library, as one document. */
function wholeFile(fields: Fields, comments: Readonly<Record<string, string>>): string {
  const document = new Document(fields, { aliasDuplicateObjects: false });
  visit(document, {
    Pair(_, { key, value }) {
      const isList = isScalar(key) && ['allow', 'extraActions', 'adopt'].includes(String(key.value));
      if (isList && isSeq(value)) value.flow = true;
    },
  });
  for (const { key, value } of isMap(document.contents) ? document.contents.items : []) {
    const text = isScalar(key) ? comments[String(key.value)] : undefined;
    if (text === undefined || !isScalar(key)) continue;
    const room = 100 - `${key.value}: ${isScalar(value) ? value.value : ''} #`.length;
    if (isScalar(value) && ` ${text}`.length <= room) value.comment = ` ${text}`;
    else key.commentBefore = ` ${text}`;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const byFields = (fields: Fields, comments: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([field, value]) => fieldText(field, value, comments[field]))
    .join('');

const WORDS = [
  ...['y', 'N', 'yes', 'No', 'ON', 'off', 'true', 'False', 'null', 'Null', 'nil', 'none', '~', ''],
  ...['012', '0o17', '0x1f', '1e3', '-1', '+1', '.5', '1_000', '12:30', '2026-11-28', '.inf', 'inf', '.NaN'],
  ...[
    'a:',
    'a-',
    '-a',
    'a: b',
    'a #b',
    'a:b',
    'arn:aws:iam::111122223333:role/x',
    '@a',
    'a@b',
    '=',
    '<<',
    'a=b',
  ],
  ...[
    'a\nb',
    ' a',
    'a ',
    'ä',
    '"a"',
    "'a'",
    '[a]',
    '{a}',
    '*a',
    '&a',
    '!a',
    '%a',
    '|',
    '>',
    '?',
    '? a',
    '\t',
    '\u0000',
  ],
];
const text = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.stringMatching(/^[\w./@+=:# -]{0,12}$/),
);
const name = fc.oneof(text, fc.constantFrom('tenant', 'allow', 'adopt', 'owner'));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.boolean(),
    fc.integer(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
}));
const FIELDS = fc.constantFrom('tenant', 'principal', 'externalId', 'bucket', 'grants', 'adopt', 'tags');

test('whatever a tenant holds, with any comment, and it reads as what it was', () => {
  fc.assert(
    fc.property(
      fc.dictionary(FIELDS, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
      fc.dictionary(FIELDS, fc.stringMatching(/^[a-z][\w (),.:-]{0,90}$/), {
        maxKeys: 2,
        noNullPrototype: true,
      }),
      (fields, comments) => {
        const made = byFields(fields, comments);
        expect(made).toBe(wholeFile(fields, comments));
        expect(parse(made)).toEqual(fields);
      },
    ),
    { numRuns: 150 },
  );
});

test.each(WORDS)('%j', (word) => {
  for (const fields of [{ tenant: word }, { bucket: { name: word } }, { tags: { [word]: word } }])
    expect(byFields(fields, {})).toBe(wholeFile(fields, {}));
});
