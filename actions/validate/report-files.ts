/** The report in files, for CI: JUnit XML, markdown and SARIF. */
import { FLEET_FILE } from '../../config/fleet/project-files';
import type { Finding } from '../../report/finding';
import { findingCase, type JunitCase, type JunitSuite, junitMark, junitXml } from '../../report/junit';
import { markdownFindings, markdownMark, markdownTable, markdownText } from '../../report/markdown';
import { mermaidMarkdown } from '../../report/picture/mermaid';
import { sarifLog, sarifMark } from '../../report/sarif';
import { comparisonMarkdown } from './against/comparison-text';
import { RULES } from './finding-rules';
import { findingsOf, inconclusiveOf, noticesOf, type Report } from './report';
import { reportHtml, VALIDATE_PAGE_MARK } from './report-html';
import { rowsOf } from './report-rows';
import { headline } from './report-text';
import type { TenantReport } from './validate-tenant';

const NAME = 's3-handshake validate';
const JUNIT_MARK = junitMark(NAME);
const MARKDOWN_MARK = markdownMark(NAME);
const SARIF_MARK = sarifMark(NAME);

/** A suite a tenant, a case a line of its table and a finding. What is wrong with files is a suite of its own. */
function junitReport({ tenants, problems }: Report): string {
  const files: JunitSuite = {
    name: 'files',
    cases:
      problems.length === 0 ? [{ name: 'all files can be read', status: 'pass' }] : problems.map(findingCase),
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
        ...report.findings.map(findingCase),
        ...report.inconclusive.map(
          (text): JunitCase => ({ name: 'inconclusive', status: 'error', message: text }),
        ),
      ],
    })),
  ]);
}

function sarifReport(report: Report): string {
  return sarifLog({
    name: NAME,
    rules: Object.values(RULES),
    findings: [...findingsOf(report), ...noticesOf(report)],
    inconclusive: inconclusiveOf(report),
    fallback: FLEET_FILE,
  });
}

function markdownReport(report: Report): string {
  const { tenants, comparison } = report;
  return [
    MARKDOWN_MARK,
    '# Validation',
    '',
    ...(comparison ? [comparisonMarkdown(comparison)] : []),
    ...section('Findings', findingsOf(report)),
    ...section('Notices', noticesOf(report)),
    ...tenants.flatMap(tenantSection),
  ].join('\n');
}

function section(title: string, findings: readonly Finding[]): readonly string[] {
  return findings.length === 0 ? [] : [`## ${title}`, '', markdownFindings(findings)];
}

function tenantSection(report: TenantReport): readonly string[] {
  const rows = rowsOf(report).map(({ can, what, where }) => [can ? 'can' : 'cannot', what, where]);
  const notes = [
    ...report.marks.map((mark) => `**${markdownText(mark)}**`),
    ...report.assumptions.map((text) => `Taken for granted: ${markdownText(text)}`),
    ...report.inconclusive.map((text) => `**Inconclusive: ${markdownText(text)}**`),
  ];
  return [
    `## ${markdownText(report.tenant.name)}`,
    '',
    markdownText(headline(report)),
    '',
    markdownTable(['', 'What', 'Where'], rows),
    ...notes.map((note) => `- ${note}`),
    ...(notes.length === 0 ? [] : ['']),
    ...(report.picture ? [mermaidMarkdown(report.picture)] : []),
  ];
}

/** In which a report is written to files, by the name of the option that asks for it. */
export const VALIDATE_FORMATS = {
  junit: { mark: JUNIT_MARK, render: junitReport },
  sarif: { mark: SARIF_MARK, render: sarifReport },
  markdown: { mark: MARKDOWN_MARK, render: markdownReport },
  html: { mark: VALIDATE_PAGE_MARK, render: reportHtml },
} as const;
