/** What a set of policies allows, and by which statement. */
import type { StatementRef } from './decision';
import type { Policy, Statement } from './policy';
import type { Closeness } from './principal';
import { applies, type View } from './statement';
import type { Truth } from './truth';

export interface Grant {
  readonly truth: Truth;
  /** The statement that grants it, where one does for sure. */
  readonly by?: StatementRef;
}

export const GRANTED: Grant = { truth: 'yes' };
export const NOT_GRANTED: Grant = { truth: 'no' };

/** The first Allow that applies; in a resource's policy one that names the principal as closely as `closeness`. */
export function grantFrom(policies: readonly Policy[], view: View, closeness: Closeness = 'itself'): Grant {
  let truth: Truth = 'no';
  for (const policy of policies) {
    for (const statement of policy.statements) {
      if (statement.effect !== 'Allow') continue;
      const applied = applies(statement, view, closeness);
      if (applied === 'yes') return { truth: 'yes', by: refOf(policy, statement) };
      if (applied === 'unknown') truth = 'unknown';
    }
  }
  return { truth };
}

/** One of the two is enough. */
export function either(one: Grant, other: Grant): Grant {
  if (one.truth === 'yes' || other.truth === 'no') return one;
  return other.truth === 'yes' || one.truth === 'no' ? other : one;
}

export function refOf(policy: Policy, { sid, index }: Statement): StatementRef {
  const place = { policy: policy.name, policyKind: policy.kind, index };
  return sid === undefined ? place : { ...place, sid };
}

/** Each statement once. */
export function uniqueRefs(refs: readonly StatementRef[]): readonly StatementRef[] {
  const keyOf = ({ policyKind, policy, index }: StatementRef) => JSON.stringify([policyKind, policy, index]);
  return [...new Map(refs.map((ref) => [keyOf(ref), ref])).values()];
}
