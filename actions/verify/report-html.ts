/** A verification as a page. */
import { formatProblem } from '../../config/yaml/problem';
import { fleetMark, fleetPage } from '../../report/page/fleet-page';
import { exception, type Fleet, type FleetTenant, headOf, type Note } from '../../report/page/fleet-view';
import type { ReportFormat } from '../../report/report-file';
import { causesOf } from './run-causes';
import { outcomeOf, tallyOf } from './tally';
import type { TenantReport } from './verify-tenant';
import type { VerifyRun } from './verify-tenants';

const MARK = fleetMark('s3-handshake verify');
const SOURCE = 'verification';

/** Of more tenants than this, only those that need a look have the table of their checks. */
const TABLES = 200;

/** `now`: when the page is made. */
function verifyFleet({ reports, leftOut }: VerifyRun, now: Date): Fleet {
  return {
    title: 'Verification',
    madeAt: now.toISOString(),
    says: [
      "Does the vendor's access work, and does nothing else?",
      ...leftOut.map((problem) => `Left out: ${formatProblem(problem)}`),
    ],
    sources: [SOURCE],
    tenants: reports.map((report) => tenantOf(report, reports.length <= TABLES)),
  };
}

function tenantOf(report: TenantReport, hasTable: boolean): FleetTenant {
  const { tenant, as, caller, owner, results, picture } = report;
  const state = outcomeOf(report);
  const { pass, fail, skip, error } = tallyOf(results);
  return {
    ...headOf(tenant),
    states: { [SOURCE]: state },
    ...(picture ? { picture } : {}),
    facts: [
      ['checks', `${pass} passed, ${fail} failed, ${skip} skipped, ${error} in error`],
      ['as', caller === '' ? as : `${as} (${caller})`],
      ['owner', owner ?? 'no credentials'],
    ],
    notes: [
      ...(tenant.acceptNoExternalId === undefined
        ? []
        : [exception(`accepted without an external ID: ${tenant.acceptNoExternalId}`)]),
      ...causesOf([report]).map(
        ({ severity, message, evidence, remediation }): Note => ({
          source: SOURCE,
          level: severity,
          text: [message, ...evidence].join('. '),
          remediation,
        }),
      ),
    ],
    tables:
      hasTable || state !== 'ok'
        ? [
            {
              title: 'Checks',
              header: ['Check', 'Asks', 'Expected', 'Result', 'How', 'Answer'],
              rows: results.map(({ check, status, how, message }) => [
                check.id,
                check.says,
                check.expected,
                status,
                how,
                message,
              ]),
            },
          ]
        : [],
  };
}

export const VERIFY_HTML: ReportFormat<VerifyRun> = {
  mark: MARK,
  render: (run) => fleetPage(verifyFleet(run, new Date()), MARK),
};
