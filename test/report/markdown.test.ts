import fc from 'fast-check';
import type { Finding } from '../../report/finding';
import {
  markdownFindings,
  markdownList,
  markdownMark,
  markdownTable,
  markdownText,
} from '../../report/markdown';

test('cells are text: what would be markup is escaped', () => {
  expect(
    markdownTable(
      ['A', 'B'],
      [
        ['x|y', '<b>*_`[#$'],
        ['line\n two', ''],
        ['a & b', '&lt;]~\\'],
      ],
    ),
  ).toBe(
    '| A | B |\n| --- | --- |\n| x\\|y | &lt;b&gt;\\*\\_\\`\\[\\#\\$ |\n| line\\\\n two |  |\n| a &amp; b | &amp;lt;\\]\\~\\\\ |\n',
  );
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

test('findings have a row each, with a place or a resource; none are nothing', () => {
  const finding: Finding = {
    rule: 'can-more',
    severity: 'high',
    message: 'too much',
    remediation: 'take it away',
    fingerprint: 'f',
  };
  const resource = { kind: 'role', arn: 'arn:aws:iam::111122223333:role/r' } as const;
  const rows = markdownFindings([
    { ...finding, place: { file: 'a.yaml', line: 7 }, resource, expected: 'a', actual: 'b' },
    { ...finding, resource },
    finding,
  ]);
  expect(rows.split('\n').slice(2)).toEqual([
    '| high | can-more | a.yaml:7 | too much | a | b | take it away |',
    `| high | can-more | ${resource.arn} | too much | \\- | \\- | take it away |`,
    '| high | can-more |  | too much | \\- | \\- | take it away |',
    '',
  ]);
  expect(rows.split('\n')[0]).toBe('| Severity | Rule | Where | Finding | Expected | Actual | Remediation |');
  expect(markdownFindings([])).toBe('');
  expect(markdownMark('s3-handshake drift')).toBe('<!-- s3-handshake drift -->');
});
