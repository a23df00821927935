/**
 * Whether a condition holds for a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
import type { Context, Held } from './known-keys';
import { type ConditionValue, NULL, type Operator } from './operators';
import type { Condition } from './policy';
import { every, not, some, type Truth, truthOf } from './truth';

export function conditionHolds({ operator, key, values }: Condition, context: Context): Truth {
  if (operator === undefined) return 'unknown';
  const found = context(key);
  if (found === 'unknown') return 'unknown';
  if (operator.comparison === NULL) return matchesAny(values, String(found === 'absent'), context);
  if (found === 'absent') return truthOf(holdsWithoutKey(operator));
  return compare(operator, values, found, context);
}

/**
 * A key that is not there equals nothing, so that it fails what asks for a match and passes what forbids one. With set
 * operators it is an empty set, none of whose values pass and all of whose values pass; and AWS lets `ForAnyValue` fail
 * with `IfExists` too.
 * https://repost.aws/questions/QU9HFmDzP0QGuU-fd7rS6B7w/foranyvalue-stringequalsifexists-behaving-unexpectedly
 */
function holdsWithoutKey({ ifExists, quantifier, negated }: Operator): boolean {
  if (quantifier !== undefined) return quantifier === 'ForAllValues';
  return ifExists || negated;
}

function compare(
  { quantifier, negated }: Operator,
  values: readonly ConditionValue[],
  { values: found, multivalued }: Held,
  context: Context,
): Truth {
  const passes = (value: string): Truth => {
    const match = matchesAny(values, value, context);
    return negated ? not(match) : match;
  };
  const isNullSet = found.every((value) => value === '');
  switch (quantifier) {
    case 'ForAllValues':
      return isNullSet ? 'yes' : every(found, passes);
    case 'ForAnyValue':
      return isNullSet ? 'no' : some(found, passes);
    default:
      // AWS asks for a set operator with a multivalued key, and does not say what happens without one.
      return multivalued ? 'unknown' : every(found, passes);
  }
}

function matchesAny(values: readonly ConditionValue[], found: string, context: Context): Truth {
  return some(values, ({ matches }) => (matches ? matches(found, context) : 'unknown'));
}
