/** What AWS answered to one request of a check. */
import { UserError } from '../config/user-error';
import { type DeniedDetails, deniedDetails } from './access-denied';
import { ACCESS_DENIED } from './error-codes';
import { errorCodeOf, metadataOf, type SdkMetadata } from './sdk-error';
import { troubleIn } from './trouble';

interface Facts {
  /** AWS's error code. */
  readonly code?: string;
  readonly requestId?: string;
  /** Requests that were sent, those that the SDK repeated with them. */
  readonly attempts: number;
  readonly message: string;
  /** Of what is denied: all that AWS tells of it. */
  readonly denial?: DeniedDetails;
}

export type Answer = Facts & {
  readonly kind: /** It was done. */
    | 'allowed'
    /** AccessDenied, and nothing else. */
    | 'denied'
    /** AWS said no for another reason, which says something of what is deployed: there is no such bucket. */
    | 'refused'
    /** An answer that proves neither the one nor the other. */
    | 'inconclusive'
    /** No answer, or one about the caller, the network or the clock: it proves nothing at all. */
    | 'broken';
};

/** Sends, and turns whatever comes of it into an answer. Never throws. */
export async function answerOf(
  send: () => Promise<{ readonly $metadata: SdkMetadata }>,
  done: string,
): Promise<Answer> {
  try {
    const { $metadata } = await send();
    return { kind: 'allowed', message: done, ...factsOf($metadata) };
  } catch (error) {
    return answerToError(error);
  }
}

export function answerToError(error: unknown): Answer {
  if (!(error instanceof Error)) return { kind: 'broken', message: String(error), attempts: 0 };
  if (error instanceof UserError)
    return { kind: 'broken', code: error.code, message: error.message, attempts: 0 };
  const metadata = metadataOf(error);
  const status = metadata.httpStatusCode;
  const facts = { ...factsOf(metadata), code: errorCodeOf(error) };
  const trouble = troubleIn(error, facts.code, status);
  if (trouble !== undefined) return { kind: 'broken', message: trouble, ...facts };
  const message = `${facts.code}: ${error.message}`;
  if (facts.code === ACCESS_DENIED)
    return { kind: 'denied', message, denial: deniedDetails(error.message), ...facts };
  if (status !== undefined && status >= 300 && status < 500) return { kind: 'refused', message, ...facts };
  return { kind: 'broken', message, ...facts };
}

function factsOf({ requestId, attempts }: SdkMetadata): { requestId?: string; attempts: number } {
  return { ...(requestId === undefined ? {} : { requestId }), attempts: attempts ?? 1 };
}

/**
 * A GET that is denied proves something where the object is there, or where AWS names the action. To whoever may not
 * list, a missing key is AccessDenied too, though GET is allowed.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
 */
export function answerToGet(answer: Answer, objectIsThere: boolean): Answer {
  if (answer.code === 'NoSuchKey' && !objectIsThere)
    return {
      ...answer,
      kind: 'allowed',
      message: 'the key is missing, which AWS tells only those who may read',
    };
  const action = answer.denial?.action;
  if (answer.kind !== 'denied' || objectIsThere || action === GET_ACTION) return answer;
  if (action === LIST_ACTION)
    return {
      ...answer,
      kind: 'allowed',
      message: 'AWS missed the right to list alone: get itself is allowed',
    };
  return {
    ...answer,
    kind: 'inconclusive',
    message: `inconclusive: there is no object to get, and AWS does not say what it denied (${answer.message})`,
  };
}

const GET_ACTION = 's3:GetObject';
const LIST_ACTION = 's3:ListBucket';
