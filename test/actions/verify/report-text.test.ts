/** What verify prints of one tenant and of a hundred: as much as there is to say, and nothing twice. */
import type { Result } from '../../../actions/verify/check';
import { runText } from '../../../actions/verify/report-text';
import { exitCodeOf } from '../../../actions/verify/tally';
import type { TenantReport } from '../../../actions/verify/verify-tenant';
import type { VerifyRun } from '../../../actions/verify/verify-tenants';
import { columns, WIDTH } from '../../../report/fold';
import { styleFor } from '../../../report/style';
import { aTenant } from '../../a-tenant';
import { aVerifyReport } from './a-report';

type Change = (result: Result) => Partial<Result>;

function tenantOf(number: number) {
  const name = `acme-${String(number).padStart(3, '0')}`;
  const account = String(111_122_220_000 + number);
  const principal = `arn:aws:iam::999988887777:role/amperity-${number}`;
  return aTenant({
    name,
    file: `tenants/${name}.yaml`,
    account,
    bucket: { name: `${name}-exchange` },
    accessPoint: { name: `${name}-point` },
    vendorPrincipals: [principal],
  });
}

const fleet = (count: number, changeOf: Change = () => ({})): readonly TenantReport[] =>
  Array.from({ length: count }, (_, at) => aVerifyReport(tenantOf(at + 1), changeOf));

const runOf = (reports: readonly TenantReport[]): VerifyRun => ({
  reports,
  leftOut: [],
  exitCode: exitCodeOf(reports),
});

const open: Change = ({ check }) =>
  check.id === 'assume.no-external-id' || check.id === 'trust.no-external-id'
    ? { status: 'fail', message: 'AWS let it in', how: check.id.startsWith('trust') ? 'judged' : 'tried' }
    : {};

/** As AWS answers a key that it does not know: the first check says so, and nothing else is reached. */
const unknown: Change = ({ check }) =>
  check.id === 'caller.identity'
    ? {
        status: 'error',
        code: 'InvalidClientTokenId',
        message:
          'AWS does not know these credentials; check the profile or the AWS_ variables (InvalidClientTokenId: The security token included in the request is invalid)',
      }
    : { status: 'skip', how: 'neither', message: 'not reached: who the caller is could not be told' };

const unreachable: Change = (result) =>
  result.check.id === 'caller.identity'
    ? {
        status: 'error',
        message:
          'nothing listens at the endpoint; check the endpoint, the proxy and the firewall (ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:9)',
      }
    : unknown(result);

function linesOf(reports: readonly TenantReport[]): readonly string[] {
  const lines = runText(runOf(reports)).replace(/\n$/, '').split('\n');
  for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(WIDTH);
  return lines;
}

test('one that is as it should be', () => {
  const lines = linesOf(fleet(1));
  expect(lines).toEqual([
    expect.stringMatching(/^✓ acme-001: \d+ passed; Amperity, as vendor$/),
    '1 tenant: 1 passed, 0 failed, 0 inconclusive (--verbose shows every check)',
  ]);
  expect(lines.length).toBeLessThanOrEqual(3);
});

test('one with a finding: the cause, what shows it, and what to do', () => {
  const lines = linesOf(fleet(1, open));
  const text = lines.join('\n');
  expect(lines[0]).toMatch(/^✗ acme-001: \d+ passed, 2 failed/);
  expect(text.match(/confused deputy/g)).toHaveLength(1);
  expect(text).toContain('trust.no-external-id: ');
  expect(text).toContain('remediation: npx s3-handshake diff acme-001 --refresh');
  expect(lines.length).toBeLessThanOrEqual(20);
});

test('a hundred that are as they should be', () => {
  const lines = linesOf(fleet(100));
  expect(lines.filter((line) => line.startsWith('✓ '))).toHaveLength(100);
  expect(lines.length).toBeLessThanOrEqual(105);
});

test.each([
  ['what was found', open, /confused deputy/],
  ['what could not be told', unreachable, /nothing listens/],
])('a hundred with one cause: %s', (_, change, cause) => {
  const lines = linesOf(fleet(100, change));
  const text = lines.join('\n').replaceAll(/\n\s*/g, ' ');
  expect(text.match(new RegExp(cause, 'g'))).toHaveLength(1);
  expect(text).toContain(': all 100 tenants: ');
  expect(text).not.toMatch(/acme-002/);
  expect(lines.length).toBeLessThanOrEqual(15);
});

test('many with one cause, and others without it: the cause counts and names them', () => {
  const lines = linesOf([...fleet(5, open), ...fleet(7).slice(5)]);
  const text = lines.join('\n').replaceAll(/\n\s*/g, ' ');
  expect(lines.slice(0, 3)).toEqual([
    expect.stringMatching(/^✓ acme-006/),
    expect.stringMatching(/^✓ acme-007/),
    '',
  ]);
  expect(text).toContain('high: 5 tenants (acme-001, acme-002, acme-003 and 2 more): the trust policy');
});

test('requests without TLS are told as such, and not as what the vendor may do', () => {
  const [report] = fleet(1);
  if (!report) throw new Error('there is none');
  const [some] = report.results;
  if (!some) throw new Error('there is none');
  const plain = {
    ...some,
    check: { ...some.check, id: 'reach.more', expected: 'denied', ask: { kind: 'reach', direction: 'more' } },
    status: 'fail',
    cause: 'bucket',
    isPlainHttp: true,
  } as const;
  const suspended = {
    ...report,
    tenant: { ...report.tenant, access: 'suspended' },
    results: [plain],
  } as const;
  for (const one of [{ ...report, results: [plain] }, suspended])
    expect(linesOf([one]).join(' ')).toContain("the bucket's policy does not deny requests without TLS");
});

test('credentials that AWS does not know: said once, what was not reached counted once', () => {
  const lines = linesOf(fleet(1, unknown));
  const text = lines.join('\n').replaceAll(/\n\s*/g, ' ');
  expect(text.match(/InvalidClientTokenId/g)).toHaveLength(1);
  expect(text.match(/not reached/g)).toHaveLength(1);
  expect(text).toContain('--profile');
  expect(lines.length).toBeLessThanOrEqual(8);
});

test('those with causes of their own have lines of their own, behind those that are as they should be', () => {
  const [one, two, three] = [fleet(3), fleet(3, open), fleet(3, unknown)].map((reports, at) => reports[at]);
  const lines = linesOf([three, two, one].flatMap((report) => report ?? []));
  expect(lines.slice(0, 3).map((line) => line.slice(0, 10))).toEqual([
    '✓ acme-001',
    '✗ acme-002',
    '? acme-003',
  ]);
  expect(lines.at(-1)).toContain('3 tenants: 1 passed, 1 failed, 1 inconclusive');
});

test('a file that kept its tenant out, and what was left behind, are not passed over', () => {
  const [report] = fleet(1);
  const left = { ...report, residue: [{ key: 'to-a/.s3-handshake/x', expected: false, why: 'denied' }] };
  const problem = { file: 'tenants/b.yaml', line: 1, column: 1, path: 'region', message: 'is missing' };
  const text = runText({ reports: [left as TenantReport], leftOut: [problem], exitCode: 1 });
  expect(text).toMatch(/^\? acme-001/);
  expect(text).toContain('to-a/.s3-handshake/x (denied)');
  expect(text).toContain('1 problem in files');
});

test('--verbose has the table of every check', () => {
  const reports = fleet(2, open);
  const text = runText(runOf(reports), { isVerbose: true });
  for (const { results } of reports) for (const { check } of results) expect(text).toContain(check.id);
});

test('colours change nothing but the colour', () => {
  const run = runOf([...fleet(2, open), ...fleet(1, unknown), ...fleet(1)]);
  const painted = runText(run, { style: styleFor(true) });
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
  expect(painted.match(escapes)?.length).toBeGreaterThan(8);
  expect(painted.replaceAll(escapes, '')).toBe(runText(run));
});
