/** Findings and reports for tests: plain ones that a test changes in what it is about. */
import type { DriftFinding, TenantResult } from '../../../actions/drift/finding';
import { buildReport, type Run } from '../../../actions/drift/report/build';
import type { Report } from '../../../actions/drift/report/document';
import { ruleOf } from '../../../actions/drift/rules';
import { namesDigest } from '../../../config/fleet/shard';
import { fingerprintOf } from '../../../report/finding';

export function aFinding(change: Partial<DriftFinding> = {}): DriftFinding {
  const tenant = change.tenant ?? 'acme-prod';
  const about = {
    tenant,
    resource: { kind: 'bucket', arn: `arn:aws:s3:::${tenant}-exchange` } as const,
    attribute: 'tags.owner',
    cause: 'differs' as const,
    ...change,
  };
  const rule = ruleOf(about.cause, about.resource.kind, about.attribute);
  return {
    account: '111122223333',
    expected: 'data-platform',
    actual: null,
    class: 'tag',
    severity: 'low',
    message: 'the tags differ',
    remediation: `npx s3-handshake deploy ${tenant} --refresh restores it; if it is intended, declare it in tenants/${tenant}.yaml`,
    place: { file: `tenants/${tenant}.yaml`, line: 7, path: 'tags' },
    ...about,
    rule,
    fingerprint: fingerprintOf({ ...about, rule }),
  };
}

export function aResult(
  tenant: string,
  findings: readonly DriftFinding[] = [],
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
    fleet: { tenants: names.length, digest: namesDigest(names) },
    shards: { covered: [1], count: 1 },
    results,
    orphans: { findings: [], unread: [] },
    ignored: [],
    leftOut: [],
    whole: true,
    ...change,
  });
}
