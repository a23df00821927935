/** From a difference to a finding: how bad it is, what it means, and what to do. */
import type { Tenant } from '../../config/tenant/tenant';
import { fingerprintOf, type Place, type Resource } from '../../report/finding';
import { type Attribute, attributeOf } from './attributes';
import type { Direction, DriftFinding } from './finding';
import type { Judged } from './judged-difference';
import { remediationFor } from './remediation';
import { ruleOf } from './rules';
import type { Difference } from './value-difference';

/** Where a field stands in the tenant's file. */
export type Locate = (tenant: string, field: string) => Place & { readonly line: number };

interface Circumstances {
  readonly locate: Locate;
  readonly now: Date;
}

export function makeFinding(
  tenant: Tenant,
  resource: Resource,
  judged: Judged,
  { locate, now }: Circumstances,
): DriftFinding {
  const { attribute, expected, actual, access, consequence } = judged;
  const known = attributeOf(resource.kind, attribute);
  const direction = judged.direction ?? directionOf(known, judged);
  const { file, line } = locate(tenant.name, known.field);
  const cause = judged.cause ?? 'differs';
  const identity = {
    rule: ruleOf(cause, resource.kind, attribute),
    tenant: tenant.name,
    resource,
    attribute,
    // One statement may allow more in one place and less in another.
    ...(direction ? { detail: direction } : {}),
  };
  return {
    rule: identity.rule,
    tenant: tenant.name,
    account: tenant.account,
    resource,
    attribute,
    expected: expected,
    actual,
    class: judged.class ?? known.class,
    severity: judged.severity ?? known.severity,
    cause,
    message: [judged.says ?? known.says, consequence].filter(Boolean).join(': '),
    remediation:
      judged.remediation ?? remediationFor({ kind: resource.kind, judged, tenant, today: dayOf(now) }),
    place: { file, line, ...(known.field === '' ? {} : { path: known.field }) },
    fingerprint: fingerprintOf(identity),
    ...(direction ? { direction } : {}),
    ...(access ? { access } : {}),
  };
}

/** What is gone as a whole lets nobody in any more; what should be gone still does. */
function directionOf({ direction }: Attribute, { expected, actual }: Difference): Direction | undefined {
  if (direction !== 'by presence') return direction;
  return expected === true && actual === false ? 'less' : 'more';
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
