/** The report in files, for CI: JUnit XML, SARIF and markdown. */
import { FLEET_FILE } from '../../config/fleet/project-files';
import { formatProblem } from '../../config/yaml/problem';
import type { Finding } from '../../report/finding';
import { type JunitCase, junitMark, junitXml, leftOutSuites } from '../../report/junit';
import { markdownList, markdownMark, markdownTable, markdownText } from '../../report/markdown';
import { mermaidMarkdown } from '../../report/picture/mermaid';
import type { ReportFormat } from '../../report/report-file';
import { sarifLog, sarifMark } from '../../report/sarif';
import type { Result } from './check';
import { diagnose, vendorsView } from './diagnosis';
import { findingsOf } from './findings';
import { VERIFY_HTML } from './report-html';
import { summary } from './summary';
import { hasLeftovers } from './tally';
import type { TenantReport } from './verify-tenant';
import type { VerifyRun } from './verify-tenants';

const NAME = 's3-handshake verify';

/** A suite a tenant, a case a check. What could not be verified at all is a suite of its own, in error. */
function junitReport({ reports, leftOut }: VerifyRun): string {
  return junitXml(NAME, [
    ...reports.map((report) => ({
      name: report.tenant.name,
      cases: [...report.results.map(junitCase), ...leftovers(report)],
    })),
    ...leftOutSuites(leftOut),
  ]);
}

function junitCase({
  check,
  status,
  message,
  code,
  requestId,
  attempts,
  milliseconds,
  how,
}: Result): JunitCase {
  const detail = [
    `${check.says}; should be ${check.expected}`,
    `${how}; requests: ${attempts}`,
    ...(code === undefined ? [] : [`code: ${code}`]),
    ...(requestId === undefined ? [] : [`request id: ${requestId}`]),
  ];
  return {
    name: check.id,
    seconds: milliseconds / 1_000,
    status,
    message,
    ...(status === 'skip' ? {} : { detail }),
  };
}

function leftovers(report: TenantReport): readonly JunitCase[] {
  if (!hasLeftovers(report)) return [];
  const lines = report.residue.filter(({ expected }) => !expected).map(({ key, why }) => `${key}: ${why}`);
  return [{ name: 'clean-up', status: 'error', message: 'objects were left behind', detail: lines }];
}

/** The checks that failed; a check in error, and what was left behind, keep the run from being a success. */
function sarifReport({ reports, leftOut }: VerifyRun): string {
  const findings = reports.flatMap(findingsOf);
  return sarifLog({
    name: NAME,
    rules: rulesOf(findings, reports),
    findings,
    inconclusive: [
      ...reports.flatMap(({ tenant, results, residue }) => [
        ...results
          .filter(({ status }) => status === 'error')
          .map(({ check, message }) => `${tenant.name}: ${check.id}: ${message}`),
        ...residue
          .filter(({ expected }) => !expected)
          .map(({ key }) => `${tenant.name}: left behind: ${key}`),
      ]),
      ...leftOut.map(formatProblem),
    ],
    fallback: FLEET_FILE,
  });
}

function rulesOf(findings: readonly Finding[], reports: readonly TenantReport[]) {
  const checks = new Map(
    reports.flatMap(({ results }) => results.map(({ check }) => [check.id, check] as const)),
  );
  return [...new Set(findings.map(({ rule }) => rule))].map((id) => {
    const check = checks.get(id);
    return { id, text: check ? `Verify: ${check.says}: ${check.expected}.` : id };
  });
}

function markdownReport({ reports, leftOut }: VerifyRun): string {
  return [
    markdownMark(NAME),
    '# Verification',
    '',
    ...(leftOut.length === 0 ? [] : [markdownList('## Left out', leftOut.map(formatProblem))]),
    ...reports.flatMap(tenantSection),
  ].join('\n');
}

function tenantSection(report: TenantReport): readonly string[] {
  const { tenant, as, results, residue } = report;
  const rows = results.map(({ check, status, how, message }) => [
    check.id,
    check.expected,
    status === 'pass' ? status : status.toUpperCase(),
    how,
    status === 'pass' ? '' : message,
  ]);
  const accepted =
    tenant.acceptNoExternalId === undefined
      ? []
      : [`Accepted without an external ID: ${markdownText(tenant.acceptNoExternalId)}`, ''];
  const notes = [
    ...diagnose(report).map(
      ({ cause, remediation }) => `Likely cause: ${cause}. Remediation: ${remediation}.`,
    ),
    ...vendorsView(report),
    ...residue.map(
      ({ key, expected, why }) => `Left behind${expected ? ', as expected' : ''}: ${key} (${why})`,
    ),
  ].map((note) => `- ${markdownText(note)}`);
  return [
    `## ${markdownText(tenant.name)}: ${markdownText(tenant.vendor.name)}, as ${as}`,
    '',
    markdownText(summary(report)),
    '',
    ...accepted,
    ...notes,
    ...(notes.length === 0 ? [] : ['']),
    ...(report.picture ? [mermaidMarkdown(report.picture)] : []),
    markdownTable(['Check', 'Expected', 'Result', 'How', 'Why'], rows),
  ];
}

/** By the name of the option that asks for it. */
export const VERIFY_FORMATS: Readonly<
  Record<'junit' | 'sarif' | 'markdown' | 'html', ReportFormat<VerifyRun>>
> = {
  junit: { mark: junitMark(NAME), render: junitReport },
  sarif: { mark: sarifMark(NAME), render: sarifReport },
  markdown: { mark: markdownMark(NAME), render: markdownReport },
  html: VERIFY_HTML,
};
