/** The report for people at a terminal. */
import { formatProblem } from '../../config/yaml/problem';
import { fold, WIDTH } from '../../report/fold';
import { table } from '../../report/table';
import type { Finding } from './finding';
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

export function findingText(finding: Finding): string {
  return paragraph(formatProblem(finding));
}

function paragraph(text: string): string {
  return `${fold(text, WIDTH).join('\n  ')}\n`;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1 finding`, `2 findings`. */
export function numbered(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}
