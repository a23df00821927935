/** The report as one JSON document. */
import { documentHead } from '../../report/json-document';
import type { Result } from './check';
import { diagnose, vendorsView } from './diagnosis';
import { findingsOf } from './findings';
import type { VerifyReport } from './report-schema';
import { outcomeOf, tallyOf } from './tally';
import type { TenantReport } from './verify-tenant';
import type { VerifyRun } from './verify-tenants';

export function jsonReport({ reports, leftOut, exitCode }: VerifyRun): VerifyReport {
  return {
    ...documentHead('verify-report'),
    exitCode,
    summary: tallyOf(reports.flatMap(({ results }) => results)),
    findings: reports.flatMap(findingsOf),
    tenants: reports.map(tenantReport),
    leftOut: [...leftOut],
  };
}

function tenantReport(report: TenantReport): VerifyReport['tenants'][number] {
  const { tenant, as, caller, owner, results, residue, interrupted, milliseconds } = report;
  const { name, customer, vendor, account, region, access, acceptNoExternalId } = tenant;
  return {
    tenant: name,
    customer,
    vendor: vendor.id,
    account,
    region,
    access,
    ...(acceptNoExternalId === undefined ? {} : { acceptNoExternalId }),
    as,
    caller,
    ...(owner === undefined ? {} : { owner }),
    interrupted,
    outcome: outcomeOf(report),
    milliseconds,
    summary: tallyOf(results),
    checks: results.map(checkReport),
    residue: residue.map((one) => ({ ...one })),
    diagnosis: diagnose(report).map((one) => ({ ...one })),
    vendorsView: [...vendorsView(report)],
  };
}

function checkReport({
  check: { id, says, expected },
  ...result
}: Result): VerifyReport['tenants'][number]['checks'][number] {
  const { status, how, message, code, requestId, attempts, milliseconds } = result;
  return {
    id,
    says,
    expected,
    status,
    how,
    message,
    ...(code === undefined ? {} : { code }),
    ...(requestId === undefined ? {} : { requestId }),
    attempts,
    milliseconds,
  };
}
