/** The report for a terminal. */
import { formatProblem } from '../../../config/yaml/problem';
import { likewise, tenantWords } from '../../../report/cause';
import { comparedTexts } from '../../../report/finding-words';
import { paragraph } from '../../../report/fold';
import { PLAIN, type Style } from '../../../report/style';
import { table } from '../../../report/table';
import type { Report } from './document';
import { ignoreNotices, incompleteLines, summary } from './words';

export function reportText(report: Report, style: Style = PLAIN): string {
  const { groups, findings, leftOut } = report;
  const parts = groups.length === 0 ? [] : [groupTable(report, style), ...groupLines(groups, findings)];
  const lines = [
    ...incompleteLines(report).map((line) => `incomplete: ${line}`),
    ...leftOut.map((problem) => `left out: ${formatProblem(problem)}`),
    ...ignoreNotices(report),
    summary(report),
  ];
  return `${[...parts, lines.map((line) => paragraph(line)).join('\n')].join('\n')}\n`;
}

function groupTable({ groups, findings }: Report, style: Style): string {
  const rows = groups.map(({ severity, tenants, kind, attribute, findings: members }) => {
    const first = findings[members[0] ?? -1];
    return [
      severity,
      tenantWords(tenants, 1),
      `${kind} ${attribute}`,
      ...comparedTexts(first?.expected, first?.actual),
    ];
  });
  return table(['Severity', 'Tenant', 'Attribute', 'Expected', 'Actual'], rows, (text, column, row) => {
    const severity = groups[row]?.severity;
    return column === 0 && severity ? style[severity](text) : text;
  });
}

/** What each group means, a paragraph each, and what to do about it: once for those one after the other that share it. */
function groupLines(groups: Report['groups'], findings: Report['findings']): readonly string[] {
  const remediations = groups.map(({ tenants, findings: members }) => {
    const { remediation = '' } = findings[members[0] ?? -1] ?? {};
    return `${remediation}${likewise(tenants)}`;
  });
  return groups.map(({ kind, attribute, tenants, message }, at) => {
    const words = paragraph(`${tenantWords(tenants)}, ${kind} ${attribute}: ${message}`);
    const remediation = remediations[at] ?? '';
    if (remediation === remediations[at + 1]) return words;
    return [words, paragraph(remediation, { indent: '    ' }), ''].join('\n');
  });
}
