/** The report as one JSON document; see `report-schema.ts`. */
import type { Finding } from '../../report/finding';
import { documentHead } from '../../report/json-document';
import { whoIs } from '../../worlds/witness-text';
import type { WitnessedFinding } from './finding';
import { findingsOf, inconclusiveOf, noticesOf, type Report } from './report';
import { rowsOf } from './report-rows';
import type { ValidateReport } from './report-schema';
import { isProven, type TenantReport } from './validate-tenant';

export function jsonReport(report: Report): ValidateReport {
  const { tenants, notices, comparison, exitCode } = report;
  const findings = findingsOf(report);
  return {
    ...documentHead('validate-report'),
    exitCode,
    summary: {
      tenants: tenants.length,
      proven: tenants.filter(isProven).length,
      findings: findings.length,
      inconclusive: inconclusiveOf(report).length,
      notices: notices.length,
    },
    findings: [...findings, ...noticesOf(report)].map(findingJson),
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

function findingJson(finding: Finding | WitnessedFinding): ValidateReport['findings'][number] {
  if (!('witness' in finding)) return finding;
  const { witness, ...rest } = finding;
  const { principal, action, resource, way, context } = witness;
  return {
    ...rest,
    witness: {
      principal: whoIs(principal),
      action,
      resource: resource.arn,
      ...(way ? { through: way.point } : {}),
      context: Object.fromEntries(
        Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
      ),
    },
  };
}

function tenantJson(report: TenantReport): ValidateReport['tenants'][number] {
  const { tenant, inconclusive, marks, assumptions } = report;
  const rows = rowsOf(report);
  const where = (can: boolean) =>
    rows.filter((row) => row.can === can).map(({ what, where: place }) => ({ what, where: place }));
  return {
    tenant: tenant.name,
    file: tenant.file,
    customer: tenant.customer,
    vendor: tenant.vendor.id,
    account: tenant.account,
    bucket: tenant.bucket.name,
    access: tenant.access,
    proven: isProven(report),
    can: where(true),
    cannot: where(false),
    inconclusive: [...inconclusive],
    marks: [...marks],
    assumptions: [...assumptions],
  };
}
