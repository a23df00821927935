/** From a difference to a finding: how bad it is, what it means, and what to do. */
import type { Tenant } from '../../config/tenant/tenant';
import { fingerprintOf, type Place, type Resource, type Severity } from '../../report/finding';
import { attributeOf } from './attributes';
import type { Cause, DriftFinding, FindingClass } from './finding';
import type { StatementDifference } from './policy-difference';
import { remediationFor } from './remediation';
import { ruleOf } from './rules';
import type { Difference } from './value-difference';

export interface Judged extends Difference {
  readonly severity?: Severity;
  readonly class?: FindingClass;
  readonly cause?: Cause;
  /** Instead of what the attribute's difference usually means. */
  readonly says?: string;
  /** Instead of what usually puts it right. */
  readonly remediation?: string;
}

/** Where a field stands in the tenant's file. */
export type Locate = (tenant: string, field: string) => Place & { readonly line: number };

export function makeFinding(
  tenant: Tenant,
  resource: Resource,
  judged: Judged,
  locate: Locate,
): DriftFinding {
  const { attribute, expected, actual } = judged;
  const known = attributeOf(resource.kind, attribute);
  const { file, line } = locate(tenant.name, known.field);
  const cause = judged.cause ?? 'differs';
  const identity = {
    rule: ruleOf(cause, resource.kind, attribute),
    tenant: tenant.name,
    resource,
    attribute,
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
    message: judged.says ?? known.says,
    remediation: judged.remediation ?? remediationFor(resource.kind, judged, tenant),
    place: { file, line, ...(known.field === '' ? {} : { path: known.field }) },
    fingerprint: fingerprintOf(identity),
  };
}

/** `prefix`: `trust`, `policy`, `inlinePolicies.s3-handshake-access`. */
export function ofStatement(prefix: string, difference: StatementDifference): Judged {
  const { statement, elements, expected, actual, opens } = difference;
  const attribute = statement === '' ? prefix : `${prefix}.${statement}`;
  // A statement that is only missing locks out; one that opens lets in.
  return {
    attribute,
    expected,
    actual,
    severity: opens ? 'high' : 'medium',
    says: words(statement, elements, expected === null, actual === null, opens),
  };
}

function words(
  statement: string,
  elements: readonly string[],
  added: boolean,
  missing: boolean,
  opens: boolean,
): string {
  const effect = opens ? 'more is allowed than the file says' : 'less is allowed than the file says';
  if (statement === '') return 'the policy cannot be read as one';
  if (added) return `the statement ${statement} was added: ${effect}`;
  if (missing) return `the statement ${statement} is missing: ${effect}`;
  return `the statement ${statement} differs in ${elements.join(', ')}: ${effect}`;
}
