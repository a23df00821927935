/** One read call: what it answered, or why it could not be asked. */
import { UserError } from '../../config/user-error';

/** `denied`: the right is missing. `throttled`: still refused after all attempts. `failed`: anything else. */
export const UNREAD_REASONS = ['denied', 'throttled', 'failed'] as const;
export type UnreadReason = (typeof UNREAD_REASONS)[number];

export type Reading<T> =
  | { readonly kind: 'found'; readonly value: T }
  | {
      readonly kind: 'unread';
      /** The right that the call takes: `s3:GetBucketPolicy`. */
      readonly right: string;
      readonly reason: UnreadReason;
      readonly message: string;
    };

export interface ReadCall<T> {
  readonly right: string;
  call(): Promise<T>;
  /** Error codes by which AWS says that there is nothing, and what that means. */
  readonly nothing?: { readonly codes: readonly string[]; readonly value: T };
}

/** What was asked about is not there at all. */
export class Gone extends Error {
  override readonly name = 'Gone';
}

/** Never throws but {@link Gone}, what is the user's to mend, and, once `signal` is aborted, its reason. */
export async function read<T>(
  { right, call, nothing }: ReadCall<T>,
  signal?: AbortSignal,
): Promise<Reading<T>> {
  signal?.throwIfAborted();
  try {
    return { kind: 'found', value: await call() };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UserError) throw error;
    const code = codeOf(error);
    if (nothing?.codes.includes(code)) return { kind: 'found', value: nothing.value };
    if (GONE.has(code)) throw new Gone(code);
    return { kind: 'unread', right, reason: reasonOf(error, code), message: messageOf(error, code) };
  }
}

const GONE = new Set(['NoSuchBucket', 'NoSuchEntity', 'NoSuchEntityException', 'NoSuchAccessPoint']);
const DENIED =
  /^(?:AccessDenied|AccessDeniedException|AuthorizationError|UnauthorizedOperation|AllAccessDisabled)$/;
const THROTTLED =
  /^(?:Throttling|ThrottlingException|ThrottledException|RequestThrottled|RequestThrottledException|RequestLimitExceeded|SlowDown|TooManyRequestsException|PriorRequestNotComplete|EC2ThrottledException|BandwidthLimitExceeded|ServiceUnavailable|503)$/;

interface SdkError {
  readonly name?: string;
  readonly Code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
}

/** AWS's own code; S3 answers HEAD and some refusals by the status alone. */
function codeOf(error: unknown): string {
  const { name = '', Code, $metadata } = error as SdkError;
  if (Code !== undefined) return Code;
  if (name === 'Forbidden' || (name === 'Unknown' && $metadata?.httpStatusCode === 403))
    return 'AccessDenied';
  return name;
}

function reasonOf(error: unknown, code: string): UnreadReason {
  if (DENIED.test(code)) return 'denied';
  const status = (error as SdkError).$metadata?.httpStatusCode;
  return THROTTLED.test(code) || status === 429 || status === 503 ? 'throttled' : 'failed';
}

function messageOf(error: unknown, code: string): string {
  const { message = '', $metadata } = error as SdkError;
  const attempts = $metadata?.attempts ?? 1;
  const words = message === '' || message === code ? code : `${code}: ${message}`;
  return `${words.replaceAll(/\s+/g, ' ').replace(/\.$/, '')}${attempts > 1 ? ` (${attempts} attempts)` : ''}`;
}
