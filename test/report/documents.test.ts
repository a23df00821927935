/** The heads of documents, what comes next, colours, and HTML: small forms that many commands share. */
import { htmlTable, htmlText } from '../../report/html';
import { DOCUMENTS, documentHead, jsonDocument } from '../../report/json-document';
import { nextLines } from '../../report/next-lines';
import { doubt, exception, headOf, stateOf } from '../../report/page/fleet-view';
import { htmlPage } from '../../report/page/page';
import { shownData } from '../../report/page/shown-data';
import { PLAIN, styleFor } from '../../report/style';
import { aTenant } from '../a-tenant';

test('a document says what it is, in which version, and ends its last line', () => {
  expect(documentHead('drift-report')).toEqual({ kind: 'drift-report', version: DOCUMENTS['drift-report'] });
  expect(jsonDocument({ ...documentHead('doctor'), text: 'a\u202eb' })).toBe(
    `{\n  "kind": "doctor",\n  "version": ${DOCUMENTS.doctor},\n  "text": "a\\u202eb"\n}\n`,
  );
});

test('what comes next is what is typed, by npx where it is a program of ours', () => {
  expect(nextLines(['cdktf deploy acme', 's3-handshake verify acme', 'Send cdktf deploy to acme.'])).toEqual([
    'Next:',
    '  npx cdktf deploy acme',
    '  npx s3-handshake verify acme',
    '  Send cdktf deploy to acme.',
  ]);
});

test('words are painted by what they say, and plain where nobody sees colours', () => {
  const style = styleFor(true);
  const painted = Object.entries(style).map(([name, paint]) => [name, paint('x')]);
  const colour = (code: number) => `\u001b[${code}mx\u001b[39m`;
  expect(Object.fromEntries(painted)).toEqual({
    ...{ high: colour(31), medium: colour(33), low: colour(33), note: colour(36), good: colour(32) },
  });
  expect(Object.values(PLAIN).map((paint) => paint('x'))).toEqual(['x', 'x', 'x', 'x', 'x']);
});

test('HTML: texts are escaped and made visible, cells are taken as they are', () => {
  expect(htmlText('<b title="a">&\u202e')).toBe('&lt;b title=&quot;a&quot;&gt;&amp;\\u202e');
  expect(htmlTable(['A', 'B'], [['1', '<i>2</i>']])).toBe(
    '<table>\n<tr><th>A</th><th>B</th></tr>\n<tr><td>1</td><td><i>2</i></td></tr>\n</table>',
  );
});

test('data of a page: every text is visible, at any depth, and nothing else changes', () => {
  const hidden = 'a\u202eb';
  expect(shownData([hidden, 1, null, true, undefined, { list: [hidden], none: null }])).toEqual([
    'a\\u202eb',
    1,
    null,
    true,
    undefined,
    { list: ['a\\u202eb'], none: null },
  ]);
});

describe('a page', () => {
  const page = { mark: '<!-- a -->', title: 'A & B', body: '<main></main>' };

  test('without a script allows none, and carries no data', () => {
    const html = htmlPage(page);
    expect(html).not.toContain('script');
    expect(html).toContain('<title>A &amp; B</title>');
    expect(html).toContain('\n<!-- a -->\n');
    expect(html).toContain('<body>\n<main></main>\n</body>\n</html>\n');
  });

  test('with both carries both, and no text of the data ends its element', () => {
    const html = htmlPage({ ...page, data: { a: '</script><b>&\u2028\u2029' }, script: 'go()' });
    expect(html).toContain(
      '<script type="application/json" id="data">{"a":"\\u003c/script\\u003e\\u003cb\\u003e\\u0026\\u2028\\u2029"}</script>\n<script>go()</script>\n</body>',
    );
  });
});

test.each([
  [undefined, {}],
  ['ok', { drift: 'ok' }],
  ['finding', { drift: 'ok', proof: 'finding' }],
  ['inconclusive', { drift: 'finding', proof: 'inconclusive' }],
] as const)('a tenant is %s as a whole', (state, states) => {
  expect(stateOf({ states })).toBe(state);
});

test('notes of a tenant, and what heads its row', () => {
  expect(exception('a')).toEqual({ source: 'exception', level: 'note', text: 'a', remediation: '' });
  expect(doubt('drift', 'a')).toEqual({ source: 'drift', level: 'inconclusive', text: 'a', remediation: '' });
  const { name, vendor, customer, account, access } = aTenant();
  expect(headOf(aTenant())).toEqual({ name, vendor: vendor.name, customer, account, access });
});
