/** A check that failed is a finding: whatever was asked, it says what, of which resource, and what to do. */
import { findingsOf, toldIn } from '../../../actions/verify/findings';
import { jsonReport } from '../../../actions/verify/report-json';
import { verifyReportSchema } from '../../../actions/verify/report-schema';
import { EXIT } from '../../../report/exit-codes';
import { findingSchema } from '../../../report/finding-schema';
import { aTenant } from '../../a-tenant';
import { aVerifyReport } from './a-report';

const tenant = aTenant({ accessPoint: { name: 'acme-point' } });
const POINT = 'arn:aws:s3:us-east-1:111122223333:accesspoint/acme-point';
const BUCKET = 'arn:aws:s3:::acme-exchange';
const ROLE = 'arn:aws:iam::111122223333:role/vendors/s3-handshake-acme-prod';

/** Made by each test that asks: what a test file makes as it is loaded, no planted fault reaches. */
const failing = () =>
  aVerifyReport(tenant, () => ({ status: 'fail', message: 'AccessDenied: no', code: 'AccessDenied' }));

test('every check is one, with its id as the rule and a fingerprint of its own', () => {
  const failed = failing();
  const findings = findingsOf(failed);
  expect(findings.map(({ rule }) => rule)).toEqual(failed.results.map(({ check }) => check.id));
  expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
  for (const finding of findings) {
    expect(findingSchema.parse(finding)).toEqual(finding);
    expect(finding.remediation).toContain('acme-prod');
    expect(finding.message).toContain(`should be ${finding.expected}: AccessDenied: no`);
    expect(finding.place).toEqual({ file: 'tenants/acme-prod.yaml' });
  }
});

test('what is open is graver than what is shut', () => {
  for (const { rule, severity, expected, actual } of findingsOf(failing()))
    expect([severity, actual]).toEqual(
      expected === 'allowed'
        ? ['medium', 'AccessDenied']
        : [rule === 'reach.dormant' ? 'medium' : 'high', 'allowed'],
    );
});

test.each([
  [/^(?:assume|trust)\./, ROLE],
  [/^access-point-(?:arn|alias)\./, POINT],
  [/^access-point\.there$/, POINT],
  [/^(?:get|put|list|delete|multipart)\./, BUCKET],
  [/^bucket\.there$/, BUCKET],
])('%s is about %s', (id, arn) => {
  const about = findingsOf(failing()).filter(({ rule }) => id.test(rule));
  expect(about).not.toEqual([]);
  for (const { resource } of about) expect(resource?.arn).toBe(arn);
});

test('what passed, was skipped or could not be told is none', () => {
  for (const status of ['pass', 'skip', 'error'] as const)
    expect(findingsOf(aVerifyReport(tenant, () => ({ status })))).toEqual([]);
});

describe('where a policy makes the difference, the finding is of what it hangs on', () => {
  const KEY = 'arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c-0000-4000-8000-000000000000';
  const keyed = aTenant({ accessPoint: { name: 'acme-point' }, bucket: { kmsKeyArn: KEY } });
  test.each([
    ['bucket', keyed, 'bucket', BUCKET],
    ['access-point', keyed, 'access-point', POINT],
    ['access-point', aTenant(), 'role', ROLE],
    ['key', keyed, 'key', KEY],
    ['key', aTenant(), 'role', ROLE],
    ['identity', keyed, 'role', ROLE],
    ['trust', keyed, 'role', ROLE],
  ] as const)('%s, %#', (cause, of, kind, arn) => {
    const [first] = findingsOf(aVerifyReport(of, () => ({ status: 'fail', cause })));
    expect(first?.resource).toEqual({ kind, arn });
  });
});

test('what only a difference says is told once, by the difference', () => {
  const of = (change: Parameters<typeof aVerifyReport>[1]) => toldIn(aVerifyReport(tenant, change));
  const all = of(() => ({ status: 'fail', how: 'judged' }));
  expect(all.length).toBeGreaterThan(0);
  expect(all.every(({ check }) => check.ask.kind === 'reach')).toBe(true);
  const tried = of(() => ({ status: 'fail', how: 'tried' }));
  expect(tried.length).toBeGreaterThan(all.length);
  const equal = of(({ check }) => ({ status: check.ask.kind === 'reach' ? 'pass' : 'fail', how: 'judged' }));
  expect(equal.map(({ check }) => check.ask.kind)).not.toContain('reach');
  expect(equal).toHaveLength(tried.length - all.length);
});

test('of what should be allowed and has no code it is said that it is denied', () => {
  const [first] = findingsOf(
    aVerifyReport(tenant, ({ check }) => (check.expected === 'allowed' ? { status: 'fail' } : {})),
  );
  expect(first?.actual).toBe('denied');
});

test('the JSON report has the checks as a table, and those that failed as findings', () => {
  const document = jsonReport({ reports: [failing()], leftOut: [], exitCode: EXIT.finding });
  expect(verifyReportSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  expect([document.kind, document.version]).toEqual(['verify-report', 2]);
  expect(document.findings).toHaveLength(document.tenants[0]?.checks.length ?? 0);
});
