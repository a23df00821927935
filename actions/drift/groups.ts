/** One cause that hits many tenants is one thing to look at. */

import { canonical } from '../../config/values/json-value';
import { sidOf } from '../../policies/bucket-policy';
import { type ResourceKind, SEVERITIES, type Severity } from '../../report/finding';
import { generalised } from '../../report/generalised';
import type { DriftFinding, FindingClass } from './finding';

export interface Group {
  readonly attribute: string;
  readonly kind: ResourceKind;
  readonly class: FindingClass;
  readonly severity: Severity;
  readonly message: string;
  /** In the order of their names, each once. */
  readonly tenants: readonly string[];
  readonly findings: readonly DriftFinding[];
}

/** The gravest first, then what hits most. */
export function groupsOf(findings: readonly DriftFinding[]): readonly Group[] {
  const byCause = new Map<string, DriftFinding[]>();
  for (const finding of findings) {
    const cause = causeOf(finding);
    const known = byCause.get(cause);
    if (known) known.push(finding);
    else byCause.set(cause, [finding]);
  }
  return [...byCause.values()]
    .flatMap((group) => {
      const [first] = group;
      return first ? [groupOf(first, group)] : [];
    })
    .sort(
      (one, other) =>
        SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
        other.tenants.length - one.tenants.length ||
        (one.attribute < other.attribute ? -1 : 1),
    );
}

function groupOf(first: DriftFinding, findings: readonly DriftFinding[]): Group {
  return {
    attribute: generalised(first.attribute, ownOf(first)),
    kind: first.resource.kind,
    class: first.class,
    severity: first.severity,
    message: findings.length > 1 ? generalised(first.message, ownOf(first)) : first.message,
    tenants: [...new Set(findings.map(({ tenant }) => tenant))].sort(),
    findings,
  };
}

/** The same change on another tenant is the same cause: what names the tenant is left out. */
function causeOf(finding: DriftFinding): string {
  const { resource, attribute, expected, actual, severity, cause, message } = finding;
  const parts = [resource.kind, attribute, canonical(expected), canonical(actual), severity, cause, message];
  return parts.map((part) => generalised(part, ownOf(finding))).join('\n');
}

/** What is the tenant's own, with words in its place. */
function ownOf({ tenant, account, resource }: DriftFinding): readonly (readonly [string, string])[] {
  return [
    [resource.arn, '<arn>'],
    [resource.arn.split(/[:/]/).at(-1) ?? '', '<name>'],
    [tenant, '<tenant>'],
    [sidOf(tenant), '<Tenant>'],
    [account, '<account>'],
  ];
}
