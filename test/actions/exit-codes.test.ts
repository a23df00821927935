/** With which exit code each action ends: a table for each, the worst of what a run came to deciding. */
import { adoptionExitCode, type TenantAdoption } from '../../actions/adopt/adoption-report';
import {
  exitCodeOf as deployCode,
  isPlanned,
  type TenantOutcome,
  whyText,
} from '../../actions/deploy/outcome';
import { exitCodeOf as doctorCode, nextAfter, type Part } from '../../actions/doctor/part';
import type { DriftFinding, TenantResult } from '../../actions/drift/finding';
import { buildReport, type Run } from '../../actions/drift/report/build';
import { exitCodeOf as fleetCode } from '../../actions/fleet-report/fleet-report';
import { type LintedFile, exitCodeOf as lintCode } from '../../actions/lint/report';
import { sourceText } from '../../actions/lint/source-text';
import {
  inconclusiveOf,
  noticesOf,
  type Report,
  exitCodeOf as validateCode,
} from '../../actions/validate/report';
import type { How } from '../../actions/verify/check';
import { outcomeOf, tallyOf, exitCodeOf as verifyCode } from '../../actions/verify/tally';
import type { TenantReport } from '../../actions/verify/verify-tenant';
import type { Problem } from '../../config/yaml/problem';
import { EXIT } from '../../report/exit-codes';
import type { State } from '../../report/page/fleet-view';
import { aTenant } from '../a-tenant';
import { aVerifyReport } from './verify/a-report';

const { ok, error, finding, interrupted } = EXIT;
const acme = aTenant();
const whole = { isInterrupted: false, isPart: false };

describe('verify', () => {
  const passed = aVerifyReport(acme);
  const [first] = passed.results;
  const untried = aVerifyReport(acme, () => ({ status: 'skip', how: 'neither' }));
  const with_ = (rest: Partial<TenantReport>): TenantReport => ({ ...passed, ...rest });
  const left = (expected: boolean) => with_({ residue: [{ key: 'a', expected, why: 'it may not delete' }] });

  const changed = (status: 'fail' | 'error' | 'skip'): TenantReport =>
    aVerifyReport(acme, ({ check }) =>
      check.id === first?.check.id ? { status, ...(status === 'skip' ? { how: 'neither' } : {}) } : {},
    );

  test.each<[string, number, readonly TenantReport[]]>([
    ['all passed', ok, [passed]],
    ['one was neither tried nor judged', ok, [changed('skip')]],
    ['one failed', finding, [passed, changed('fail')]],
    ['one could not be told', error, [passed, changed('error')]],
    ['one failed and one could not be told', error, [changed('fail'), changed('error')]],
    ['nothing was tried or judged', error, [passed, untried]],
    ['not all checks were reached', error, [with_({ interrupted: true })]],
    ['something is left that should not be', error, [passed, left(false)]],
    ['something is left that only the owner can delete', ok, [left(true)]],
  ])('%s', (_, code, reports) => {
    expect(verifyCode(reports)).toBe(code);
    expect(verifyCode(reports, whole)).toBe(code);
    expect(verifyCode(reports, { isInterrupted: false, isPart: true })).toBe(error);
    expect(verifyCode(reports, { isInterrupted: true, isPart: true })).toBe(interrupted);
    expect(verifyCode(reports, { isInterrupted: true, isPart: false })).toBe(interrupted);
  });

  test.each<[string, TenantReport]>([
    ['ok', passed],
    ['finding', changed('fail')],
    ['inconclusive', changed('error')],
    ['inconclusive', untried],
  ])('the outcome of a tenant: %s', (outcome, report) => {
    expect(outcomeOf(report)).toBe(outcome);
  });

  test('each result is counted by what came of it, and by how it was found', () => {
    const one = (report: TenantReport) => report.results.slice(0, 1);
    const judged = {
      ...passed,
      results: passed.results.map((each) => ({ ...each, how: 'judged' as const })),
    };
    const both = { ...passed, results: passed.results.map((each) => ({ ...each, how: 'both' as const })) };
    const results = [passed, changed('fail'), changed('error'), judged, both, untried, untried].flatMap(one);
    expect(tallyOf(results)).toEqual({
      ...{ pass: 3, fail: 1, skip: 2, error: 1 },
      ...{ tried: 3, judged: 1, both: 1, neither: 2 },
    });
  });

  test.each<[string, number, How]>([
    ['tried', ok, 'tried'],
    ['judged', ok, 'judged'],
    ['both', ok, 'both'],
    ['neither', error, 'neither'],
  ])('one check that was %s', (_, code, how) => {
    const results = passed.results.slice(0, 1).map((each) => ({ ...each, how }));
    expect(verifyCode([with_({ results })], whole)).toBe(code);
  });
});

describe('doctor', () => {
  const parts = (...states: readonly Part['state'][]) =>
    states.map((state): Part => ({ part: 'node', state, message: 'what was found' }));
  const failure = { need: 'terraform', message: 'there is no network' };

  test.each<[number, readonly Part[], readonly unknown[]]>([
    [ok, parts(), []],
    [ok, parts('ok', 'advice'), []],
    [finding, parts('ok', 'finding'), []],
    [error, parts('ok', 'inconclusive'), []],
    [error, parts('finding', 'inconclusive'), []],
    [error, parts('ok'), [failure]],
  ])('%i: %j', (code, examined, failures) => {
    expect(doctorCode(examined, failures)).toBe(code);
    expect(nextAfter(examined, failures)).toBe(code === ok ? 'npx s3-handshake new' : undefined);
  });
});

describe('diff, deploy and destroy', () => {
  const outcomes = (...names: readonly TenantOutcome['outcome'][]) => names.map((outcome) => ({ outcome }));

  test.each([
    [ok, outcomes()],
    [ok, outcomes('unchanged', 'nothing', 'applied')],
    [finding, outcomes('applied', 'planned')],
    [error, outcomes('applied', 'failed')],
    [error, outcomes('applied', 'skipped')],
    [error, outcomes('planned', 'failed')],
  ])('%i: %j', (code, came) => {
    expect(deployCode(came, whole)).toBe(code);
    expect(deployCode(came, { isInterrupted: false, isPart: true })).toBe(error);
    expect(deployCode(came, { isInterrupted: true, isPart: true })).toBe(interrupted);
  });

  test('what is planned is to be applied, and why it failed is said with what to do', () => {
    expect(outcomes('planned', 'applied', 'unchanged').map((one) => isPlanned(one as TenantOutcome))).toEqual(
      [true, false, false],
    );
    expect(whyText({ message: 'no access', remediation: 'take the role' })).toBe('no access; take the role');
    expect(whyText({ message: 'no access' })).toBe('no access');
    expect(whyText({})).toBe('');
  });
});

describe('lint', () => {
  const source = sourceText('{}');
  const file = (severities: readonly string[], unread: readonly string[] = []): LintedFile =>
    ({
      file: 'a.json',
      source,
      unread,
      result: {
        findings: severities.map((severity) => ({
          rule: 'x',
          severity,
          message: '',
          remediation: '',
          start: 0,
          end: 1,
        })),
      },
    }) as unknown as LintedFile;

  test.each<[number, readonly LintedFile[]]>([
    [ok, [file([])]],
    [ok, [file(['note'])]],
    [finding, [file([]), file(['note', 'low'])]],
    [error, [file([], ['line 1: a statement']), file([])]],
    [error, [file(['high']), { file: 'b.json', error: 'it is not there' }]],
  ])('%i: %#', (code, files) => {
    expect(lintCode(files)).toBe(code);
  });
});

const problem: Problem = {
  file: 'tenants/b.yaml',
  line: 1,
  column: 1,
  path: '',
  message: 'is empty',
} as Problem;

describe('drift', () => {
  const drifted = {
    rule: 'bucket',
    severity: 'high',
    tenant: 'acme',
    account: '111122223333',
    resource: { kind: 'bucket', arn: 'arn:aws:s3:::acme' },
    attribute: 'versioning',
    expected: true,
    actual: false,
    class: 'config',
    cause: 'differs',
    message: 'is off',
    remediation: 'deploy',
    fingerprint: 'f',
  } as const satisfies DriftFinding;
  const unread = {
    tenant: 'acme',
    account: '111122223333',
    resource: 'arn:aws:s3:::acme',
    right: 's3:GetBucketPolicy',
    reason: 'undecided',
    message: 'denied',
  } as const;
  const clean: TenantResult = { tenant: 'acme', account: '111122223333', findings: [], unread: [] };
  const run = (rest: Partial<Run>) =>
    buildReport({
      engine: 'api',
      startedAt: new Date('2026-11-28T10:00:00Z'),
      endedAt: new Date('2026-11-28T10:00:02.34Z'),
      fleet: { tenants: 1 } as unknown as Run['fleet'],
      shards: { covered: [1], count: 1 },
      results: [clean],
      orphans: { findings: [], unread: [] },
      ignored: [],
      leftOut: [],
      whole: true,
      ...rest,
    });

  test.each<[number, string, Partial<Run>]>([
    [ok, 'clean', {}],
    [finding, 'drifted', { results: [{ ...clean, findings: [drifted] }] }],
    [error, 'incomplete', { results: [{ ...clean, unread: [unread] }] }],
    [error, 'incomplete', { results: [{ ...clean, findings: [drifted], unread: [unread] }] }],
    [finding, 'clean', { orphans: { findings: [{ ...drifted, tenant: 'lost' }], unread: [] } }],
    [error, 'clean', { orphans: { findings: [], unread: [unread] } }],
    [error, 'clean', { leftOut: [problem] }],
  ])('%i: the tenant is %s, %#', (code, state, rest) => {
    const report = run(rest);
    expect(report).toMatchObject({ exitCode: code, complete: true, seconds: 2.3 });
    expect(report.totals).toMatchObject({ clean: 0, drifted: 0, incomplete: 0, [state]: 1 });
  });
});

describe('adopt', () => {
  const adoption = (rest: Partial<TenantAdoption>): TenantAdoption => ({
    tenant: 'acme',
    takesOver: ['the bucket acme'],
    losses: [],
    kept: [],
    unread: [],
    ...rest,
  });
  const lost = (approved: boolean) => ({ approved }) as TenantAdoption['losses'][number];

  test.each<[number, readonly TenantAdoption[]]>([
    [ok, []],
    [ok, [adoption({})]],
    [ok, [adoption({ losses: [lost(true)] })]],
    [finding, [adoption({}), adoption({ losses: [lost(true), lost(false)] })]],
    [error, [adoption({ unread: ['its policy'] }), adoption({ losses: [lost(false)] })]],
  ])('%i: %j', (code, adoptions) => {
    expect(adoptionExitCode(adoptions)).toBe(code);
  });
});

describe('validate', () => {
  const tenant = (findings: number, inconclusive: readonly string[]) =>
    ({
      tenant: acme,
      findings: Array(findings).fill({}),
      inconclusive,
    }) as unknown as Report['tenants'][number];
  const wrong = {} as Report['problems'][number];

  test.each<[number, Pick<Report, 'problems' | 'tenants'>]>([
    [ok, { problems: [], tenants: [tenant(0, [])] }],
    [finding, { problems: [wrong], tenants: [tenant(0, [])] }],
    [finding, { problems: [], tenants: [tenant(0, []), tenant(1, [])] }],
    [error, { problems: [wrong], tenants: [tenant(1, ['too many cases']), tenant(0, [])] }],
  ])('%i: %#', (code, parts) => {
    expect(validateCode(parts)).toBe(code);
  });

  test('what could not be told is said of its tenant, and notices are findings that do not count', () => {
    expect(inconclusiveOf({ tenants: [tenant(1, ['too many cases', 'no world'])] })).toEqual([
      'acme-prod: too many cases',
      'acme-prod: no world',
    ]);
    expect(noticesOf({ notices: [problem] })).toMatchObject([
      { rule: 'notice', severity: 'note', message: 'is empty' },
    ]);
  });
});

describe('report', () => {
  const fleet = (...states: readonly State[]) =>
    ({ tenants: states.map((state) => ({ states: { drift: state } })) }) as unknown as Parameters<
      typeof fleetCode
    >[0];

  test.each([
    [ok, fleet('ok', 'ok')],
    [finding, fleet('ok', 'finding')],
    [error, fleet('finding', 'inconclusive')],
  ])('%i: %j', (code, shown) => {
    expect(fleetCode(shown, false)).toBe(code);
    expect(fleetCode(shown, true)).toBe(error);
  });
});
