/** The report as one JSON document; see `report-schema.ts`. */
import { documentHead } from '../../report/json-document';
import { findingsOf, noticesOf, type Report } from './report';
import { rowsOf } from './report-rows';
import type { ValidateReport } from './report-schema';
import type { TenantReport } from './validate-tenant';

export function jsonReport(report: Report): ValidateReport {
  const { tenants, notices, comparison, exitCode } = report;
  const findings = findingsOf(report);
  return {
    ...documentHead('validate-report'),
    exitCode,
    summary: {
      tenants: tenants.length,
      proven: tenants.filter((each) => each.findings.length === 0).length,
      findings: findings.length,
      notices: notices.length,
    },
    findings: [...findings, ...noticesOf(report)],
    tenants: tenants.map(tenantJson),
    ...(comparison === undefined
      ? {}
      : {
          against: {
            ref: comparison.ref,
            commit: comparison.commit,
            unchanged: comparison.unchanged,
            tenants: comparison.tenants.map(({ tenant, kind, changes }) => ({
              tenant,
              kind,
              changes: [...changes],
            })),
          },
        }),
  };
}

function tenantJson(report: TenantReport): ValidateReport['tenants'][number] {
  const { tenant, requests, findings, marks, assumptions } = report;
  const rows = rowsOf(report);
  return {
    tenant: tenant.name,
    file: tenant.file,
    customer: tenant.customer,
    vendor: tenant.vendor.id,
    account: tenant.account,
    bucket: tenant.bucket.name,
    access: tenant.access,
    proven: findings.length === 0,
    requests,
    can: rows.filter(({ can }) => can).map(({ what, where }) => ({ what, where })),
    cannot: rows
      .filter(({ can }) => !can)
      .map(({ what, where, requests: denied = 0 }) => ({ what, where, requests: denied })),
    marks: [...marks],
    assumptions: [...assumptions],
  };
}
