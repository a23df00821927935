/** The report in files, for CI: JUnit XML and markdown. */
import { type JunitCase, junitMark, junitXml } from '../../report/junit';
import { markdownTable, markdownText } from '../../report/markdown';
import type { Result } from './check';
import { diagnose, vendorsView } from './diagnosis';
import { summary } from './report-text';
import { hasLeftovers } from './tally';
import type { TenantReport } from './verify-tenant';

const NAME = 's3-handshake verify';
export const JUNIT_MARK = junitMark(NAME);
export const MARKDOWN_MARK = `<!-- ${NAME} -->`;

/** A suite a tenant, a case a check. What could not be verified at all is a suite of its own, in error. */
export function junitReport(reports: readonly TenantReport[], problems: readonly string[]): string {
  const broken =
    problems.length === 0
      ? []
      : [
          {
            name: 'files',
            cases: problems.map(
              (problem): JunitCase => ({ name: problem, status: 'error', message: problem }),
            ),
          },
        ];
  return junitXml(NAME, [
    ...reports.map((report) => ({
      name: report.tenant.name,
      cases: [...report.results.map(junitCase), ...leftovers(report)],
    })),
    ...broken,
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

export function markdownReport(reports: readonly TenantReport[], problems: readonly string[]): string {
  return [
    MARKDOWN_MARK,
    '# Verification',
    '',
    ...problems.map((problem) => `- ${markdownText(problem)}`),
    ...(problems.length === 0 ? [] : ['']),
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
    ...diagnose(report).map(({ cause, cure }) => `Likely cause: ${cause}. To cure it: ${cure}.`),
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
    markdownTable(['Check', 'Expected', 'Result', 'How', 'Why'], rows),
  ];
}
