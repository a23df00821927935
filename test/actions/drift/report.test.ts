import type { DriftFinding, Unread } from '../../../actions/drift/finding';
import { reportSchema } from '../../../actions/drift/report/document';
import { reportJunit } from '../../../actions/drift/report/junit';
import { reportMarkdown } from '../../../actions/drift/report/markdown';
import { reportSarif } from '../../../actions/drift/report/sarif';
import { reportText } from '../../../actions/drift/report/text';
import { LOG } from '../../report/sarif-schema';
import { aFinding, aReport, aResult } from './findings';

function open(tenant: string): DriftFinding {
  return aFinding({
    tenant,
    attribute: 'publicAccessBlock.BlockPublicPolicy',
    expected: true,
    actual: false,
    class: 'security',
    severity: 'high',
    message: 'a policy or an ACL can make the bucket public',
  });
}

const orphan = aFinding({
  tenant: 'lost',
  resource: { kind: 'role', arn: 'arn:aws:iam::111122223333:role/s3-handshake-lost' },
  attribute: 'exists',
  expected: false,
  actual: true,
  class: 'security',
  severity: 'high',
  cause: 'orphan',
  message: 'the role carries the tag of lost, which has no file any more',
});
const { place: _, ...withoutFile } = orphan;

const unread: Unread = {
  tenant: 'umbrella',
  account: '444455556666',
  resource: 'arn:aws:s3:::umbrella-exchange',
  right: 's3:GetBucketPolicy',
  reason: 'denied',
  message: 'AccessDenied: no identity-based policy allows it',
};

const report = aReport(
  [
    ...['acme-prod', 'acme-stage', 'globex', 'initech'].map((name) => aResult(name, [open(name)])),
    aResult('clean-one'),
    aResult('tagged', [aFinding({ tenant: 'tagged', actual: 'a|b <c>' })]),
    aResult('umbrella', [], [unread]),
  ],
  {
    orphans: { findings: [withoutFile], unread: [] },
    ignored: [
      {
        address: 'acme-prod/role',
        attribute: 'tags.*',
        reason: 'x',
        until: '2026-01-31',
        file: 'drift-ignore.yaml',
        line: 2,
      },
    ],
    leftOut: [{ file: 'tenants/broken.yaml', line: 3, column: 1, path: 'region', message: 'is missing' }],
  },
);

test('what could not be read beats a finding, and both are counted', () => {
  expect(report.exitCode).toBe(1);
  expect(report.totals).toEqual({ clean: 1, drifted: 5, incomplete: 1, findings: 6, ignored: 0, leftOut: 1 });
  expect(report.tenants.find(({ name }) => name === 'umbrella')).toMatchObject({ state: 'incomplete' });
});

test('one cause on many tenants is one group, the gravest and largest first', () => {
  expect(report.groups.map(({ tenants, severity }) => [severity, tenants])).toEqual([
    ['high', ['acme-prod', 'acme-stage', 'globex', 'initech']],
    ['high', ['lost']],
    ['low', ['tagged']],
  ]);
  expect(report.groups[0]?.findings.map((at) => report.findings[at]?.tenant)).toEqual([
    'acme-prod',
    'acme-stage',
    'globex',
    'initech',
  ]);
});

test('the document is what its schema says', () => {
  expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
});

test('the table fits a terminal', () => {
  const text = reportText(report);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(text).toMatchSnapshot();
});

test('markdown', () => {
  expect(reportMarkdown(report)).toMatchSnapshot();
});

test('JUnit', () => {
  expect(reportJunit(report)).toMatchSnapshot();
});

describe('SARIF', () => {
  const log = LOG.parse(JSON.parse(reportSarif(report)));
  const [run] = log.runs;

  test('shows each finding at the line of its file', () => {
    const places = run?.results.map(({ level, locations }) => [
      level,
      locations[0]?.physicalLocation.artifactLocation.uri,
      locations[0]?.physicalLocation.region?.startLine,
    ]);
    expect(places).toEqual([
      ['error', 'tenants/acme-prod.yaml', 7],
      ['error', 'tenants/acme-stage.yaml', 7],
      ['error', 'tenants/globex.yaml', 7],
      ['error', 'tenants/initech.yaml', 7],
      ['error', 'handshake.yaml', undefined],
      ['note', 'tenants/tagged.yaml', 7],
    ]);
  });

  test('knows its rules, and tells findings on one line apart', () => {
    const rules = run?.tool.driver.rules.map(({ id }) => id);
    for (const { ruleId } of run?.results ?? []) expect(rules).toContain(ruleId);
    const prints = run?.results.map(
      ({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash,
    );
    expect(new Set(prints).size).toBe(run?.results.length);
  });

  test('is no success where something could not be read', () => {
    expect(run?.invocations[0]?.executionSuccessful).toBe(false);
    expect(
      run?.invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text).join('\n'),
    ).toContain('lacks s3:GetBucketPolicy');
  });
});
