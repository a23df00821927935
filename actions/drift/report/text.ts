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

type Group = Report['groups'][number];

/** What the groups mean, a paragraph for each meaning, and what to do about it: once where it is the same. */
function groupLines(groups: Report['groups'], findings: Report['findings']): readonly string[] {
  const paragraphs = alikeInTurn(groups).map((same) => {
    const [first, ...others] = same;
    if (!first) return { words: '', remediation: '' };
    const { kind, tenants, message } = first;
    const attributes = tenantWords(same.map(({ attribute }) => attribute));
    const own = same.map((group) => remediationOf(group, findings));
    const each = others.length > 0 && new Set(own).size > 1 ? ', an entry for each attribute' : '';
    return {
      words: `${tenantWords(tenants)}, ${kind} ${attributes}: ${message}`,
      remediation: `${own[0]}${each}${likewise(tenants)}`,
    };
  });
  return paragraphs.map(({ words, remediation }, at) => {
    if (remediation === paragraphs[at + 1]?.remediation) return paragraph(words);
    return [paragraph(words), paragraph(remediation, { indent: '    ' }), ''].join('\n');
  });
}

/** Attributes one after the other that mean the same for the same tenants: the four switches of one setting. */
function alikeInTurn(groups: readonly Group[]): readonly (readonly Group[])[] {
  const all: Group[][] = [];
  for (const group of groups) {
    const last = all.at(-1);
    if (last?.[0] && meaningOf(last[0]) === meaningOf(group)) last.push(group);
    else all.push([group]);
  }
  return all;
}

function meaningOf({ kind, message, tenants }: Group): string {
  return JSON.stringify([kind, message, tenants]);
}

function remediationOf({ findings: members }: Group, findings: Report['findings']): string {
  return findings[members[0] ?? -1]?.remediation ?? '';
}
