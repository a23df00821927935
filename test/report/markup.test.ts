/** What would be markup in a text is none in a report. */

import { junitXml } from '../../report/junit';
import { escapeMarkup } from '../../report/markup';

test.each([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['a & b', 'a &amp; b'],
  ['&amp;', '&amp;amp;'],
  ['<a href="x">&nbsp;</a>', '&lt;a href=&quot;x&quot;&gt;&amp;nbsp;&lt;/a&gt;'],
])('%s', (text, escaped) => {
  expect(escapeMarkup(text)).toBe(escaped);
});

test('every text of a JUnit report is escaped', () => {
  const xml = junitXml('a & b', [
    { name: 'c & d', cases: [{ name: 'e & f', status: 'fail', message: 'g & h', detail: ['i & j'] }] },
  ]);
  for (const pair of ['a &amp; b', 'c &amp; d', 'e &amp; f', 'g &amp; h', 'i &amp; j'])
    expect(xml).toContain(pair);
  expect(xml.replaceAll('&amp;', '')).not.toContain('&');
});
