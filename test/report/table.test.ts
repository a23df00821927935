import fc from 'fast-check';
import { columns, WIDTH } from '../../report/fold';
import { table } from '../../report/table';

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

test('wide letters and emoji take two columns', () => {
  expect(
    table(
      ['Name', 'Kind'],
      [
        ['日本語バケット', 'bucket'],
        ['👩\u200d👩\u200d👧 family', 'role'],
        ['e\u0301te\u0301', 'user'],
      ],
    ),
  ).toBe(
    [
      'Name            Kind',
      '──────────────  ──────',
      '日本語バケット  bucket',
      '👩\u200d👩\u200d👧 family       role',
      'e\u0301te\u0301             user',
      '',
    ].join('\n'),
  );
});

test('a colour changes nothing but the colour, and ends with its line', () => {
  const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
  const rows = [['high', 'word '.repeat(40).trim()]];
  const plain = table(['A', 'B'], rows);
  const painted = table(['A', 'B'], rows, (text, column) => (column === 0 ? red(text) : text));
  expect(painted).toContain('\u001b[31mhigh\u001b[39m  word');
  expect(painted.replaceAll('\u001b[31m', '').replaceAll('\u001b[39m', '')).toBe(plain);
});

test('what holds nothing is not painted', () => {
  const painted: string[] = [];
  table(
    ['A', 'B'],
    [
      ['x', ''],
      ['word '.repeat(40).trim(), 'y'],
    ],
    (text) => {
      painted.push(text);
      return text;
    },
  );
  expect(painted).toEqual(expect.arrayContaining(['x', 'y']));
  expect(painted).not.toContain('');
});

const text = fc.oneof(
  fc.stringMatching(/^[a-z0-9/:, -]{0,160}$/),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

test('no line is wider than a terminal, and every row is in its columns', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), (rows) => {
      const cells = rows.map(([one, two]) => [one.replaceAll('|', '!'), '|', two.replaceAll('|', '!')]);
      const lines = table(['a', 'b', 'c'], cells).split('\n').slice(0, -1);
      for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(WIDTH);
      const bars = lines.filter((line) => line.includes('|'));
      expect(bars).toHaveLength(rows.length);
      expect(new Set(bars.map((line) => columns(line.slice(0, line.indexOf('|'))))).size).toBeLessThan(2);
    }),
  );
});

test('no character but blanks is lost', () => {
  const plain = fc.stringMatching(/^[a-z0-9/:, -]{0,160}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(plain, plain, plain), { maxLength: 5 }), (rows) => {
      const letters = (of: string) => [...of.replace(/[\s─"]/g, '')].sort().join('');
      expect(letters(table(['a', 'b', 'c'], rows))).toBe(letters(`abc${rows.flat().join('')}`));
    }),
  );
});

test('no word is broken where blanks of another column would do', () => {
  // Three words and two gaps are at most as wide as a terminal.
  const words = fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fc.tuple(words, words, words), { minLength: 1, maxLength: 4 }), (rows) => {
      const text = table(
        ['a', 'b', 'c'],
        rows.map((row) => row.map((cell) => cell.join(' '))),
      );
      const shown = text.split(/\s+/);
      for (const word of rows.flat(2)) expect(shown).toContain(word);
    }),
  );
});

test('a column of one long name is folded after those that have blanks', () => {
  const name = 'arn:aws:iam::111122223333:role/vendors/s3-handshake-acme-prod-of-a-long-name';
  const text = table(['Name', 'Says'], [[name, 'a sentence of a good many words '.repeat(3).trim()]]);
  expect(text).toContain(name);
});

test('a blank at an end is seen', () => {
  expect(table(['Prefix'], [[' to-acme/'], ['to acme/']])).toBe(
    ['Prefix', '───────────', '" to-acme/"', 'to acme/', ''].join('\n'),
  );
});
