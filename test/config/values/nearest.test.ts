/** One slip of the finger in any name that the schema knows leads back to that name, and a stranger leads nowhere. */
import fc from 'fast-check';
import { tenantSchema } from '../../../config/tenant/tenant-schema';
import { nearest } from '../../../config/values/nearest';

const FIELDS = Object.keys(tenantSchema.shape);
const field = fc.constantFrom(...FIELDS);
const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
const place = fc.nat(60);

type Slip = (word: string, at: number, typed: string) => string;

const SLIPS: Readonly<Record<string, Slip>> = {
  'a letter too many': (word, at, typed) => word.slice(0, at) + typed + word.slice(at),
  'a letter too few': (word, at) => word.slice(0, at) + word.slice(at + 1),
  'a wrong letter': (word, at, typed) => word.slice(0, at) + typed + word.slice(at + 1),
  'two letters swapped': (word, at) =>
    word.slice(0, at) +
    word
      .slice(at, at + 2)
      .split('')
      .reverse()
      .join('') +
    word.slice(at + 2),
};

test.each(Object.entries(SLIPS))('%s', (_, slip) => {
  fc.assert(
    fc.property(field, place, letter, (name, anywhere, typed) => {
      expect(nearest(slip(name, anywhere % name.length, typed), FIELDS)).toBe(name);
    }),
  );
});

test.each(['external_id', 'External-ID', 'externalid', 'EXTERNAL ID'])('%s is externalId', (written) => {
  expect(nearest(written, FIELDS)).toBe('externalId');
});

test.each(['', 'wholly-different', 'x'])('%j is near none', (word) => {
  expect(nearest(word, FIELDS)).toBeUndefined();
});

test('of several that are near, the nearest is meant, and of equals the first', () => {
  expect(nearest('regoin', ['religion', 'region'])).toBe('region');
  expect(nearest('bat', ['cat', 'hat'])).toBe('cat');
  expect(nearest('bat', new Set(['hat', 'cat']))).toBe('hat');
});
