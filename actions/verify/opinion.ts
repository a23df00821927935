/** What the policy engine thinks of a check: several decisions made one. */
import type { ForeignBucket } from '../../aws/deployed/bucket';
import type { Absent, Unread } from '../../aws/deployed/reading';
import type { Tenant } from '../../config/tenant/tenant';
import { type Decision, explain } from '../../iam';
import type { Blocker } from './check';
import { type Part, whyMissing } from './deployed-part';

export interface Opinion {
  /** `unread`: what it would have to be judged by could not be read. */
  readonly outcome: 'allowed' | 'denied' | 'undecided' | 'unread';
  /** In a sentence: which statement decides it, or which condition is not met. */
  readonly explanation: string;
  readonly blockedBy?: Blocker;
  /** What is not deployed: it is denied by that. */
  readonly absent?: Part;
}

export function opinionOf(decision: Decision): Opinion {
  const blockedBy = blockerOf(decision);
  return {
    outcome: decision.outcome,
    explanation: explain(decision),
    ...(blockedBy === undefined ? {} : { blockedBy }),
  };
}

function blockerOf(decision: Decision): Blocker | undefined {
  if (decision.outcome !== 'denied') return undefined;
  const { reason } = decision;
  const layer =
    reason.kind === 'no-allow'
      ? reason.layer
      : reason.kind === 'explicit-deny'
        ? reason.statement.policyKind
        : undefined;
  return layer === 'boundary' ? layer : undefined;
}

/** The opinion on what cannot be decided by policies, because it is not there or could not be read. */
export function withoutPart(part: Part, tenant: Tenant, reading: Absent | ForeignBucket | Unread): Opinion {
  const explanation = whyMissing(part, tenant, reading);
  if (reading.state === 'unread') return { outcome: 'unread', explanation };
  return { outcome: 'denied', explanation, absent: part };
}

/** Everything is needed: one denial denies it. */
export function allOf(opinions: readonly Opinion[]): Opinion {
  return (
    opinions.find(({ outcome }) => outcome === 'unread') ??
    opinions.find(({ outcome }) => outcome === 'denied') ??
    opinions.find(({ outcome }) => outcome === 'undecided') ??
    opinions[0] ?? { outcome: 'denied', explanation: 'denied: nothing was asked' }
  );
}

export interface Case {
  /** Who, or which action. */
  readonly name: string;
  readonly opinion: Opinion;
}

/** One that is allowed is one too many; all that are allowed are named. */
export function anyOf(cases: readonly Case[], what: string): Opinion {
  const allowed = cases.filter(({ opinion }) => opinion.outcome === 'allowed');
  const [first] = allowed;
  if (first) {
    const names = listed(allowed.map(({ name }) => name));
    return { outcome: 'allowed', explanation: `${names}: ${first.opinion.explanation}` };
  }
  const doubtful = cases.find(
    ({ opinion }) => opinion.outcome === 'undecided' || opinion.outcome === 'unread',
  );
  if (doubtful)
    return { ...doubtful.opinion, explanation: `${doubtful.name}: ${doubtful.opinion.explanation}` };
  return { outcome: 'denied', explanation: `denied: ${cases.length} ${what}` };
}

const SHOWN = 4;

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return more > 0 ? `${names.slice(0, SHOWN).join(', ')} and ${more} more` : names.join(', ');
}
