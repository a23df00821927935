/** The report as markdown, for a job's summary or a comment. */
import { formatProblem } from '../../../config/yaml/problem';
import { markdownTable, markdownText } from '../../../report/markdown';
import type { Report } from './document';
import { ignoreNotices, incompleteLines, summary, tenantWords, valueWords } from './words';

export const MARKDOWN_MARK = '## Drift';

export function reportMarkdown(report: Report): string {
  const { groups, findings, leftOut } = report;
  const rows = groups.map(({ severity, class: of, tenants, kind, attribute, message, findings: members }) => {
    const first = findings[members[0] ?? -1];
    return [
      severity,
      of,
      tenantWords(tenants),
      `${kind} ${attribute}`,
      valueWords(first?.wanted ?? null),
      valueWords(first?.found ?? null),
      message,
      first?.wayBack ?? '',
    ];
  });
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['Incomplete', incompleteLines(report)],
    ['Left out', leftOut.map(formatProblem)],
    ['Ignore list', ignoreNotices(report)],
  ];
  return [
    `${MARKDOWN_MARK}\n\n${markdownText(summary(report))}\n`,
    ...(rows.length > 0
      ? [
          markdownTable(
            ['Severity', 'Class', 'Tenants', 'Attribute', 'Wanted', 'Found', 'Meaning', 'Way back'],
            rows,
          ),
        ]
      : []),
    ...lists.flatMap(([title, lines]) =>
      lines.length > 0
        ? [`### ${title}\n\n${lines.map((line) => `- ${markdownText(line)}\n`).join('')}`]
        : [],
    ),
  ].join('\n');
}
