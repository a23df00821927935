/** What an answer of AWS, or an opinion of the policy engine, makes of a check. */
import type { Answer } from '../../aws/answer';
import type { Check, Result, Status } from './check';
import type { Found } from './found';
import type { Opinion } from './opinion';

/** Only AccessDenied is a denial, and only what was done was allowed. */
function statusOf(expected: Check['expected'], { kind }: Answer): Status {
  switch (kind) {
    case 'broken':
      return 'error';
    case 'inconclusive':
      return 'skip';
    case 'allowed':
    case 'denied':
      return kind === expected ? 'pass' : 'fail';
    case 'refused':
      return expected === 'allowed' ? 'fail' : 'error';
  }
}

/** Whether waiting may change an answer that is not as expected. */
export function maySettle(expected: Check['expected'], { kind }: Answer): boolean {
  return expected === 'allowed' ? kind === 'denied' : kind === 'allowed';
}

export function tried(check: Check, answer: Answer, attempts: number, milliseconds: number): Result {
  const { message, code, requestId } = answer;
  return {
    check,
    how: 'tried',
    status: statusOf(check.expected, answer),
    message,
    ...(code === undefined ? {} : { code }),
    ...(requestId === undefined ? {} : { requestId }),
    attempts,
    milliseconds,
  };
}

export function judgedResult(check: Check, { outcome, says }: Opinion): Result {
  const decided = outcome === 'allowed' || outcome === 'denied';
  const status = decided ? (outcome === check.expected ? 'pass' : 'fail') : 'error';
  return { check, how: 'judged', status, message: says, attempts: 0, milliseconds: 0 };
}

/** What was looked for as the owner. */
export function presence(check: Check, found: Found<unknown>, wrong: string | undefined): Result {
  const base = { check, how: 'tried' as const, attempts: 1, milliseconds: 0 };
  if (found.kind === 'unread') return { ...base, status: 'error', message: found.says };
  const there = found.kind === 'found';
  const asExpected = there === (check.expected === 'allowed');
  if (!asExpected) return { ...base, status: 'fail', message: there ? 'it is there' : found.says };
  if (there && wrong !== undefined) return { ...base, status: 'fail', message: wrong };
  return { ...base, status: 'pass', message: there ? 'there' : found.says };
}

export function skipped(check: Check, message: string): Result {
  return { check, how: 'neither', status: 'skip', message, attempts: 0, milliseconds: 0 };
}
