/** Whether there are credentials, whether AWS takes them, and whose they are. */
import { stsClient } from '../../aws/clients';
import { callerCredentials } from '../../aws/credentials';
import { whoIs } from '../../aws/who-is';
import { unlessAborted } from '../../config/unless-aborted';
import { localAws } from '../../config/values/local-aws';
import type { Part } from './part';

export interface CredentialsQuestion {
  readonly env: NodeJS.ProcessEnv;
  /** Undefined for the environment's own credentials. */
  readonly profile: string | undefined;
  /** The fleet's, for where the environment names none. */
  readonly region: string | undefined;
  readonly signal: AbortSignal;
}

/** Milliseconds. */
const TIMEOUT = 15_000;
const ATTEMPTS = 2;

export async function credentialsPart({ env, profile, region, signal }: CredentialsQuestion): Promise<Part> {
  const base = { part: 'credentials', ...(profile === undefined ? {} : { profile }) } as const;
  const whose = profile === undefined ? 'the credentials of the environment' : `the profile ${profile}`;
  const credentials = callerCredentials(env, profile);
  try {
    await unlessAborted(credentials(), signal);
  } catch (error) {
    signal.throwIfAborted();
    return {
      ...base,
      // Much can be done without any; a profile that was asked for is meant to be there.
      state: profile === undefined ? 'advice' : 'finding',
      message: wordsOf(error),
      remediation:
        'validate, lint and new need none; for deploy, verify and drift: aws configure sso, or --profile <name>',
    };
  }
  const local = localAws(env);
  const { answer, arn } = await whoIs(
    stsClient({
      region: env.AWS_REGION || env.AWS_DEFAULT_REGION || region || 'us-east-1',
      credentials,
      localAws: local,
      timeout: TIMEOUT,
      maxAttempts: ATTEMPTS,
      signal,
    }),
  );
  const where = local ? ', in the embedded AWS' : '';
  if (answer.kind === 'allowed')
    return { ...base, state: 'ok', place: arn, message: `${whose} are those of ${arn}${where}` };
  const isRejected = answer.code !== undefined && REJECTED.test(answer.code);
  return {
    ...base,
    state: isRejected ? 'finding' : 'inconclusive',
    message: `${whose}: ${answer.message}`,
    ...(isRejected ? { remediation: 'get new ones: aws sso login, or new keys for the profile' } : {}),
  };
}

/** What STS says of credentials that are not good. https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
const REJECTED =
  /^(?:InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|ExpiredToken\w*|AccessDenied|InvalidAccessKeyId|AuthFailure|MissingAuthenticationToken)$/;

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
