/**
 * Terraform evaluates `${…}` and `%{…}` in every string that it is given. This goes through every field of the three
 * schemas that takes a text: a new field is found by the schema, and the test fails until it is tried too.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { fleetSchema } from '../../config/fleet/fleet-schema';
import { tenantSchema } from '../../config/tenant/tenant-schema';
import { vendorSchema } from '../../config/vendor/vendor-schema';
import type { FieldPath } from '../../config/yaml/field-path';
import { check } from '../../config/yaml/schema-problems';
import { ROOT } from '../a-tenant';
import samples from './template-samples.json';

interface JsonSchema {
  readonly type?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** Where a text may stand; `*` is any key of a map and `0` any element of a list. */
function textFields(schema: JsonSchema, above: readonly string[] = []): readonly string[] {
  if (schema.$ref !== undefined) throw new Error(`${above.join('.')}: the walk follows no $ref`);
  const { properties = {}, additionalProperties, items, anyOf = [] } = schema;
  return [
    ...(schema.type === 'string' ? [above.join('.')] : []),
    ...anyOf.flatMap((branch) => textFields(branch, above)),
    ...Object.entries(properties).flatMap(([name, field]) => textFields(field, [...above, name])),
    ...(typeof additionalProperties === 'object' ? textFields(additionalProperties, [...above, '*']) : []),
    ...(items ? textFields(items, [...above, '0']) : []),
  ];
}

/** The texts of a sample, each with its own place and that of its field. */
function textsOf(
  value: unknown,
  maps: readonly string[],
  path: FieldPath = [],
  field: readonly string[] = [],
): readonly { readonly path: FieldPath; readonly field: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ path, field: field.join('.'), text: value }];
  if (Array.isArray(value))
    return value.flatMap((item, index) => textsOf(item, maps, [...path, index], [...field, '0']));
  if (typeof value !== 'object' || value === null) return [];
  const isMap = maps.includes(`${field.join('.')}.*`);
  return Object.entries(value).flatMap(([key, inner]) =>
    textsOf(inner, maps, [...path, key], [...field, isMap ? '*' : key]),
  );
}

function replaced(value: unknown, [step, ...rest]: FieldPath, by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (index === step ? replaced(item, rest, by) : item));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, inner]) => [
      key,
      key === step ? replaced(inner, rest, by) : inner,
    ]),
  );
}

/** In a regular expression `{` repeats what stands before it, and no expression reaches Terraform. */
const REGULAR_EXPRESSION = /(?:^|\.)pattern$/;

const TEMPLATES = [
  '${path.module}',
  '%{ if true }',
  '${file("~/.aws/credentials")}',
  '%{~ for x in y }',
  '$${x}',
  '${TfToken[TOKEN.0]}',
];

/** A template by itself, and at every place of a text. */
function writtenWith(text: string): readonly string[] {
  const [first = '', second = ''] = TEMPLATES;
  return [
    first,
    second,
    `${first}${text}`,
    `x${second}/`,
    ...TEMPLATES.map((template) => `${text}${template}`),
  ];
}

const schemas: readonly (readonly [keyof typeof samples, z.ZodType])[] = [
  ['tenant', tenantSchema],
  ['vendor', vendorSchema],
  ['handshake', fleetSchema],
];

describe.each(schemas)('in the file of a %s', (name, schema) => {
  const json: JsonSchema = JSON.parse(readFileSync(join(ROOT, `config/${name}.schema.json`), 'utf8'));
  const fields = [...new Set(textFields(json))];
  const maps = fields.filter((field) => field.endsWith('*'));
  const findings = (value: unknown) => check(schema, value, () => undefined).findings;
  const texts = samples[name].flatMap((sample) =>
    textsOf(sample, maps).map((place) => ({ ...place, sample })),
  );

  it('every field that takes a text has a sample, and the samples are sound', () => {
    expect(fields.filter((field) => !texts.some((place) => place.field === field))).toEqual([]);
    expect(samples[name].flatMap(findings)).toEqual([]);
  });

  test.each(fields)('%s is not too long for its rule', (field) => {
    for (const { path, sample } of texts.filter((place) => place.field === field))
      for (const row of [',', '/', ' ', 'arn:', 'a'])
        expect(findings(replaced(sample, path, `arn:aws:${row.repeat(50_000)}`))).toEqual(
          expect.arrayContaining([
            expect.objectContaining({
              message: expect.stringMatching(
                /has at most|has [\d,]+ characters|must be|none of|did you mean/,
              ),
            }),
          ]),
        );
  });

  test.each(fields.filter((field) => !REGULAR_EXPRESSION.test(field)))('%s takes no template', (field) => {
    for (const { path, text, sample } of texts.filter((place) => place.field === field)) {
      const taken = writtenWith(text).filter((written) => {
        const found = findings(replaced(sample, path, written));
        return found.length !== 1 || found[0]?.path.join() !== path.join();
      });
      expect(taken).toEqual([]);
    }
  });

  it('no key of a map takes one', () => {
    for (const field of maps) {
      const [map] = texts.filter((place) => place.field === field);
      if (!map) throw new Error(`${field} has no sample`);
      const keys = TEMPLATES.map((template) => [template, 'x']);
      const found = findings(replaced(map.sample, map.path.slice(0, -1), Object.fromEntries(keys)));
      expect(found.map(({ path }) => path.at(-1))).toEqual(TEMPLATES);
    }
  });
});

test('what is wrong is said with its remedy', () => {
  const [sample] = samples.tenant;
  const [found] = check(
    tenantSchema,
    { ...sample, customer: 'ac${path.module}me' },
    () => undefined,
  ).findings;
  expect(found?.message).toBe(
    "holds ${, which begins a template of Terraform's; files hold plain text: leave it out",
  );
});
