import fc from 'fast-check';
import { markdownList, markdownTable, markdownText } from '../../report/markdown';

test('cells are text: what would be markup is escaped', () => {
  expect(
    markdownTable(
      ['A', 'B'],
      [
        ['x|y', '<b>*_`[#$'],
        ['line\n two', ''],
      ],
    ),
  ).toBe('| A | B |\n| --- | --- |\n| x\\|y | &lt;b&gt;\\*\\_\\`\\[\\#\\$ |\n| line\\\\n two |  |\n');
});

test.each([
  ['- one', '\\- one'],
  ['+ one', '\\+ one'],
  ['1. one', '1\\. one'],
  ['12) one', '12\\) one'],
  ['=== one', '\\=== one'],
  ['# one', '\\# one'],
  ['    one', 'one'],
  ['1 one', '1 one'],
  ['a - one', 'a - one'],
])('%j begins no list, heading or block', (text, escaped) => {
  expect(markdownText(text)).toBe(escaped);
});

test('a list has a line an item, and an empty one is nothing', () => {
  expect(markdownList('## Notices', ['one', 'two\n- three'])).toBe(
    '## Notices\n\n- one\n- two\\\\n- three\n',
  );
  expect(markdownList('## Notices', [])).toBe('');
});

test('every row has as many cells as the header, whatever is in them', () => {
  const cell = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
      const lines = markdownTable(['A', 'B'], rows).split('\n').slice(0, -1);
      expect(lines).toHaveLength(rows.length + 2);
      for (const line of lines) expect(line.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(3);
    }),
  );
});
