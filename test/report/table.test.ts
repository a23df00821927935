import fc from 'fast-check';
import { fold, table, WIDTH } from '../../report/table';

test('columns are as wide as what stands in them', () => {
  expect(
    table(
      ['Field', 'Value'],
      [
        ['Role ARN', 'arn'],
        ['Bucket', 'acme'],
      ],
    ),
  ).toBe(['Field     Value', '────────  ─────', 'Role ARN  arn', 'Bucket    acme', ''].join('\n'));
});

const text = fc.stringMatching(/^[a-z0-9/:, -]{0,160}$/);

test('no line is wider than a terminal, and no character but blanks is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text, text), { maxLength: 5 }), (rows) => {
      const printed = table(['a', 'b', 'c'], rows);
      for (const line of printed.split('\n')) expect(line.length).toBeLessThanOrEqual(WIDTH);
      const letters = (of: string) => [...of.replace(/[\s─]/g, '')].sort().join('');
      expect(letters(printed)).toBe(letters(`abc${rows.flat().join('')}`));
    }),
  );
});

test('folded text is folded at blanks, then after marks, then anywhere', () => {
  expect(fold('one two three', 8)).toEqual(['one two', 'three']);
  expect(fold('arn:aws:iam::1:role/x', 12)).toEqual(['arn:aws:iam:', ':1:role/x']);
  expect(fold('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
});
