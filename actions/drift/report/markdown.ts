/** The report as markdown, for a job's summary or a comment. */
import { formatProblem } from '../../../config/yaml/problem';
import { tenantWords } from '../../../report/cause';
import { comparedTexts, counted } from '../../../report/finding-words';
import { markdownList, markdownMark, markdownTable, markdownText } from '../../../report/markdown';
import { mermaidMarkdown } from '../../../report/picture/mermaid';
import { DRIFT, type Report } from './document';
import { ignoreNotices, incompleteLines, summary } from './words';

const HEADER = ['Severity', 'Class', 'Tenants', 'Attribute', 'Expected', 'Actual', 'Finding', 'Remediation'];

/** A job's summary holds a mebibyte: pictures of so many tenants are in it, those that differ first. */
const MOST_PICTURES = 20;

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
    picturesText(report),
    markdownList('### Incomplete', incompleteLines(report)),
    markdownList('### Left out', leftOut.map(formatProblem)),
    markdownList('### Ignore list', ignoreNotices(report)),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function picturesText({ tenants }: Report): string {
  const drawn = tenants
    .toSorted((one, other) => Number(one.state === 'clean') - Number(other.state === 'clean'))
    .flatMap(({ picture }) => picture ?? []);
  if (drawn.length === 0) return '';
  const shown = drawn.slice(0, MOST_PICTURES);
  const left = drawn.length - shown.length;
  return [
    '### Pictures\n',
    ...shown.map((picture) => `#### ${markdownText(picture.tenant)}\n\n${mermaidMarkdown(picture)}`),
    ...(left > 0 ? [`${counted(left, 'more tenant')}: --html makes a page with all of them.\n`] : []),
  ].join('\n');
}
