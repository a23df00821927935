/**
 * AWS's error codes that mean the same in several services. `LimitExceeded` is none of them: IAM and KMS say by it that a
 * quota is used up, which no waiting mends.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */

/**
 * The one code by which S3 and STS say that policies do not allow a request. A bare 403, as HEAD answers it, is none.
 */
export const ACCESS_DENIED = 'AccessDenied';

const DENIED: ReadonlySet<string> = new Set([
  ACCESS_DENIED,
  'AccessDeniedException',
  'AllAccessDisabled',
  'AuthorizationError',
  'UnauthorizedOperation',
]);

/** Whether a right is missing, by the code of whatever service. */
export function isDenied(code: string): boolean {
  return DENIED.has(code);
}

/** Too many requests; what the SDK could not mend by waiting. */
export const THROTTLED =
  /^(?:SlowDown|Throttl\w*|TooManyRequests\w*|RequestLimitExceeded|RequestThrottled\w*|BandwidthLimitExceeded|PriorRequestNotComplete|ProvisionedThroughputExceededException|EC2ThrottledException|ServiceUnavailable|503)$/;

/** `status`: of HTTP, where there was an answer. */
export function isThrottled(code: string, status: number | undefined): boolean {
  return THROTTLED.test(code) || status === 429 || status === 503;
}
