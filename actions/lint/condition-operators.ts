import { accountField } from './arn-shape';
import type { ConditionEntry } from './policy-elements';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const CONDITION_OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Null',
] as const;

/** `base`: an operator in lower case. True for those that none of the condition's values may match. */
function isNegated(base: string): boolean {
  return /not(?:equals|like|ipaddress)|^notipaddress/.test(base);
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
