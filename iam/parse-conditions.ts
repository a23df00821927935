/**
 * The grammar of `Condition`: operators, under each of them keys, and under each key one value or several.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
import { type ConditionValue, type Operator, readOperator } from './operators';
import { describe, fieldsOf, itemsOf, type Report } from './parse-report';
import type { Condition } from './policy';
import { variableProblem } from './template';

/** `variables`: whether the policy's version has them. */
export function parseConditions(
  value: unknown,
  path: string,
  variables: boolean,
  report: Report,
): readonly Condition[] {
  if (value === undefined) return [];
  return entriesOf(value, path, 'operators', report).flatMap(([operatorText, keys]) => {
    const operatorPath = `${path}.${operatorText}`;
    const operator = readOperator(operatorText);
    if (!operator) report.unknown(operatorPath, 'is no condition operator');
    const conditions = entriesOf(keys, operatorPath, 'condition keys', report).map(([key, wanted]) => {
      const values = parseValues(wanted, `${operatorPath}.${key}`, operator, variables, report);
      return { operator, operatorText, key, values };
    });
    refuseKeysInTwoCases(conditions, operatorPath, report);
    return conditions;
  });
}

function entriesOf(value: unknown, path: string, what: string, report: Report): readonly [string, unknown][] {
  const fields = fieldsOf(value);
  if (!fields) report.refuse(path, `must be an object of ${what}, but is ${describe(value)}`);
  return Object.entries(fields ?? {});
}

function parseValues(
  value: unknown,
  path: string,
  operator: Operator | undefined,
  variables: boolean,
  report: Report,
): readonly ConditionValue[] {
  return itemsOf(value, path, report).flatMap(([at, item]) => {
    if (typeof item !== 'string' && typeof item !== 'number' && typeof item !== 'boolean') {
      report.unknown(at, `must be a text, a number, true or false, but is ${describe(item)}`);
      return report.keepsUnknown ? [{ text: describe(item), matches: undefined }] : [];
    }
    const text = String(item);
    const matches = operator?.comparison.read(text, variables);
    if (operator && !matches) {
      const problem = variables ? variableProblem(text) : undefined;
      report.unknown(at, problem ?? `must be ${operator.comparison.expects}, but is ${describe(text)}`);
    }
    return [{ text, matches }];
  });
}

/** Keys are the same in any case, so that this would be one key twice. */
function refuseKeysInTwoCases(conditions: readonly Condition[], path: string, report: Report): void {
  const seen = new Set<string>();
  for (const { key } of conditions) {
    if (seen.has(key.toLowerCase()))
      report.refuse(`${path}.${key}`, 'stands twice, in different case; once will do');
    seen.add(key.toLowerCase());
  }
}
