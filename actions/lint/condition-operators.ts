/** What a condition's operator does to a request. */
import { OPERATOR_NAMES, type Operator, readOperator } from '../../iam/operators';
import { accountField } from './arn-shape';
import type { ConditionEntry } from './policy-elements';

/** `base`: an operator in lower case, without quantifier and `IfExists`. Undefined where there is none of that name. */
export function operatorOf(base: string): Operator | undefined {
  const name = OPERATOR_NAMES.find((known) => known.toLowerCase() === base);
  return name === undefined ? undefined : readOperator(name);
}

function isNegated(base: string): boolean {
  return operatorOf(base)?.negated === true;
}

/** Operators that compare `*` and `?` literally. */
export function isLiteral(base: string): boolean {
  return /^string(?:not)?equals/.test(base);
}

/** Whether the condition is true for a request that does not carry the key. */
export function holdsWithoutKey({ base, ifExists, set, values }: ConditionEntry): boolean {
  if (base === 'null') return values.some(({ value }) => value.toLowerCase() !== 'false');
  return ifExists || set === 'ForAllValues' || (isNegated(base) && set === undefined);
}

/** Whether only requests that carry one of certain values of the key meet the condition. */
export function restricts(condition: ConditionEntry): boolean {
  const { base, values } = condition;
  if (base === 'null' || isNegated(base) || holdsWithoutKey(condition)) return false;
  return !values.some(({ value }) => isAnyValue(value, base));
}

/** `*`, every address, and an ARN whatever its account: names are free to everybody in an account of their own. */
function isAnyValue(value: string, base: string): boolean {
  if (base === 'ipaddress') return value.endsWith('/0');
  if (/^[*?]*\*[*?]*$/.test(value)) return true;
  return !isLiteral(base) && accountField(value) === '*';
}
