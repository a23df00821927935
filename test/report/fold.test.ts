import fc from 'fast-check';
import { visible } from '../../config/values/visible';
import { columns, fold, paragraph } from '../../report/fold';

test.each<[string, number, readonly string[]]>([
  ['one two three', 8, ['one two', 'three']],
  ['one two three', 100, ['one two three']],
  ['', 8, ['']],
  ['  indented text', 12, ['  indented', 'text']],
  ['  a ', 12, ['  a']],
  ['one  two', 4, ['one', 'two']],
  ['four  two', 4, ['four', 'two']],
  // A line may be as wide as it can be.
  ['ab cd ef', 5, ['ab cd', 'ef']],
  // A word that fits into a line of its own is not broken.
  ['a/b longer/word', 11, ['a/b', 'longer/word']],
  ['see arn:aws:iam::1:role/x', 12, ['see', 'arn:aws:iam:', ':1:role/x']],
  ['arn:aws:iam::1:role/x', 12, ['arn:aws:iam:', ':1:role/x']],
  // A long word begins a line, though a part of it would fit behind the word before.
  ['x ab:cdefghij', 8, ['x', 'ab:', 'cdefghij']],
  ['arn:aws:iamx:role', 10, ['arn:aws:', 'iamx:role']],
  ['abcdefgh', 3, ['abc', 'def', 'gh']],
  ['日本', 1, ['日', '本']],
  ['日本語バケット', 6, ['日本語', 'バケッ', 'ト']],
  ['👩\u200d👩\u200d👧👩\u200d👩\u200d👧', 3, ['👩\u200d👩\u200d👧', '👩\u200d👩\u200d👧']],
  ['a\nb', 100, ['a\\nb']],
])('%j in %i columns', (text, width, lines) => {
  expect(fold(text, width)).toEqual(lines);
});

test('a key is shown as AWS has it, composed or not', () => {
  expect(fold('e\u0301', 10)).toEqual(['e\u0301']);
});

test('no line is too wide, and nothing but blanks is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 2, max: 40 }), (text, width) => {
      const lines = fold(text, width);
      for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replace(/\s/g, '')).toBe(visible(text).replace(/\s/g, ''));
    }),
  );
});

test('a paragraph hangs behind its first line', () => {
  expect(paragraph('one two three four', { indent: '  ', hanging: '- ', width: 12 })).toBe(
    '  one two\n  - three\n  - four',
  );
});
