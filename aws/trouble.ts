/**
 * Errors that say nothing about what is deployed: the network, the clock, the credentials, too many requests. Each in a
 * sentence that says what it is and what to do. https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
import { isThrottled, THROTTLED } from './error-codes';

interface Trouble {
  readonly codes: RegExp;
  /** Only where the message says so too. */
  readonly message?: RegExp;
  readonly says: string;
}

const TROUBLES: readonly Trouble[] = [
  {
    codes: /^(?:RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)$/,
    says: "this machine's clock is wrong; set it by NTP, then run again",
  },
  {
    codes: /^(?:SignatureDoesNotMatch|InvalidSignatureException)$/,
    message: /expired|not yet current/i,
    says: "this machine's clock is wrong; set it by NTP, then run again",
  },
  {
    codes: /^(?:ExpiredToken|ExpiredTokenException|TokenRefreshRequired)$/,
    says: 'the session has expired; get new credentials, then run again',
  },
  {
    codes:
      /^(?:InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|AuthFailure|MissingAuthenticationToken|NotSignedUp|OptInRequired)$/,
    says: 'AWS does not know these credentials; check the profile or the AWS_ variables',
  },
  {
    codes: /^InvalidToken$/,
    says: "AWS does not take this session token; get new credentials, and for a region that accounts switch on from STS's regional endpoint (AWS_STS_REGIONAL_ENDPOINTS=regional)",
  },
  {
    codes: THROTTLED,
    says: 'AWS throttles these requests; run again later, or with a smaller --parallelism',
  },
  {
    codes: /^(?:ECONNREFUSED)$/,
    says: 'nothing listens at the endpoint; check the endpoint, the proxy and the firewall',
  },
  {
    codes: /^(?:ENOTFOUND|EAI_AGAIN|EAI_FAIL)$/,
    says: 'the endpoint has no address; check the region, DNS and the network',
  },
  {
    codes:
      /^(?:ECONNRESET|EPIPE|ECONNABORTED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ETIMEDOUT|ESOCKETTIMEDOUT|TimeoutError|RequestTimeout|AbortError|NetworkingError)$/,
    says: 'the endpoint does not answer; check the network, the proxy and the firewall',
  },
  {
    codes: /^(?:CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|ERR_TLS)/,
    says: "the endpoint's certificate is not trusted; check the proxy and NODE_EXTRA_CA_CERTS",
  },
  {
    codes: /^(?:RegionDisabledException)$/,
    says: 'STS is off in this region; switch it on in IAM, Account settings',
  },
];

/** Undefined for whatever AWS says about the request itself. */
export function troubleIn(error: Error, code: string, status: number | undefined): string | undefined {
  const codes = [code, error.name, systemCodeOf(error), ...codesInWrapper(error)];
  const known = TROUBLES.find(
    ({ codes: pattern, message }) =>
      codes.some((one) => one !== undefined && pattern.test(one)) &&
      (message === undefined || message.test(error.message)),
  );
  // What AWS says after its first sentence is advice of the kind that stands before it.
  const said = `${code}: ${error.message.replace(/\.(?:$| [A-Z].*$)/s, '')}`;
  if (known) return `${known.says} (${said})`;
  if (status === undefined) return `there was no answer (${said})`;
  if (isThrottled(code, status))
    return `AWS throttles these requests; run again later, or with a smaller --parallelism (${said})`;
  if (status >= 500) return `AWS has trouble of its own; run again later (${said})`;
  return undefined;
}

/** The SDK keeps an error that comes from another realm (a vm, a worker) in the words of its own error alone. */
function codesInWrapper({ message }: Error): readonly string[] {
  const [, wrapped] = /^AWS SDK error wrapper for (.*)$/s.exec(message) ?? [];
  return wrapped?.split(/[:\s]+/) ?? [];
}

/** The operating system's, also where Node hides it in a list: one error for each address of a host. */
function systemCodeOf(error: Error): string | undefined {
  const { code, errors, cause } = error as { code?: unknown; errors?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  if (Array.isArray(errors))
    return errors.map((one) => one as { code?: string }).find((one) => one.code)?.code;
  return cause instanceof Error ? systemCodeOf(cause) : undefined;
}
