/** What comes of a check, by an answer of AWS's or an opinion of the policy engine. */
import type { Answer } from '../../aws/answer';
import type { ForeignBucket } from '../../aws/deployed/bucket';
import type { Reading, Unread } from '../../aws/deployed/reading';
import type { Tenant } from '../../config/tenant/tenant';
import type { Blocker, Check, Result, Status } from './check';
import { type Part, whyMissing } from './deployed-part';

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
  const { message, code, requestId, denial } = answer;
  const blockedBy = blockerOf(denial, code);
  return {
    check,
    how: 'tried',
    status: statusOf(check.expected, answer),
    message,
    ...(code === undefined ? {} : { code }),
    ...(blockedBy === undefined ? {} : { blockedBy }),
    ...(requestId === undefined ? {} : { requestId }),
    attempts,
    milliseconds,
  };
}

/** S3 passes on what KMS answers it, with KMS's code, or with the KMS action that is denied. */
function blockerOf(denial: Answer['denial'], code = ''): Blocker | undefined {
  if (code.startsWith('KMS.') || denial?.action?.startsWith('kms:')) return 'key';
  return denial?.policyType === 'permissions boundary' ? 'boundary' : undefined;
}

/** Of what was looked for as the owner. `wrong`: what is not as it should be with what is there. */
export function presence(
  check: Check,
  part: Part,
  tenant: Tenant,
  reading: Reading<unknown> | ForeignBucket,
  wrong: string | undefined,
): Result {
  const base = { check, how: 'tried' as const, attempts: 1, milliseconds: 0 };
  const asExpected = (check.expected === 'allowed') === (reading.state === 'present');
  if (reading.state === 'present') {
    if (!asExpected) return { ...base, status: 'fail', message: 'it is there' };
    return wrong === undefined
      ? { ...base, status: 'pass', message: 'there' }
      : { ...base, status: 'fail', message: wrong };
  }
  const message = whyMissing(part, tenant, reading);
  if (reading.state === 'unread') return { ...base, status: 'error', message, ...codeAndId(reading) };
  return { ...base, status: asExpected ? 'pass' : 'fail', message, absent: part };
}

function codeAndId({ code, requestId }: Unread): Pick<Result, 'code' | 'requestId'> {
  return { code, ...(requestId === undefined ? {} : { requestId }) };
}

export function skipped(check: Check, message: string): Result {
  return { check, how: 'neither', status: 'skip', message, attempts: 0, milliseconds: 0 };
}
