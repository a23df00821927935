/** What the policy engine thinks of a check: several decisions made one. */
import { type Decision, explain } from '../../iam';

export interface Opinion {
  /** `unread`: what it would have to be judged by could not be read. */
  readonly outcome: 'allowed' | 'denied' | 'undecided' | 'unread';
  /** In a sentence: which statement, or which condition blocked it. */
  readonly says: string;
}

export function opinionOf(decision: Decision): Opinion {
  return { outcome: decision.outcome, says: explain(decision) };
}

/** Everything is needed: one denial denies it. */
export function allOf(opinions: readonly Opinion[]): Opinion {
  return (
    opinions.find(({ outcome }) => outcome === 'unread') ??
    opinions.find(({ outcome }) => outcome === 'denied') ??
    opinions.find(({ outcome }) => outcome === 'undecided') ??
    opinions[0] ?? { outcome: 'denied', says: 'denied: nothing was asked' }
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
    return { outcome: 'allowed', says: `${names}: ${first.opinion.says}` };
  }
  const doubtful = cases.find(
    ({ opinion }) => opinion.outcome === 'undecided' || opinion.outcome === 'unread',
  );
  if (doubtful) return { ...doubtful.opinion, says: `${doubtful.name}: ${doubtful.opinion.says}` };
  return { outcome: 'denied', says: `denied: ${cases.length} ${what}` };
}

const SHOWN = 4;

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return more > 0 ? `${names.slice(0, SHOWN).join(', ')} and ${more} more` : names.join(', ');
}
