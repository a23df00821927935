/** The report for people: a table a tenant, then what needs a look. */
import { EXIT } from '../../report/exit-codes';
import { paragraph } from '../../report/fold';
import { PLAIN, type Style } from '../../report/style';
import { table } from '../../report/table';
import type { Result, Status } from './check';
import { diagnose, vendorsView } from './diagnosis';
import { exitCodeOf, tallyOf } from './tally';
import type { TenantReport } from './verify-tenant';

/** Of many tenants: a table for each where there are no more than `tables`, else for those that need a look. */
export function runText(reports: readonly TenantReport[], tables: number, style: Style = PLAIN): string {
  const isShort = reports.length <= tables;
  return reports
    .map((report) =>
      isShort || exitCodeOf([report], report.interrupted) !== EXIT.ok
        ? textReport(report, style)
        : `${summary(report)}\n`,
    )
    .join(isShort ? '\n' : '');
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
  const loud = results.filter(({ status }) => status === 'fail' || status === 'error').map(loudLine);
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

function loudLine({ check, status, message, requestId, how }: Result): string {
  const request = requestId === undefined ? '' : ` [request ${requestId}]`;
  const means = { tried: 'tried', judged: 'judged', both: 'judged and tried', neither: 'neither' }[how];
  return `${status.toUpperCase()} ${check.id}: ${check.says}; should be ${check.expected}, ${means}: ${message}${request}`;
}

/** One paragraph for all that were skipped for the same reason. */
function skipLines(results: readonly Result[]): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { check, status, message } of results)
    if (status === 'skip') reasons.set(message, [...(reasons.get(message) ?? []), check.id]);
  return [...reasons].map(([reason, ids]) => `Skipped, ${reason}: ${ids.join(', ')}`);
}

const WORDS: Readonly<Record<Status, string>> = {
  pass: 'passed',
  fail: 'failed',
  skip: 'skipped',
  error: 'in error',
};

export function summary({ tenant, results, interrupted }: TenantReport): string {
  const tally = tallyOf(results);
  const counts = (['pass', 'fail', 'skip', 'error'] as const).map(
    (status) => `${tally[status]} ${WORDS[status]}`,
  );
  const both = tally.both === 0 ? '' : `, ${tally.both} both`;
  const means = `${tally.tried} tried, ${tally.judged} judged${both}, ${tally.neither} neither`;
  return `${tenant.name}: ${counts.join(', ')} (${means})${interrupted ? '; interrupted' : ''}`;
}
