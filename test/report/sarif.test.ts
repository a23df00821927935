import type { Finding } from '../../report/finding';
import { sarifLog, sarifMark } from '../../report/sarif';
import { LOG } from './sarif-schema';

const NAME = 's3-handshake validate';

const finding: Finding = {
  rule: 'can-more',
  severity: 'high',
  message: 'too much',
  remediation: 'take it away',
  fingerprint: 'f',
};

function logOf(findings: readonly Finding[], inconclusive: readonly string[] = []) {
  const rules = [{ id: 'can-more', text: 'The policies allow more.' }];
  const text = sarifLog({ name: NAME, rules, findings, inconclusive, fallback: 'handshake.yaml' });
  expect(text.endsWith('}\n')).toBe(true);
  expect(text).toContain(sarifMark(NAME));
  const [run] = LOG.parse(JSON.parse(text)).runs;
  if (!run) throw new Error('a log has one run');
  return run;
}

test('a log holds what the standard asks for, and nothing else', () => {
  const run = logOf(
    [
      {
        ...finding,
        place: { file: 'tenants/acme prod#1.yaml', line: 3, column: 5, endLine: 3, endColumn: 9 },
      },
      { ...finding, place: { file: 'tenants/b.yaml', line: 3 } },
      { ...finding, place: { file: 'größe/%?.yaml' } },
      finding,
    ],
    ['the key could not be read'],
  );
  expect(run.invocations[0]?.executionSuccessful).toBe(false);
  // GitHub tells findings apart by it.
  expect(run.results[0]?.partialFingerprints).toEqual({ primaryLocationLineHash: 'f' });
  expect(run.results.map(({ locations }) => locations[0]?.physicalLocation)).toEqual([
    {
      artifactLocation: { uri: 'tenants/acme%20prod%231.yaml' },
      region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
    },
    { artifactLocation: { uri: 'tenants/b.yaml' }, region: { startLine: 3 } },
    { artifactLocation: { uri: 'gr%C3%B6%C3%9Fe/%25%3F.yaml' } },
    { artifactLocation: { uri: 'handshake.yaml' } },
  ]);
});

test('a log is known by the name of the command that wrote it, and by no other', () => {
  const log = sarifLog({ name: NAME, rules: [], findings: [], inconclusive: [], fallback: 'handshake.yaml' });
  expect(log).toContain(sarifMark(NAME));
  expect(log).not.toContain(sarifMark('s3-handshake drift'));
});

test('a message says what is wrong, what was compared, and what to do', () => {
  const run = logOf([
    {
      ...finding,
      tenant: 'acme',
      resource: { kind: 'role', arn: 'arn:aws:iam::111122223333:role/r' },
      attribute: 'trust.Vendor1',
      expected: null,
      actual: { a: 1 },
    },
  ]);
  expect(run.results[0]?.message.text.split('\n')).toEqual([
    'acme: role trust.Vendor1: too much',
    'resource: arn:aws:iam::111122223333:role/r',
    'expected: -',
    'actual: {"a":1}',
    'remediation: take it away',
  ]);
});

test.each([
  ['high', 'error'],
  ['medium', 'warning'],
  ['low', 'note'],
  ['note', 'note'],
] as const)('%s is %s', (severity, level) => {
  expect(logOf([{ ...finding, severity }]).results[0]?.level).toBe(level);
});

test('a run that found nothing is a successful one without results', () => {
  expect(logOf([])).toMatchObject({ results: [], invocations: [{ executionSuccessful: true }] });
});
