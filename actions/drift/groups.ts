/** One cause that hits many tenants is one thing to look at. */

import { canonical } from '../../config/values/json-value';
import { sidOf } from '../../policies/bucket-policy';
import type { Finding, FindingClass, Severity } from './finding';

export interface Group {
  readonly attribute: string;
  readonly kind: Finding['resource']['kind'];
  readonly class: FindingClass;
  readonly severity: Severity;
  readonly message: string;
  /** In the order of their names, each once. */
  readonly tenants: readonly string[];
  readonly findings: readonly Finding[];
}

const ORDER: readonly Severity[] = ['high', 'medium', 'low'];

/** The gravest first, then what hits most. */
export function groupsOf(findings: readonly Finding[]): readonly Group[] {
  const byCause = new Map<string, Finding[]>();
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
        ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity) ||
        other.tenants.length - one.tenants.length ||
        (one.attribute < other.attribute ? -1 : 1),
    );
}

function groupOf({ resource, ...first }: Finding, findings: readonly Finding[]): Group {
  return {
    attribute: generalised(first.attribute, { resource, ...first }),
    kind: resource.kind,
    class: first.class,
    severity: first.severity,
    message: findings.length > 1 ? generalised(first.message, { resource, ...first }) : first.message,
    tenants: [...new Set(findings.map(({ tenant }) => tenant))].sort(),
    findings,
  };
}

/** The same change on another tenant is the same cause: what names the tenant is left out. */
function causeOf(finding: Finding): string {
  const { resource, attribute, wanted, found, severity, cause, message } = finding;
  const parts = [resource.kind, attribute, canonical(wanted), canonical(found), severity, cause, message];
  return parts.map((part) => generalised(part, finding)).join('\n');
}

/** Words in the place of what is the tenant's own. */
function generalised(text: string, { tenant, account, resource }: Finding): string {
  const own = resource.arn.split(/[:/]/).at(-1) ?? '';
  const words: readonly (readonly [string, string])[] = [
    [resource.arn, '<arn>'],
    [own, '<name>'],
    [tenant, '<tenant>'],
    [sidOf(tenant), '<Tenant>'],
    [account, '<account>'],
  ];
  return words.reduce((rest, [from, to]) => (from === '' ? rest : rest.replaceAll(from, to)), text);
}
