/** A cause as a terminal shows it: whom it hits, what shows it, what to do; once, however many tenants it hits. */
import { type Cause, causeText, likewise, tenantWords } from '../../report/cause';
import { PLAIN, styleFor } from '../../report/style';

test.each<[readonly string[], number | undefined, string]>([
  [['a'], undefined, 'a'],
  [['a', 'b', 'c'], undefined, 'a, b, c'],
  [['a', 'b', 'c', 'd'], undefined, 'a, b, c and 1 more'],
  [['a', 'b', 'c'], 1, 'a and 2 more'],
  [Array.from({ length: 1_234 }, () => 'a'), 1, 'a and 1,233 more'],
])('%#: the names, or the first of them', (names, most, words) => {
  expect(tenantWords(names, most)).toBe(words);
});

test.each<[readonly string[], string]>([
  [['a'], ''],
  [['a', 'b'], ' (and likewise for the other 1)'],
  [['a', 'b', 'c'], ' (and likewise for the other 2)'],
])('%j', (names, words) => {
  expect(likewise(names)).toBe(words);
});

const cause: Cause = {
  severity: 'high',
  message: 'anybody gets in',
  tenants: ['acme'],
  evidence: ['without an external ID'],
  remediation: 'deploy it',
};

test.each<[string, Partial<Cause>, string]>([
  ['of one', {}, 'high: acme: anybody gets in\n    without an external ID\n    remediation: deploy it'],
  [
    'of many, whose evidence is of the first',
    { tenants: ['acme', 'b'] },
    'high: 2 tenants (acme, b): anybody gets in\n    acme: without an external ID\n    remediation: deploy it (and likewise for the other 1)',
  ],
  [
    'without evidence, where nobody knows what to do',
    { evidence: [], remediation: '' },
    'high: acme: anybody gets in',
  ],
  [
    'with as much evidence as is shown',
    { evidence: ['1', '2', '3'], remediation: '' },
    'high: acme: anybody gets in\n    1\n    2\n    3',
  ],
  [
    'with more evidence than is shown',
    { evidence: ['1', '2', '3', '4', '5'], remediation: '' },
    'high: acme: anybody gets in\n    1\n    2\n    3\n    and 2 more',
  ],
  ['of nobody', { tenants: [], evidence: [], remediation: '' }, 'high: : anybody gets in'],
])('%s', (_, change, text) => {
  const shown = causeText({ ...cause, ...change }, 100, PLAIN);
  expect(shown.replace(/^ +/gm, (blanks) => (blanks === '' ? '' : '    '))).toBe(text);
});

test.each([
  ['high', 31],
  ['medium', 33],
  ['low', 33],
  ['note', 36],
  ['inconclusive', 33],
] as const)('%s is painted by its colour, once', (severity, colour) => {
  const text = causeText({ ...cause, severity, message: `${severity} again` }, 1, styleFor(true));
  expect(text.startsWith(`\u001b[${colour}m${severity}\u001b[39m: acme: ${severity} again`)).toBe(true);
});

test('all tenants that there are need not be named', () => {
  const tenants = ['a', 'b', 'c', 'd'];
  const head = (outOf: number) => causeText({ ...cause, tenants, evidence: [] }, outOf, PLAIN).split('\n')[0];
  expect(head(4)).toBe('high: all 4 tenants: anybody gets in');
  expect(head(5)).toBe('high: 4 tenants (a, b, c and 1 more): anybody gets in');
  const three = causeText({ ...cause, tenants: ['a', 'b', 'c'], evidence: [] }, 3, PLAIN).split('\n')[0];
  expect(three).toBe('high: 3 tenants (a, b, c): anybody gets in');
});
