/** A validation as a page. */
import { placeText } from '../../report/finding-words';
import { fleetMark, fleetPage } from '../../report/page/fleet-page';
import {
  doubt,
  exception,
  type Fleet,
  type FleetTenant,
  headOf,
  type Note,
} from '../../report/page/fleet-view';
import { noticesOf, type Report } from './report';
import { rowsOf } from './report-rows';
import { isProven, type TenantReport } from './validate-tenant';

export const VALIDATE_PAGE_MARK = fleetMark('s3-handshake validate');
const SOURCE = 'proof';

/** Of more tenants than this, only those that need a look have their table, which takes longer than the proof. */
export const PAGE_TABLES = 200;

export function reportHtml(report: Report): string {
  return fleetPage(validateFleet(report, new Date()), VALIDATE_PAGE_MARK);
}

/** `now`: when the page is made. */
function validateFleet(report: Report, now: Date): Fleet {
  const { tenants, problems } = report;
  return {
    title: 'Validation',
    madeAt: now.toISOString(),
    says: [
      'Do the policies that would be deployed allow exactly what the files say?',
      ...[...problems, ...noticesOf(report)].map(
        ({ place, message, severity }) => `${place ? `${placeText(place)} ` : ''}${severity}: ${message}`,
      ),
    ],
    sources: [SOURCE],
    tenants: tenants.map((one) => tenantOf(one, tenants.length <= PAGE_TABLES)),
  };
}

function tenantOf(report: TenantReport, hasTable: boolean): FleetTenant {
  const { tenant, findings, inconclusive, marks, assumptions, picture } = report;
  const state = inconclusive.length > 0 ? 'inconclusive' : isProven(report) ? 'ok' : 'finding';
  const note = (level: Note['level'], text: string, remediation = ''): Note => ({
    source: SOURCE,
    level,
    text,
    remediation,
  });
  const rows = () => rowsOf(report).map(({ can, what, where }) => [can ? 'can' : 'cannot', what, where]);
  return {
    ...headOf(tenant),
    states: { [SOURCE]: state },
    facts: [['bucket', tenant.bucket.name]],
    ...(picture ? { picture } : {}),
    notes: [
      ...marks.map(exception),
      ...findings.map(({ severity, message, remediation }) => note(severity, message, remediation)),
      ...inconclusive.map((text) => doubt(SOURCE, text)),
      ...assumptions.map((text) => note('note', `taken for granted: ${text}`)),
    ],
    tables:
      report.abilities && (hasTable || state !== 'ok')
        ? [{ title: 'Who can do what', header: ['', 'What', 'Where'], rows: rows() }]
        : [],
  };
}
