/** The report for people at a terminal. */
import { findingText } from '../../report/finding-text';
import { counted } from '../../report/finding-words';
import { paragraph } from '../../report/fold';
import { table } from '../../report/table';
import { rowsOf } from './report-rows';
import type { TenantReport } from './validate-tenant';

export function tenantText(report: TenantReport): string {
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
    ...findings.map((finding) => findingText(finding)),
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
  return `${paragraph(text, { hanging: '  ' })}\n`;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}
