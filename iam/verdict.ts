/** What a set of policies says to a request, and by which statement. */
import type { StatementRef } from './decision';
import type { Policy, Statement } from './policy';
import type { Closeness } from './principal';
import { applies, type View } from './statement';
import type { Truth } from './truth';

/** Whether a statement of one effect applies. */
export interface Verdict {
  readonly truth: Truth;
  /** The first that applies for sure. */
  readonly by?: { readonly policy: Policy; readonly statement: Statement };
}

export const YES: Verdict = { truth: 'yes' };
export const NO: Verdict = { truth: 'no' };
const UNKNOWN: Verdict = { truth: 'unknown' };

/** `closeness`: how closely a statement must name the principal, where the policies hang on a resource. */
export function verdictOf(
  effect: Statement['effect'],
  policies: readonly Policy[],
  view: View,
  closeness: Closeness = 'account',
): Verdict {
  let truth: Truth = 'no';
  for (const policy of policies) {
    for (const statement of policy.statements) {
      if (statement.effect !== effect) continue;
      const applied = applies(statement, view, closeness);
      if (applied === 'yes') return { truth: 'yes', by: { policy, statement } };
      if (applied === 'unknown') truth = 'unknown';
    }
  }
  return truth === 'unknown' ? UNKNOWN : NO;
}

/** One of the two is enough. */
export function either(one: Verdict, other: Verdict): Verdict {
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
