/** The report as markdown, for a job's summary or a comment. */
import { formatProblem } from '../../../config/yaml/problem';
import { tenantWords } from '../../../report/cause';
import { comparedTexts } from '../../../report/finding-words';
import { markdownList, markdownMark, markdownTable, markdownText } from '../../../report/markdown';
import { DRIFT, type Report } from './document';
import { ignoreNotices, incompleteLines, summary } from './words';

const HEADER = ['Severity', 'Class', 'Tenants', 'Attribute', 'Expected', 'Actual', 'Finding', 'Remediation'];

export function reportMarkdown(report: Report): string {
  const { groups, findings, leftOut } = report;
  const rows = groups.map(({ severity, class: of, tenants, kind, attribute, message, findings: members }) => {
    const first = findings[members[0] ?? -1];
    return [
      severity,
      of,
      tenantWords(tenants),
      `${kind} ${attribute}`,
      ...comparedTexts(first?.expected, first?.actual),
      message,
      first?.remediation ?? '',
    ];
  });
  const parts = [
    `${markdownMark(DRIFT)}\n## Drift\n\n${markdownText(summary(report))}\n`,
    rows.length > 0 ? markdownTable(HEADER, rows) : '',
    markdownList('### Incomplete', incompleteLines(report)),
    markdownList('### Left out', leftOut.map(formatProblem)),
    markdownList('### Ignore list', ignoreNotices(report)),
  ];
  return parts.filter((part) => part !== '').join('\n');
}
