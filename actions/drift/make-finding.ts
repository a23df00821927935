/** From a difference to a finding: how bad it is, what it means, and what to do. */
import type { Tenant } from '../../config/tenant/tenant';
import { attributeOf } from './attributes';
import type { Difference } from './difference';
import type { Cause, Finding, FindingClass, Place, Resource, Severity } from './finding';
import type { StatementDifference } from './policy-difference';
import { wayBack } from './way-back';

export interface Judged extends Difference {
  readonly severity?: Severity;
  readonly class?: FindingClass;
  readonly cause?: Cause;
  /** Instead of what the attribute's difference usually means. */
  readonly says?: string;
  readonly wayBack?: string;
}

/** Where a field stands in the tenant's file. */
export type Locate = (tenant: string, field: string) => Place;

export function makeFinding(tenant: Tenant, resource: Resource, judged: Judged, locate: Locate): Finding {
  const { attribute, wanted, found } = judged;
  const known = attributeOf(resource.kind, attribute);
  const { file, line } = locate(tenant.name, known.field);
  return {
    tenant: tenant.name,
    account: tenant.account,
    resource,
    attribute,
    wanted,
    found,
    class: judged.class ?? known.class,
    severity: judged.severity ?? known.severity,
    cause: judged.cause ?? 'differs',
    message: judged.says ?? known.says,
    wayBack: judged.wayBack ?? wayBack(resource.kind, judged, tenant),
    at: { file, line },
  };
}

/** `prefix`: `trust`, `policy`, `inlinePolicies.s3-handshake-access`. */
export function ofStatement(prefix: string, difference: StatementDifference): Judged {
  const { statement, elements, wanted, found, opens } = difference;
  const attribute = statement === '' ? prefix : `${prefix}.${statement}`;
  // A statement that is only missing locks out; one that opens lets in.
  return {
    attribute,
    wanted,
    found,
    severity: opens ? 'high' : 'medium',
    says: words(statement, elements, wanted === null, found === null, opens),
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
