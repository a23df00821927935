/** What drift prints of one tenant and of a hundred: as much as there is to say, and nothing twice. */
import type { DriftFinding, Unread } from '../../../actions/drift/finding';
import { reportText } from '../../../actions/drift/report/text';
import { columns, WIDTH } from '../../../report/fold';
import { aFinding, aReport, aResult } from './findings';

const names = Array.from({ length: 100 }, (_, at) => `acme-${String(at + 1).padStart(3, '0')}`);
const one = names.slice(0, 1);
const accountOf = (name: string): string => String(111_122_220_000 + Number(name.slice(5)));

/** As the policy comparison words it: long, and with the names of the tenant in it. */
function widened(tenant: string): DriftFinding {
  return aFinding({
    tenant,
    account: accountOf(tenant),
    resource: { kind: 'role', arn: `arn:aws:iam::${accountOf(tenant)}:role/s3-handshake-${tenant}` },
    attribute: 'policy.grants',
    expected: null,
    actual: { Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${tenant}-exchange/*` },
    class: 'security',
    severity: 'high',
    direction: 'more',
    message: `more is allowed: role s3-handshake-${tenant} may do 31 actions, 12 of them writing, on arn:aws:s3:::${tenant}-exchange/*, by statement Everything of the policy grants`,
  });
}

function unread(tenant: string, message: string): Unread {
  return { tenant, account: accountOf(tenant), resource: '', right: '', reason: 'failed', message };
}

function linesOf(report: ReturnType<typeof aReport>): readonly string[] {
  const lines = reportText(report).replace(/\n$/, '').split('\n');
  for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(WIDTH);
  return lines;
}

test('one that is as it should be', () => {
  expect(linesOf(aReport(one.map((name) => aResult(name)))).length).toBeLessThanOrEqual(3);
});

test('one with a finding', () => {
  const lines = linesOf(aReport(one.map((name) => aResult(name, [widened(name)]))));
  expect(lines.join('\n')).toContain('npx s3-handshake deploy acme-001 --refresh');
  expect(lines.length).toBeLessThanOrEqual(20);
});

test('a hundred that are as they should be', () => {
  expect(linesOf(aReport(names.map((name) => aResult(name)))).length).toBeLessThanOrEqual(105);
});

test('a hundred with one cause', () => {
  const lines = linesOf(aReport(names.map((name) => aResult(name, [widened(name)]))));
  const text = lines.join('\n').replaceAll(/\n\s*/g, ' ');
  expect(text).toContain('acme-001, acme-002, acme-003 and 97 more');
  expect(text).toContain('(and likewise for the other 99)');
  expect(lines.length).toBeLessThanOrEqual(15);
});

test.each([
  ['one', one, ''],
  ['a hundred', names, ' (and likewise for the other 99)'],
])('the four switches of one setting are told together, of %s', (_, hit, others) => {
  const SWITCHES = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
  const opened = (tenant: string) =>
    SWITCHES.map((name) =>
      aFinding({
        tenant,
        account: accountOf(tenant),
        resource: { kind: 'bucket', arn: `arn:aws:s3:::${tenant}-exchange` },
        attribute: `publicAccessBlock.${name}`,
        expected: true,
        actual: false,
        message: 'a policy or an ACL can make the bucket public',
        remediation: `npx s3-handshake deploy ${tenant} --refresh restores it; if it is intended, add to drift-ignore.yaml: - { address: ${tenant}/bucket, attribute: publicAccessBlock.${name}, reason: intended since 2026-11-28, until: 2027-02-26 }`,
      }),
    );
  const lines = linesOf(aReport(hit.map((name) => aResult(name, opened(name)))));
  const text = lines.join('\n').replaceAll(/\n\s*/g, ' ');
  expect(text.match(/can make the bucket public/g)).toHaveLength(1);
  expect(text).toContain(`until: 2027-02-26 }, an entry for each attribute${others}`);
  expect(lines.length).toBeLessThanOrEqual(20);
});

test.each([
  ['one account', one],
  ['a hundred accounts', names],
])('credentials that AWS does not know, of %s: said once', (_, hit) => {
  const why = 'AWS does not know these credentials; check the profile or the AWS_ variables';
  const report = aReport(
    hit.map((name) => ({
      ...aResult(name, [], [unread(name, `${why} (InvalidClientTokenId: no session in ${accountOf(name)})`)]),
      account: accountOf(name),
    })),
  );
  const lines = linesOf(report);
  expect(lines.join(' ').match(/InvalidClientTokenId/g)).toHaveLength(1);
  expect(report.exitCode).toBe(1);
  expect(lines.length).toBeLessThanOrEqual(8);
});
