/** The report for people at a terminal. */
import { findingText } from '../../report/finding-text';
import { counted } from '../../report/finding-words';
import { paragraph } from '../../report/fold';
import { PLAIN, type Style } from '../../report/style';
import { table } from '../../report/table';
import { comparisonText } from './against/comparison-text';
import { findingsOf, inconclusiveOf, noticesOf, type Report } from './report';
import { rowsOf } from './report-rows';
import { isProven, type TenantReport } from './validate-tenant';

/** With more tenants than `tables`, only those with findings get a table. */
export function reportText(report: Report, tables: number, style: Style = PLAIN): string {
  const { tenants, problems, notices, comparison } = report;
  const isShort = tenants.length <= tables;
  const parts = [
    ...tenants.map((one) =>
      isShort || !isProven(one) ? `${tenantText(one, style)}\n` : line(headline(one)),
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
  const proven = tenants.filter(isProven).length;
  const open = inconclusiveOf(report).length;
  const noticed = notices.length === 0 ? '' : `, ${counted(notices.length, 'notice')}`;
  const proof =
    tenants.length === 0 ? 'no tenant to prove' : `${proven} of ${counted(tenants.length, 'tenant')} proven`;
  const doubt = open === 0 ? '' : `, ${open} inconclusive`;
  return `${proof}; ${findings === 0 ? 'no finding' : counted(findings, 'finding')}${doubt}${noticed}`;
}

function tenantText(report: TenantReport, style: Style): string {
  const { marks, assumptions, findings, inconclusive } = report;
  const rows = rowsOf(report).map(({ can, what, where }) => [can ? 'can' : 'cannot', what, where]);
  return [
    line(headline(report)),
    ...(rows.length === 0 ? [] : [table(['', 'What', 'Where'], rows)]),
    ...marks.map((mark) => line(`! ${mark}`)),
    ...assumptions.map((assumption) => line(`Taken for granted: ${assumption}`)),
    ...findings.map((finding) => findingText(finding, { style })),
    ...inconclusive.map((text) => line(`Inconclusive: ${text}`)),
  ].join('');
}

/** One line: who, where, and how it stands. */
export function headline(report: TenantReport): string {
  const { tenant, findings, inconclusive } = report;
  const { name, vendor, bucket } = tenant;
  const verdict = isProven(report)
    ? 'the policies allow what the file says, and no more'
    : [
        ...(findings.length > 0 ? [counted(findings.length, 'finding')] : []),
        ...(inconclusive.length > 0 ? [`${inconclusive.length} inconclusive`] : []),
      ].join(', ');
  return `${name}: ${vendor.name}, bucket ${bucket.name}: ${verdict}`;
}

function line(text: string): string {
  return `${paragraph(text)}\n`;
}
