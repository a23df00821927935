/** Findings and reports for tests: plain ones that a test changes in what it is about. */
import type { Finding, TenantResult } from '../../../actions/drift/finding';
import { buildReport, type Run } from '../../../actions/drift/report/build';
import type { Report } from '../../../actions/drift/report/document';
import { digestOf } from '../../../actions/drift/shard';

export function aFinding(change: Partial<Finding> = {}): Finding {
  const tenant = change.tenant ?? 'acme-prod';
  return {
    tenant,
    account: '111122223333',
    resource: { kind: 'bucket', arn: `arn:aws:s3:::${tenant}-exchange` },
    attribute: 'tags.owner',
    wanted: 'data-platform',
    found: null,
    class: 'tag',
    severity: 'low',
    cause: 'differs',
    message: 'the tags differ',
    wayBack: `cdktf deploy ${tenant} puts it back; where it is meant, say so in tenants/${tenant}.yaml`,
    at: { file: `tenants/${tenant}.yaml`, line: 7 },
    ...change,
  };
}

export function aResult(
  tenant: string,
  findings: readonly Finding[] = [],
  unread: TenantResult['unread'] = [],
): TenantResult {
  return { tenant, account: '111122223333', findings, unread };
}

export function aReport(results: readonly TenantResult[], change: Partial<Run> = {}): Report {
  const names = results.map(({ tenant }) => tenant);
  return buildReport({
    engine: 'api',
    startedAt: new Date('2026-11-24T02:00:00Z'),
    endedAt: new Date('2026-11-24T02:01:30Z'),
    fleet: { tenants: names.length, digest: digestOf(names) },
    shards: { covered: [1], count: 1 },
    results,
    orphans: { findings: [], unread: [] },
    ignored: [],
    leftOut: [],
    whole: true,
    ...change,
  });
}
