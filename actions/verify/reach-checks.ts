/**
 * What the deployed policies and settings allow, held against the tenant's file as a whole: not at places that somebody
 * chose, but wherever the two differ.
 */
import type { Unread } from '../../aws/deployed/reading';
import { explain, type PolicyKind } from '../../iam';
import type { Difference } from '../../iam/reach';
import { counted } from '../../report/finding-words';
import { accessText, byBestKnown } from '../../worlds/access-words';
import { beyondText } from '../../worlds/beyond-text';
import { witnessText } from '../../worlds/witness-text';
import type { Blocker, Check, Result } from './check';
import type { Judgement } from './judgement';
import { skipped } from './result';

export const REACH_CHECKS: readonly Check[] = [
  {
    id: 'reach.complete',
    says: 'all that decides about requests can be read and judged',
    expected: 'allowed',
    ask: { kind: 'reach-complete' },
  },
  reach('reach.less', 'do what the file states', 'allowed', 'less'),
  reach('reach.more', 'do what the file does not state', 'denied', 'more'),
  reach('reach.dormant', 'do more, as soon as another policy allows it too', 'denied', 'dormant'),
];

function reach(
  id: string,
  says: string,
  expected: Check['expected'],
  direction: Difference['direction'],
): Check {
  return { id, says, expected, ask: { kind: 'reach', direction } };
}

/** What could not be read, and what could not be told apart: a result for each, or one that there is none. */
export function completeness(check: Check, { unread, beyond }: Judgement): readonly Result[] {
  const problems = [...unread.map(unreadText), ...beyond.map((each) => `inconclusive: ${beyondText(each)}`)];
  const base = { check, how: 'judged', attempts: 0, milliseconds: 0 } as const;
  if (problems.length === 0) return [{ ...base, status: 'pass', message: 'all could be read and judged' }];
  return problems.map((message) => ({ ...base, status: 'error', message }));
}

export function isComplete({ unread, beyond }: Judgement): boolean {
  return unread.length === 0 && beyond.length === 0;
}

function unreadText({ right, message }: Unread): string {
  return `${right} could not be read: ${message}`;
}

/** Differences that the same statements make, or the same setting, are one finding. */
export function groupsOf(
  differences: readonly Difference[],
  direction: Difference['direction'],
  judgement: Judgement,
): readonly (readonly Difference[])[] {
  const groups = new Map<string, Difference[]>();
  for (const difference of differences.filter((each) => each.direction === direction)) {
    const key = causeKey(difference, judgement);
    groups.set(key, [...(groups.get(key) ?? []), difference]);
  }
  return [...groups.values()];
}

/** The same for the same cause in every run. */
function causeKey(difference: Difference, judgement: Judgement): string {
  const { causes, direction, rule, deniedBy } = difference;
  if (direction === 'less')
    return JSON.stringify([deniedBy ?? rule ?? obstacleOf(difference, judgement).key]);
  return JSON.stringify(causes.map(({ statement }) => statement));
}

interface Obstacle {
  readonly key: string;
  /** In a sentence: which statement denies it, or what allows it not. */
  readonly explanation: string;
  readonly blockedBy?: Blocker;
  /** Of the policy that denies it. */
  readonly kind?: PolicyKind;
}

/** What keeps the deployed policies from allowing what a difference misses. */
export function obstacleOf({ witness }: Difference, { decide }: Judgement): Obstacle {
  const decision = decide(witness);
  if (decision.outcome !== 'denied') return { key: '', explanation: explain(decision) };
  const { reason, request } = decision;
  const layer =
    reason.kind === 'no-allow'
      ? reason.layer
      : reason.kind === 'explicit-deny'
        ? reason.statement.policyKind
        : undefined;
  const blockedBy: Blocker | undefined =
    layer === 'boundary' ? 'boundary' : request.action.toLowerCase().startsWith('kms:') ? 'key' : undefined;
  const action = blockedBy === 'key' ? request.action : '';
  return {
    key: `${layer} ${action} ${blockedBy === 'key' ? request.resource : ''}`,
    explanation: explain(decision),
    ...(blockedBy ? { blockedBy } : {}),
    ...(reason.kind === 'explicit-deny' ? { kind: reason.statement.policyKind } : {}),
  };
}

/** `, by statement Objects1 of s3-handshake-access`; of what is missing, the statement that the file asks for. */
export function byCauses({ causes, rule }: Difference): string {
  if (causes.length === 0) return rule === undefined ? ', by a setting' : `: ${rule}`;
  const names = causes.map(({ side, effect, statement: { policy, sid, index } }) => {
    const name = `statement ${sid ?? index + 1} of ${policy}`;
    return side === 'here' ? name : `the lack of a ${effect} such as ${name}`;
  });
  return `, by ${[...new Set(names)].join(' and ')}`;
}

function isPlainHttp({ region }: Difference): boolean {
  return region.conditions.some(
    ({ key, examples }) => key === 'aws:securetransport' && examples.every((value) => value === 'false'),
  );
}

export function reachResult(check: Check, group: readonly Difference[], judgement: Judgement): Result {
  const [first] = group.toSorted(byBestKnown);
  if (!first) return skipped(check, 'there is no difference');
  const obstacle = first.direction === 'less' ? obstacleOf(first, judgement) : undefined;
  const kind = obstacle?.kind ?? first.causes[0]?.statement.policyKind;
  const more = group.length > 1 ? `, and ${counted(group.length - 1, 'more difference')}` : '';
  const sentence = {
    more: `${accessText(first)}${more}${byCauses(first)}`,
    less: `${accessText(first, 'should be able to')}${more}, and cannot; ${obstacle?.explanation ?? ''}`,
    dormant: `${accessText(first, 'could')}${more} if another policy allowed it too${byCauses(first)}`,
  }[first.direction];
  return {
    check: { ...check, detail: causeKey(first, judgement) },
    how: 'judged',
    status: 'fail',
    message: `${sentence}; witness: ${witnessText(first)}`,
    ...(obstacle?.blockedBy ? { blockedBy: obstacle.blockedBy } : {}),
    ...(kind ? { cause: kind } : {}),
    ...(group.every(isPlainHttp) ? { isPlainHttp: true } : {}),
    attempts: 0,
    milliseconds: 0,
  };
}
