/** The report for a terminal. */
import { formatProblem } from '../../../config/yaml/problem';
import { valueText } from '../../../report/finding-words';
import { paragraph } from '../../../report/fold';
import { PLAIN, type Style } from '../../../report/style';
import { table } from '../../../report/table';
import type { Report } from './document';
import { ignoreNotices, incompleteLines, summary, tenantWords } from './words';

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
      valueText(first?.expected),
      valueText(first?.actual),
    ];
  });
  return table(['Severity', 'Tenant', 'Attribute', 'Expected', 'Actual'], rows, (text, column, row) => {
    const severity = groups[row]?.severity;
    return column === 0 && severity ? style[severity](text) : text;
  });
}

/** What each group means and what to do about it, a paragraph each. */
function groupLines(groups: Report['groups'], findings: Report['findings']): readonly string[] {
  return groups.map(({ kind, attribute, tenants, message, findings: members }) => {
    const first = findings[members[0] ?? -1];
    const more = tenants.length > 1 ? ` (and likewise for the other ${tenants.length - 1})` : '';
    return [
      paragraph(`${tenantWords(tenants)}, ${kind} ${attribute}: ${message}`),
      paragraph(`${first?.remediation ?? ''}${more}`, { indent: '    ' }),
      '',
    ].join('\n');
  });
}
