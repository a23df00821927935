/** What makes a finding the same as another, which of them count, and what is said of one. */
import {
  countSeverities,
  counts,
  type Finding,
  fingerprintOf,
  type Identity,
  SEVERITIES,
} from '../../report/finding';
import { findingText } from '../../report/finding-text';
import { counted, details, placeText, sentence } from '../../report/finding-words';
import { generalised } from '../../report/generalised';
import { styleFor } from '../../report/style';

const whole: Required<Identity> = {
  rule: 'rule',
  tenant: 'acme',
  resource: { kind: 'role', arn: 'arn:aws:iam::111122223333:role/r' },
  attribute: 'trust',
  detail: 'detail',
};

test('a fingerprint is of each part of what a finding is about, and of nothing else', () => {
  const of = fingerprintOf(whole);
  expect(of).toMatch(/^[0-9a-f]{32}$/);
  expect(fingerprintOf({ ...whole })).toBe(of);
  expect(fingerprintOf({ ...whole, resource: { kind: 'user', arn: whole.resource?.arn ?? '' } })).toBe(of);
  const changed = [
    { rule: 'other' },
    { tenant: undefined },
    { resource: undefined },
    { attribute: undefined },
    { detail: undefined },
  ].map((change) => fingerprintOf({ ...whole, ...change }));
  expect(new Set([of, ...changed]).size).toBe(6);
});

test('fingerprints are contract: users have them in their lists', () => {
  expect(fingerprintOf(whole)).toBe('1f60e2b25beaf420e60e461828446d03');
  expect(fingerprintOf({ rule: 'rule' })).toBe('64fc33c3dad138474f9ed9763224b2a4');
});

test('all but notes count', () => {
  expect(SEVERITIES.map((severity) => counts({ severity }))).toEqual([true, true, true, false]);
  const found = ['high', 'high', 'medium', 'low', 'note', 'note', 'note'] as const;
  expect(countSeverities(found.map((severity) => ({ severity })))).toEqual({
    high: 2,
    medium: 1,
    low: 1,
    note: 3,
  });
});

test.each([
  [{ file: 'a.yaml' }, 'a.yaml'],
  [{ file: 'a.yaml', line: 7 }, 'a.yaml:7'],
  [{ file: 'a.yaml', line: 7, column: 3 }, 'a.yaml:7:3'],
  [{ file: 'a.yaml', column: 3 }, 'a.yaml'],
])('%j is %s', (place, text) => {
  expect(placeText(place)).toBe(text);
});

test.each([
  [0, '0 findings'],
  [1, '1 finding'],
  [2, '2 findings'],
  [12_345, '12,345 findings'],
])('%i', (count, text) => {
  expect(counted(count, 'finding')).toBe(text);
});
test('a plural of its own', () => {
  expect(counted(2, 'policy', 'policies')).toBe('2 policies');
});

const finding: Finding = {
  rule: 'can-more',
  severity: 'high',
  message: 'too much',
  remediation: 'take it away',
  fingerprint: 'f',
};
const role = { kind: 'role', arn: 'arn:aws:iam::111122223333:role/r' } as const;

test.each<[Partial<Finding>, string]>([
  [{}, 'too much'],
  [{ tenant: 'acme' }, 'acme: too much'],
  [{ tenant: '', place: { file: 'a.yaml', path: '' } }, 'too much'],
  [{ place: { file: 'a.yaml', path: 'grants[0]' } }, 'grants[0]: too much'],
  [{ attribute: 'trust', place: { file: 'a.yaml', path: 'grants[0]' } }, 'trust: too much'],
  [{ attribute: 'trust', resource: role, tenant: 'acme' }, 'acme: role trust: too much'],
])('%j: %s', (change, text) => {
  expect(sentence({ ...finding, ...change })).toBe(text);
});

test.each<[Partial<Finding>, readonly string[]]>([
  [{}, ['remediation: take it away']],
  [{ remediation: '' }, []],
  [{ resource: role, remediation: '' }, [`resource: ${role.arn}`]],
  [{ expected: 'a', remediation: '' }, ['expected: a', 'actual: -']],
  [{ actual: null, remediation: '' }, ['expected: -', 'actual: -']],
])('what is known beside the sentence: %j', (change, lines) => {
  expect(details({ ...finding, ...change })).toEqual(lines);
});

test('at a terminal: a line that editors jump from, an excerpt as it is, and the details below', () => {
  expect(
    findingText(
      { ...finding, place: { file: 'a.yaml', line: 7, column: 3 } },
      { excerpt: ['  here', '  ^'] },
    ),
  ).toBe('a.yaml:7:3 high can-more too much\n  here\n  ^\n    remediation: take it away\n');
  expect(findingText({ ...finding, remediation: '' })).toBe('high can-more too much\n');
  const place = { file: 'a high b.yaml' };
  expect(findingText({ ...finding, place, remediation: '' }, { style: styleFor(true) })).toContain(
    '\u001b[31mhigh\u001b[39m',
  );
});

test("a sentence without what is a tenant's own, all of it", () => {
  const own = [
    ['arn:aws:s3:::acme-data', '<arn>'],
    ['acme', '<tenant>'],
    ['', '<nothing>'],
  ] as const;
  expect(generalised('acme reads arn:aws:s3:::acme-data, and acme writes', own)).toBe(
    '<tenant> reads <arn>, and <tenant> writes',
  );
  expect(
    generalised('acme-data of acme', [
      ['acme', '<tenant>'],
      ['acme-data', '<bucket>'],
    ]),
  ).toBe('<bucket> of <tenant>');
});
