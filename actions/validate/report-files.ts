/** The report in files, for CI: JUnit XML, markdown and SARIF. */
import { formatProblem } from '../../config/yaml/problem';
import { type JunitCase, type JunitSuite, junitMark, junitXml } from '../../report/junit';
import { markdownTable, markdownText } from '../../report/markdown';
import { sarifLog } from '../../report/sarif';
import { comparisonMarkdown } from './against/comparison-text';
import { type Finding, RULES } from './finding';
import { findingsOf, type Report } from './report';
import { rowsOf } from './report-rows';
import { count, headline } from './report-text';
import type { TenantReport } from './validate-tenant';

const NAME = 's3-handshake validate';
export const JUNIT_MARK = junitMark(NAME);
export const MARKDOWN_MARK = `<!-- ${NAME} -->`;
export const SARIF_MARK = `"name": ${JSON.stringify(NAME)}`;

/** A suite a tenant, a case a line of its table and a finding. What is wrong with files is a suite of its own. */
export function junitReport({ tenants, problems }: Report): string {
  const files: JunitSuite = {
    name: 'files',
    cases:
      problems.length === 0 ? [{ name: 'all files can be read', status: 'pass' }] : problems.map(failure),
  };
  return junitXml(NAME, [
    files,
    ...tenants.map((report) => ({
      name: report.tenant.name,
      cases: [
        ...rowsOf(report).map(
          ({ can, what, where }): JunitCase => ({
            name: `${can ? 'can' : 'cannot'} ${what}: ${where}`,
            status: 'pass',
          }),
        ),
        ...report.findings.map(failure),
      ],
    })),
  ]);
}

function failure(finding: Finding): JunitCase {
  return {
    name: `${finding.rule} ${finding.file}:${finding.line}`,
    status: 'fail',
    message: finding.message,
    detail: [formatProblem(finding)],
  };
}

export function sarifReport(report: Report): string {
  const rules = Object.entries(RULES).map(([id, text]) => ({ id, text }));
  const notices = report.notices.map((notice) => ({ ...notice, ruleId: 'notice', level: 'note' as const }));
  const results = findingsOf(report).map((finding) => ({
    ...finding,
    ruleId: finding.rule,
    level: 'error' as const,
  }));
  const noticeRule = { id: 'notice', text: 'What is worth knowing and stands in nobody’s way.' };
  return sarifLog({ name: NAME, rules: [...rules, noticeRule] }, [
    ...[...results, ...notices].map(({ path, message, ...rest }) => ({
      ...rest,
      message: path === '' ? message : `${path}: ${message}`,
    })),
  ]);
}

export function markdownReport(report: Report): string {
  const { tenants, notices, comparison } = report;
  const findings = findingsOf(report);
  return [
    MARKDOWN_MARK,
    '# Validation',
    '',
    ...(comparison ? [comparisonMarkdown(comparison)] : []),
    ...section('Findings', findings.map(formatProblem)),
    ...section('Notices', notices.map(formatProblem)),
    ...tenants.flatMap(tenantSection),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [`## ${title}`, '', ...lines.map((line) => `- ${markdownText(line)}`), ''];
}

function tenantSection(report: TenantReport): readonly string[] {
  const rows = rowsOf(report).map(({ can, what, where, requests }) => [
    can ? 'can' : 'cannot',
    what,
    where,
    requests === undefined ? '' : `${count(requests)} denied`,
  ]);
  const notes = [
    ...report.marks.map((mark) => `**${markdownText(mark)}**`),
    ...report.assumptions.map((text) => `Taken for granted: ${markdownText(text)}`),
  ];
  return [
    `## ${markdownText(report.tenant.name)}`,
    '',
    markdownText(headline(report)),
    '',
    markdownTable(['', 'What', 'Where', 'Proof'], rows),
    ...notes.map((note) => `- ${note}`),
    ...(notes.length === 0 ? [] : ['']),
  ];
}
