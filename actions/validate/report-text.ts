/** The report for people at a terminal. */
import { formatProblem } from '../../config/yaml/problem';
import { fold, WIDTH } from '../../report/fold';
import { table } from '../../report/table';
import { comparisonText } from './against/comparison-text';
import type { Finding } from './finding';
import { findingsOf, type Report } from './report';
import { rowsOf } from './report-rows';
import type { TenantReport } from './validate-tenant';

/** With more tenants than `tables`, only those with findings get a table. */
export function reportText(report: Report, tables: number): string {
  const { tenants, problems, notices, comparison } = report;
  const isShort = tenants.length <= tables;
  const parts = [
    ...tenants.map((one) =>
      isShort || one.findings.length > 0
        ? `${tenantText(one)}\n`
        : `${fold(headline(one), WIDTH).join('\n  ')}\n`,
    ),
    ...(problems.length === 0 ? [] : [`${problems.map(findingText).join('')}\n`]),
    ...(notices.length === 0
      ? []
      : [`${notices.map((notice) => findingText({ ...notice, rule: 'file' })).join('')}\n`]),
    ...(comparison ? [`${comparisonText(comparison)}\n`] : []),
  ];
  return `${parts.join('')}${closing(report)}\n`;
}

function closing(report: Report): string {
  const { tenants, notices } = report;
  const findings = findingsOf(report).length;
  const proven = tenants.filter((one) => one.findings.length === 0).length;
  const noticed = notices.length === 0 ? '' : `, ${numbered(notices.length, 'notice')}`;
  const proof =
    tenants.length === 0 ? 'no tenant to prove' : `${proven} of ${numbered(tenants.length, 'tenant')} proven`;
  return `${proof}; ${findings === 0 ? 'no finding' : numbered(findings, 'finding')}${noticed}`;
}

function tenantText(report: TenantReport): string {
  const { marks, assumptions, findings } = report;
  const rows = rowsOf(report).map(({ can, what, where, requests }) => [
    can ? 'can' : 'cannot',
    what,
    where,
    requests === undefined ? '' : `${count(requests)} denied`,
  ]);
  return [
    paragraph(headline(report)),
    ...(rows.length === 0 ? [] : [table(['', 'What', 'Where', 'Proof'], rows)]),
    ...marks.map((mark) => paragraph(`! ${mark}`)),
    ...assumptions.map((assumption) => paragraph(`Taken for granted: ${assumption}`)),
    ...findings.map(findingText),
  ].join('');
}

/** One line: who, where, and how it stands. */
export function headline({ tenant, requests, findings }: TenantReport): string {
  const { name, vendor, bucket } = tenant;
  const verdict =
    findings.length === 0
      ? `${count(requests)} requests, each answered as the file says`
      : `${numbered(findings.length, 'finding')} in ${count(requests)} requests`;
  return `${name}: ${vendor.name}, bucket ${bucket.name}: ${verdict}`;
}

function findingText(finding: Finding): string {
  return paragraph(formatProblem(finding));
}

function paragraph(text: string): string {
  return `${fold(text, WIDTH).join('\n  ')}\n`;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1 finding`, `2 findings`. */
function numbered(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}
