/** The rules of drift: one for each attribute that is compared, and one for each other cause. */
import type { ResourceKind } from '../../report/finding';
import type { Rule } from '../../report/finding-rule';
import { attributeOf } from './attributes';
import type { Cause, DriftFinding } from './finding';

/** `bucket/policy`, `role/orphan`. */
export function ruleOf(cause: Cause, kind: ResourceKind, attribute: string): string {
  return cause === 'differs' ? `${kind}/${attribute.split('.')[0] ?? ''}` : `${kind}/${cause}`;
}

/** The rules of these findings, each once. */
export function rulesOf(
  findings: readonly Pick<DriftFinding, 'rule' | 'cause' | 'resource' | 'attribute'>[],
): readonly Rule[] {
  const rules = new Map(
    findings.map(({ rule, cause, resource, attribute }) => [rule, textOf(cause, resource.kind, attribute)]),
  );
  return [...rules].map(([id, text]) => ({ id, text: `Drift: ${text}.` }));
}

function textOf(cause: Cause, kind: ResourceKind, attribute: string): string {
  return cause === 'differs' ? attributeOf(kind, attribute).says : causeText(cause);
}

/** Of what is not the difference of one attribute. */
export function causeText(cause: Exclude<Cause, 'differs'>): string {
  switch (cause) {
    case 'unapplied':
      return 'the file was changed and not deployed';
    case 'orphan':
      return 'it carries the tag of a tenant, and no file asks for it';
  }
}
