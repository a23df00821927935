/**
 * The external ID: compared exactly, of AWS's form, and filled in.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import { externalIdPlaceholder, externalIdProblem } from '../../../config/values/external-id';
import { type Flaw, flaw } from '../finding';
import type { ConditionEntry, Text } from '../policy-elements';
import { holdsReference } from '../reading/reference';
import type { Rule } from '../rule';
import { isExternalId } from './trust';

export const externalIdRule: Rule = ({ policy }) =>
  policy.statements.flatMap(({ effect, conditions }) =>
    effect === 'Allow' ? conditions.filter(isExternalId).flatMap(conditionFindings) : [],
  );

function conditionFindings(condition: ConditionEntry): readonly Flaw[] {
  const operator = operatorFinding(condition);
  if (condition.base === 'null') return operator;
  return [...operator, ...condition.values.flatMap((value) => valueFinding(value, condition.base))];
}

function operatorFinding({ operator, base, set, ifExists, values }: ConditionEntry): readonly Flaw[] {
  const found = (message: string, severity?: 'medium'): readonly Flaw[] => [
    flaw('external-id-operator', operator, message, 'use StringEquals', severity),
  ];
  if (base === 'null')
    return values.some(({ value }) => value.toLowerCase() === 'false')
      ? []
      : found('Null with "true" asks that there be no external ID');
  if (ifExists) return found(`${operator.value} also lets in callers that send no external ID`);
  if (set === 'ForAllValues') return found(`${operator.value} also lets in callers that send no external ID`);
  if (base.includes('not'))
    return found(`${operator.value} lets in every other external ID, and none at all`);
  if (set === 'ForAnyValue')
    return found('there is one external ID, and ForAnyValue is for keys with many', 'medium');
  if (base === 'stringequals') return [];
  if (base === 'stringequalsignorecase')
    return found('StringEqualsIgnoreCase takes the id in other letter case too', 'medium');
  if (base !== 'stringlike') return found(`${operator.value} does not compare text`);
  if (values.some(({ value }) => /[*?]/.test(value)))
    return found('StringLike with a wildcard takes more than one external ID');
  return found('StringLike is for wildcards, and an external ID has none', 'medium');
}

function valueFinding(text: Text, base: string): readonly Flaw[] {
  const { value } = text;
  if ((base === 'stringlike' && /[*?]/.test(value)) || holdsReference(value)) return [];
  const why = externalIdPlaceholder(value);
  if (why !== undefined)
    return [
      flaw(
        'external-id-placeholder',
        text,
        `${value} is a placeholder: ${why}`,
        "use the vendor's value for you alone",
      ),
    ];
  const problem = externalIdProblem(value);
  if (problem === undefined) return [];
  return [flaw('external-id-illegal', text, problem, "copy it from the vendor's screen")];
}
