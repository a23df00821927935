/** The report for people: a line a tenant, what failed with cause and remediation, and the fleet's total. */
import { causeText } from '../../report/cause';
import { counted } from '../../report/finding-words';
import { paragraph } from '../../report/fold';
import { PLAIN, type Style } from '../../report/style';
import { table } from '../../report/table';
import type { Outcome } from '../host';
import type { Result } from './check';
import { diagnose, vendorsView } from './diagnosis';
import { causesOf, evidenceOf, signatureOf } from './run-causes';
import { countsOf, summary } from './summary';
import { outcomeOf } from './tally';
import type { TenantReport } from './verify-tenant';
import type { VerifyRun } from './verify-tenants';

export interface TextOptions {
  /** A table of every check of every tenant. @default false */
  readonly isVerbose?: boolean;
  /** @default - no colours */
  readonly style?: Style;
}

export function runText(run: VerifyRun, { isVerbose = false, style = PLAIN }: TextOptions = {}): string {
  const { reports } = run;
  if (isVerbose) return [...reports.map((report) => textReport(report, style)), `${total(run)}\n`].join('\n');
  const tenants = tenantLines(reports, style);
  const causes = causesOf(reports).map((cause) => causeText(cause, reports.length, style));
  return `${[...(tenants === '' ? [] : [tenants]), ...causes].join('\n\n')}\n${total(run)}\n`;
}

/** What is as it should be first; of the rest, those alone that have not all their causes in common with many others. */
function tenantLines(reports: readonly TenantReport[], style: Style): string {
  const alike = new Map<string, TenantReport[]>();
  for (const report of reports) {
    const key = `${outcomeOf(report)} ${outcomeOf(report) === 'ok' ? report.tenant.name : signatureOf(report)}`;
    alike.set(key, [...(alike.get(key) ?? []), report]);
  }
  return [...alike.values()]
    .sort(([one], [other]) => rankOf(one) - rankOf(other))
    .flatMap((same) => (same.length > MOST_LINES_ALIKE ? [] : same))
    .map((report) => tenantLine(report, style))
    .join('\n');
}

/** So many tenants that failed alike have a line each; more have none beside that of their cause, which counts them. */
const MOST_LINES_ALIKE = 3;

const OUTCOMES = ['ok', 'finding', 'inconclusive'] as const;
const MARKS = { ok: '✓', finding: '✗', inconclusive: '?' } as const;
const PAINT = { ok: 'good', finding: 'high', inconclusive: 'medium' } as const;

function rankOf(report: TenantReport | undefined): number {
  return report ? OUTCOMES.indexOf(outcomeOf(report)) : 0;
}

function tenantLine(report: TenantReport, style: Style): string {
  const outcome = outcomeOf(report);
  const mark = MARKS[outcome];
  return paragraph(`${mark} ${inShort(report)}`).replace(mark, (text) => style[PAINT[outcome]](text));
}

/** `acme-prod: 74 passed, 2 skipped; Amperity, as simulation`. */
function inShort({ tenant, as, results, residue, interrupted }: TenantReport): string {
  const { name, vendor, access, acceptNoExternalId } = tenant;
  const remarks = [
    ...(access === 'active' ? [] : [access]),
    ...(acceptNoExternalId === undefined ? [] : ['accepted without an external ID']),
    ...(interrupted ? ['interrupted'] : []),
    ...residue.filter(({ isOfAnotherRun }) => isOfAnotherRun).map(({ key, why }) => `${key}: ${why}`),
  ];
  return [`${name}: ${countsOf(results)}; ${vendor.name}, as ${as}`, ...remarks].join('; ');
}

/** `100 tenants: 97 passed, 2 failed, 1 inconclusive`. */
function total({ reports, leftOut }: VerifyRun): string {
  const outcomes = reports.map(outcomeOf);
  const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
  const parts = [
    `${count('ok')} passed`,
    `${count('finding')} failed`,
    `${count('inconclusive')} inconclusive`,
    ...(leftOut.length === 0 ? [] : [`${counted(leftOut.length, 'problem')} in files`]),
  ];
  return paragraph(`${counted(reports.length, 'tenant')}: ${parts.join(', ')} (--verbose shows every check)`);
}

const HEADER = ['Check', 'Expected', 'Result', 'How', 'AWS', 'Requests', 'ms'];
const RESULT = HEADER.indexOf('Result');
const STYLES = { pass: 'good', fail: 'high', skip: 'note', error: 'medium' } as const;

function textReport(report: TenantReport, style: Style): string {
  const { results } = report;
  const rows = results.map(({ check, status, how, code, attempts, milliseconds }) => [
    check.id,
    check.expected,
    status,
    how,
    code ?? (how === 'tried' && status !== 'skip' ? 'done' : '-'),
    attempts === 0 ? '-' : String(attempts),
    how === 'tried' || how === 'both' ? String(milliseconds) : '-',
  ]);
  return [
    ...headline(report).map((line) => paragraph(line)),
    '',
    table(HEADER, rows, (text, column, row) => {
      const status = results[row]?.status;
      return column === RESULT && status ? style[STYLES[status]](text) : text;
    }).trimEnd(),
    '',
    ...paragraphs(report),
    summary(report),
    '',
  ].join('\n');
}

function headline({ tenant, as, caller, owner }: TenantReport): readonly string[] {
  const accepted =
    tenant.acceptNoExternalId === undefined
      ? []
      : [`Accepted without an external ID: ${tenant.acceptNoExternalId}`];
  const owned = owner === undefined ? "without the owner's credentials" : `the owner by ${owner}`;
  return [
    `${tenant.name}: ${tenant.vendor.name}, ${tenant.access}; as ${as}${caller ? ` (${caller})` : ''}; ${owned}`,
    ...accepted,
  ];
}

function paragraphs(report: TenantReport): readonly string[] {
  const { results, residue } = report;
  const loud = results
    .filter(({ status }) => status === 'fail' || status === 'error')
    .map((result) => {
      const request = result.requestId === undefined ? '' : ` [request ${result.requestId}]`;
      const why = result.status === 'error' ? `: ${result.message}${request}` : '';
      return `${result.status.toUpperCase()} ${evidenceOf(result)}${why}`;
    });
  const findings = diagnose(report).map(
    ({ cause, remediation }) => `Likely cause: ${cause}. Remediation: ${remediation}.`,
  );
  const left = residue.map(
    ({ key, expected, why }) => `Left behind${expected ? ', as expected' : ', UNEXPECTED'}: ${key} (${why})`,
  );
  return [...loud, ...findings, ...vendorsView(report), ...left, ...skipLines(results)].flatMap((text) => [
    paragraph(text),
    '',
  ]);
}

/** One paragraph for all that were skipped for the same reason. */
function skipLines(results: readonly Result[]): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { check, status, message } of results)
    if (status === 'skip') reasons.set(message, [...(reasons.get(message) ?? []), check.id]);
  return [...reasons].map(([reason, ids]) => `Skipped, ${reason}: ${ids.join(', ')}`);
}
