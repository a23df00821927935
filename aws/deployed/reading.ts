/** What a look at AWS came to: something is there, nothing is there, or it could not be told, and then why. */

import { unlessAborted } from '../../config/unless-aborted';
import { UserError } from '../../config/user-error';
import { isDenied, isThrottled } from '../error-codes';
import { bucketRegionOf, errorCodeOf, metadataOf, UnusableAnswer } from '../sdk-error';
import { troubleIn } from '../trouble';

/** `denied`: the right is missing. `throttled`: still refused after all attempts. `failed`: anything else. */
export const UNREAD_REASONS = ['denied', 'throttled', 'failed'] as const;
export type UnreadReason = (typeof UNREAD_REASONS)[number];

export interface Present<T> {
  readonly state: 'present';
  readonly value: T;
}

/** AWS said by its own code, or by an empty list, that there is none. */
export interface Absent {
  readonly state: 'absent';
}

/** Nothing may be concluded from it, least of all that there is nothing. */
export interface Unread {
  readonly state: 'unread';
  /** The right that the call takes: `s3:GetBucketPolicy`. */
  readonly right: string;
  readonly reason: UnreadReason;
  /** AWS's error code, the system's, or `UnusableAnswer`. */
  readonly code: string;
  readonly requestId?: string;
  /** Where S3 says that the bucket is: the request went to another region's endpoint. */
  readonly bucketRegion?: string;
  /** What AWS said, code first; of the network, the clock and credentials what to do about it, and that behind it. */
  readonly message: string;
}

export type Reading<T> = Present<T> | Absent | Unread;

export const ABSENT: Absent = { state: 'absent' };

export function present<T>(value: T): Present<T> {
  return { state: 'present', value };
}

/** Undefined where it is absent, unread, or another account's. */
export function presentValue<T>(
  reading: Reading<T> | { readonly state: 'foreign' } | undefined,
): T | undefined {
  return reading?.state === 'present' ? reading.value : undefined;
}

/** `form` may throw {@link UnusableAnswer}: what is there and has no such form is unread. */
export function mapReading<T, U>(reading: Reading<T>, right: string, form: (value: T) => U): Reading<U> {
  if (reading.state !== 'present') return reading;
  try {
    return present(form(reading.value));
  } catch (error) {
    if (error instanceof UnusableAnswer) return unreadBy(error, right);
    throw error;
  }
}

export interface ReadCall<T> {
  readonly right: string;
  /** Undefined where AWS answered that nothing is set. */
  call(): Promise<T | undefined>;
  /** Error codes by which AWS says the same. */
  readonly absent?: readonly string[];
}

/** Never throws but {@link OwnerAbsent}, for {@link readWhole}, and, once `signal` is aborted, its reason. */
export async function read<T>(
  { right, call, absent = [] }: ReadCall<T>,
  signal?: AbortSignal,
): Promise<Reading<T>> {
  signal?.throwIfAborted();
  try {
    const value = await unlessAborted(call(), signal);
    return value === undefined ? ABSENT : present(value);
  } catch (error) {
    signal?.throwIfAborted();
    const code = errorCodeOf(error);
    if (absent.includes(code)) return ABSENT;
    if (OWNER_ABSENT.has(code)) throw new OwnerAbsent(code);
    return unreadBy(error, right);
  }
}

/** What the part belongs to is not there at all: the bucket of a setting, the role of a policy. */
class OwnerAbsent extends Error {
  override readonly name = 'OwnerAbsent';
}

/** Reads something part by part; absent where any part's answer says that the whole is. */
export async function readWhole<T>(parts: () => Promise<T>): Promise<Present<T> | Absent> {
  try {
    return present(await parts());
  } catch (error) {
    if (error instanceof OwnerAbsent) return ABSENT;
    throw error;
  }
}

/** Codes of IAM: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html#API_GetRole_Errors */
export const NO_SUCH_ENTITY: readonly string[] = ['NoSuchEntity', 'NoSuchEntityException'];
const OWNER_ABSENT: ReadonlySet<string> = new Set([
  ...['NoSuchBucket', 'NoSuchAccessPoint', ...NO_SUCH_ENTITY],
  // KMS's: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html#API_DescribeKey_Errors
  'NotFoundException',
]);

function unreadBy(error: unknown, right: string): Unread {
  const code = error instanceof UserError ? error.code : errorCodeOf(error);
  const { requestId } = metadataOf(error);
  const reason = reasonOf(error, code);
  const bucketRegion = reason === 'failed' ? bucketRegionOf(error) : undefined;
  return {
    state: 'unread',
    right,
    reason,
    code,
    ...(requestId === undefined ? {} : { requestId }),
    ...(bucketRegion === undefined ? {} : { bucketRegion }),
    message: messageOf(error, code),
  };
}

function reasonOf(error: unknown, code: string): UnreadReason {
  if (isDenied(code)) return 'denied';
  return isThrottled(code, metadataOf(error).httpStatusCode) ? 'throttled' : 'failed';
}

function messageOf(error: unknown, code: string): string {
  const { message = '' } = error as { readonly message?: string };
  const { attempts = 1, httpStatusCode } = metadataOf(error);
  const isOfAws = error instanceof Error && !(error instanceof UserError || error instanceof UnusableAnswer);
  const trouble = isOfAws ? troubleIn(error, code, httpStatusCode) : undefined;
  const words = trouble ?? (message === '' || message === code ? code : `${code}: ${message}`);
  return `${words.replaceAll(/\s+/g, ' ').replace(/\.$/, '')}${attempts > 1 ? ` (${attempts} attempts)` : ''}`;
}
