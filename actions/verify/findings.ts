/** Checks that failed, as findings. */
import { pointArn, targetArn, targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { bucketArn } from '../../config/values/arn';
import type { PolicyKind } from '../../iam';
import { type Finding, fingerprintOf, type Resource } from '../../report/finding';
import type { Ask, Check, Result } from './check';
import { diagnosisOf } from './diagnosis';
import type { TenantReport } from './verify-tenant';

/** In the order of the checks. */
export function findingsOf(report: TenantReport): readonly Finding[] {
  return toldIn(report).map((failed) => findingOf(failed, report));
}

/**
 * What failed and is to be told: what ended in error is inconclusive and no finding, and what only a difference says is
 * told once, by the difference itself.
 */
export function toldIn({ results }: TenantReport): readonly Result[] {
  const isTold = results.some(({ check, status }) => check.ask.kind === 'reach' && status === 'fail');
  return results.filter(({ check, status, how }) => {
    const repeats = isTold && how === 'judged' && check.ask.kind !== 'reach';
    return status === 'fail' && !repeats;
  });
}

/** A right too many lets somebody in; a right too few locks the vendor out. */
export function severityOf({ check }: Result): 'high' | 'medium' {
  return check.expected === 'denied' && check.id !== 'reach.dormant' ? 'high' : 'medium';
}

function findingOf(failed: Result, report: TenantReport): Finding {
  const { check, message, code } = failed;
  const { tenant } = report;
  const resource = failed.cause ? resourceWith(failed.cause, tenant) : resourceOf(check.ask, tenant);
  const identity = { rule: check.id, tenant: tenant.name, resource };
  const isOpen = check.expected === 'denied';
  return {
    ...identity,
    severity: severityOf(failed),
    message: `${check.says} should be ${check.expected}: ${message}`,
    remediation: diagnosisOf(failed, report)?.remediation ?? '',
    place: { file: tenant.file },
    account: tenant.account,
    expected: check.expected,
    actual: isOpen ? 'allowed' : (code ?? 'denied'),
    fingerprint: fingerprintOf({ ...identity, detail: check.detail }),
  };
}

/** On which the policy hangs that makes a difference. */
function resourceWith(kind: PolicyKind, tenant: Tenant): Resource {
  const { partition, bucket } = tenant;
  const point = pointArn(tenant);
  if (kind === 'bucket') return { kind, arn: bucketArn(partition, bucket.name) };
  if (kind === 'access-point' && point !== undefined) return { kind, arn: point };
  if (kind === 'key' && bucket.kmsKeyArn !== undefined) return { kind, arn: bucket.kmsKeyArn };
  return { kind: targetKind(tenant), arn: targetArn(tenant) };
}

function resourceOf(ask: Ask, tenant: Tenant): Resource {
  const point = pointArn(tenant);
  if (PRINCIPALS.has(ask.kind)) return { kind: targetKind(tenant), arn: targetArn(tenant) };
  const isThroughPoint = ask.kind === 'access-point' || ('door' in ask && ask.door !== 'bucket');
  if (point !== undefined && isThroughPoint) return { kind: 'access-point', arn: point };
  return { kind: 'bucket', arn: bucketArn(tenant.partition, tenant.bucket.name) };
}

/** What is asked of the target role or user itself. */
const PRINCIPALS: ReadonlySet<Ask['kind']> = new Set<Check['ask']['kind']>([
  'assume',
  'trust',
  'trust-others',
  'trust-other-ids',
  'trust-actions',
  'trust-self',
  'boundary',
  'user',
  'other-buckets',
  'other-services',
]);
