/** The report for a terminal. */
import { formatProblem } from '../../../config/yaml/problem';
import { fold, WIDTH } from '../../../report/fold';
import { table } from '../../../report/table';
import type { Report } from './document';
import { ignoreNotices, incompleteLines, summary, tenantWords, valueWords } from './words';

export function reportText(report: Report): string {
  const { groups, findings, leftOut } = report;
  const parts: string[] = [];
  if (groups.length > 0)
    parts.push(
      table(
        ['Severity', 'Tenant', 'Attribute', 'Wanted', 'Found'],
        groups.map(({ severity, tenants, kind, attribute, findings: members }) => {
          const first = findings[members[0] ?? -1];
          const [wanted, found] = [first?.wanted ?? null, first?.found ?? null];
          return [
            severity,
            tenantWords(tenants, 1),
            `${kind} ${attribute}`,
            valueWords(wanted),
            valueWords(found),
          ];
        }),
      ),
      groups.map((group) => wayBackLines(group, findings)).join('\n'),
    );
  const lines = [
    ...incompleteLines(report).map((line) => `incomplete: ${line}`),
    ...leftOut.map((problem) => `left out: ${formatProblem(problem)}`),
    ...ignoreNotices(report),
    summary(report),
  ];
  return `${[...parts, lines.map((line) => folded(line)).join('\n')].join('\n')}\n`;
}

function wayBackLines(
  { kind, attribute, tenants, message, findings: members }: Report['groups'][number],
  findings: Report['findings'],
): string {
  const first = findings[members[0] ?? -1];
  const more = tenants.length > 1 ? ` (and likewise for the other ${tenants.length - 1})` : '';
  return [
    folded(`${tenantWords(tenants)}, ${kind} ${attribute}: ${message}`),
    folded(`${first?.wayBack ?? ''}${more}`, '    '),
    '',
  ].join('\n');
}

function folded(text: string, indent = ''): string {
  return fold(text, WIDTH - indent.length)
    .map((line) => `${indent}${line}`)
    .join('\n');
}
