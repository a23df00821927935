/**
 * A bucket's policy that leaves access to the access points of an account, as AWS writes it: everyone, for every action,
 * but through these access points only.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html#access-points-delegating-control
 */
import type { ConditionEntry, Statement } from './policy-elements';
import { holdsReference } from './reading/reference';

export function isDelegation({ effect, conditions }: Statement): boolean {
  return effect === 'Allow' && conditions.some(namesAccessPoints);
}

/** One that others could meet is none: an operator that holds without the key, or an account that is left open. */
function namesAccessPoints({ key, base, ifExists, set, values }: ConditionEntry): boolean {
  if (ifExists || set === 'ForAllValues' || values.length === 0) return false;
  switch (key.value.toLowerCase()) {
    case 's3:dataaccesspointaccount':
      return (
        /^string(?:equals|like)$/.test(base) &&
        values.every(({ value }) => /^\d{12}$/.test(value) || holdsReference(value))
      );
    case 's3:dataaccesspointarn':
      return (
        /^(?:arn|string)(?:equals|like)$/.test(base) &&
        values.every(({ value }) => /^arn:[^:*]*:s3:[^:]*:(?:\d{12}|‹[^›]*›):accesspoint\//.test(value))
      );
    default:
      return false;
  }
}
