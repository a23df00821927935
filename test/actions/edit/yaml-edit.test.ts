import fc from 'fast-check';
import { parse, parseDocument } from 'yaml';
import { TENANT_FIELDS } from '../../../actions/edit/tenant-file';
import { difference } from '../../../actions/edit/text-difference';
import { editYaml } from '../../../actions/edit/yaml-edit';
import { parsePath } from '../../../config/yaml/field-path';
import { AMPERITY } from '../onboarding/a-project';
import cases from './edits.json';

test.each(cases)('$field becomes $value', ({ field, value, lines }) => {
  const edited = editYaml(AMPERITY, [{ path: parsePath(field), value: value ?? undefined }], TENANT_FIELDS);
  expect(difference(AMPERITY, edited)).toEqual(lines);
});

test('what a line cannot take is set anew, with every comment kept', () => {
  const text = 'a: 1 # one\nlist:\n  # first\n  - x # ex\n  - y\nb: { c: [1, 2] } # two\n';
  const edited = editYaml(text, [{ path: ['list', 1], value: { z: 1 } }], []);
  expect(parse(edited)).toEqual({ a: 1, list: ['x', { z: 1 }], b: { c: [1, 2] } });
  for (const comment of ['# one', '# first', '# ex', '# two']) expect(edited).toContain(comment);
});

test('an edit changes the field that is meant and nothing else, whatever the values are', () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
  );
  const path = fc.constantFrom(
    ['externalId'],
    ['access'],
    ['bucket', 'name'],
    ['bucket', 'encryption', 'kmsKeyArn'],
    ['role', 'path'],
    ['tags', 'owner'],
    ['tags', 'team'],
    ['grants', 0, 'prefix'],
  );
  fc.assert(
    fc.property(path, value, (where, what) => {
      const edited = editYaml(AMPERITY, [{ path: where, value: what }], TENANT_FIELDS);
      const meant = parseDocument(AMPERITY);
      meant.setIn(where, what);
      expect(parse(edited)).toEqual(meant.toJS());
      for (const comment of [
        '# Ours since',
        '# the parent',
        '# from the dialog',
        '# One bucket',
        '# what they',
      ])
        expect(edited).toContain(comment);
    }),
  );
});

test('to take a field out and to put it back is as before', () => {
  const without = editYaml(AMPERITY, [{ path: ['region'], value: undefined }], TENANT_FIELDS);
  expect(parse(without)).not.toHaveProperty('region');
  expect(editYaml(without, [{ path: ['region'], value: 'us-east-1' }], TENANT_FIELDS)).toBe(AMPERITY);
});
