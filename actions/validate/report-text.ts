/** The report for people at a terminal. */
import { findingText } from '../../report/finding-text';
import { counted } from '../../report/finding-words';
import { paragraph } from '../../report/fold';
import { PLAIN, type Style } from '../../report/style';
import { table } from '../../report/table';
import { comparisonText } from './against/comparison-text';
import { findingsOf, noticesOf, type Report } from './report';
import { rowsOf } from './report-rows';
import type { TenantReport } from './validate-tenant';

/** With more tenants than `tables`, only those with findings get a table. */
export function reportText(report: Report, tables: number, style: Style = PLAIN): string {
  const { tenants, problems, notices, comparison } = report;
  const isShort = tenants.length <= tables;
  const parts = [
    ...tenants.map((one) =>
      isShort || one.findings.length > 0 ? `${tenantText(one, style)}\n` : line(headline(one)),
    ),
    ...(problems.length === 0
      ? []
      : [`${problems.map((problem) => findingText(problem, { style })).join('')}\n`]),
    ...(notices.length === 0
      ? []
      : [
          `${noticesOf(report)
            .map((notice) => findingText(notice, { style }))
            .join('')}\n`,
        ]),
    ...(comparison ? [`${comparisonText(comparison)}\n`] : []),
  ];
  return `${parts.join('')}${closing(report)}\n`;
}

function closing(report: Report): string {
  const { tenants, notices } = report;
  const findings = findingsOf(report).length;
  const proven = tenants.filter((one) => one.findings.length === 0).length;
  const noticed = notices.length === 0 ? '' : `, ${counted(notices.length, 'notice')}`;
  const proof =
    tenants.length === 0 ? 'no tenant to prove' : `${proven} of ${counted(tenants.length, 'tenant')} proven`;
  return `${proof}; ${findings === 0 ? 'no finding' : counted(findings, 'finding')}${noticed}`;
}

function tenantText(report: TenantReport, style: Style): string {
  const { marks, assumptions, findings } = report;
  const rows = rowsOf(report).map(({ can, what, where, requests }) => [
    can ? 'can' : 'cannot',
    what,
    where,
    requests === undefined ? '' : `${count(requests)} denied`,
  ]);
  return [
    line(headline(report)),
    ...(rows.length === 0 ? [] : [table(['', 'What', 'Where', 'Proof'], rows)]),
    ...marks.map((mark) => line(`! ${mark}`)),
    ...assumptions.map((assumption) => line(`Taken for granted: ${assumption}`)),
    ...findings.map((finding) => findingText(finding, { style })),
  ].join('');
}

/** One line: who, where, and how it stands. */
export function headline({ tenant, requests, findings }: TenantReport): string {
  const { name, vendor, bucket } = tenant;
  const verdict =
    findings.length === 0
      ? `${count(requests)} requests, each answered as the file says`
      : `${counted(findings.length, 'finding')} in ${count(requests)} requests`;
  return `${name}: ${vendor.name}, bucket ${bucket.name}: ${verdict}`;
}

function line(text: string): string {
  return `${paragraph(text)}\n`;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}
