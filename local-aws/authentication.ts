/**
 * Who makes a request: the key behind its signature, whether the signature is right and in time, and whether the
 * session that the key belongs to still lasts.
 */

import type { Address } from './address';
import type { Call } from './call';
import { CHUNKED, type ChunkedBody, parseChunkedBody } from './chunked-body';
import type { Caller, Key } from './credentials';
import type { Incoming } from './message';
import { Refusal } from './refusal';
import { queryParametersError, type Scope } from './scope';
import {
  areChunksSigned,
  isPolicySignedBy,
  isSignedBy,
  type Signing,
  sha256,
  UNSIGNED_PAYLOAD,
} from './signature';
import type { World } from './world';

/** Throws what AWS answers to credentials that are none. */
export function authenticate(
  world: World,
  address: Address,
  incoming: Incoming,
  scope: Scope | undefined,
): Caller {
  const errors = isS3(address) ? S3_ERRORS : OTHER_ERRORS;
  if (!scope) {
    if (address.service === 's3') return { kind: 'anonymous' };
    throw new Refusal(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
  }
  const signedService = isS3(address) ? 's3' : address.service;
  if (scope.service !== signedService) {
    throw new Refusal(
      403,
      'SignatureDoesNotMatch',
      `Credential should be scoped to correct service: '${signedService}'.`,
    );
  }
  const key = world.credentials.find(scope.accessKeyId);
  if (!key) throw errors.unknownKey(scope.accessKeyId);
  const signing = { scope, secret: key.secretAccessKey, timestamp: timestampOf(incoming, scope) };
  checkTime(world.now(), address, incoming, signing);
  checkHeadersSigned(address, incoming, scope);
  if (!isSignedBy(incoming, signing, payloadHashOf(address, incoming, scope))) throw errors.wrongSignature();
  const chunked = signedChunksOf(incoming);
  if (chunked && !areChunksSigned(chunked, signing)) throw errors.wrongSignature();
  const { headers, query } = incoming;
  const token = headers['x-amz-security-token'] ?? query.get('X-Amz-Security-Token');
  checkToken(world.now(), key, token, errors);
  const { service, region } = scope;
  world.credentials.noteUse(key.accessKeyId, { at: world.now(), service, region });
  return key.caller;
}

/**
 * Who has signed the policy of a browser's form. How long it holds the policy says.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html
 */
export function authenticateForm(
  world: World,
  scope: Scope | undefined,
  fields: ReadonlyMap<string, string>,
): Caller {
  if (!scope) return { kind: 'anonymous' };
  const key = world.credentials.find(scope.accessKeyId);
  if (!key) throw S3_ERRORS.unknownKey(scope.accessKeyId);
  const timestamp = fields.get('x-amz-date') ?? '';
  checkDate(timestamp, scope);
  const signing = { scope, secret: key.secretAccessKey, timestamp };
  if (scope.service !== 's3' || !isPolicySignedBy(fields.get('policy') ?? '', signing))
    throw S3_ERRORS.wrongSignature();
  checkToken(world.now(), key, fields.get('x-amz-security-token'), S3_ERRORS);
  return key.caller;
}

/** A session dies with its role: one that was made anew under the old name is another. */
export async function checkSession({ world, address, caller }: Call): Promise<void> {
  if (caller.kind !== 'role-session') return;
  const role = (await world.iam.state(caller.account)).roles.get(caller.roleName);
  if (role?.id === caller.roleId) return;
  throw isS3(address) ? S3_ERRORS.wrongToken() : invalidClientToken();
}

function isS3({ service }: Address): boolean {
  return service === 's3' || service === 's3control';
}

/** Seconds are all that SigV4 has; a Date header says the same in another form. */
function timestampOf({ headers, query }: Incoming, { presigned }: Scope): string {
  const given = presigned ? query.get('X-Amz-Date') : headers['x-amz-date'];
  if (given !== undefined) return given;
  const date = new Date(headers.date ?? '');
  if (Number.isNaN(date.getTime())) {
    throw new Refusal(403, 'AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  }
  return date.toISOString().replace(/[-:]|\.\d+/g, '');
}

const MINUTE = 60_000;
const S3_SKEW = 15 * MINUTE;
const OTHER_SKEW = 5 * MINUTE;
const WEEK_SECONDS = 604_800;

/** When it was signed, in milliseconds since the epoch. */
function checkDate(timestamp: string, { date }: Scope): number {
  const signedAt = Date.parse(
    timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
  if (!Number.isNaN(signedAt) && timestamp.startsWith(date)) return signedAt;
  throw new Refusal(
    403,
    'SignatureDoesNotMatch',
    'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP',
  );
}

function checkTime(now: number, address: Address, { query }: Incoming, { scope, timestamp }: Signing): void {
  const signedAt = checkDate(timestamp, scope);
  const serverTime = new Date(now).toISOString();
  if (scope.presigned) {
    const given = query.get('X-Amz-Expires') ?? '';
    if (!/^-?\d+$/.test(given)) throw queryParametersError('X-Amz-Expires should be a number');
    const seconds = Number(given);
    if (seconds < 1) throw queryParametersError('X-Amz-Expires must be non-negative');
    if (seconds > WEEK_SECONDS)
      throw queryParametersError(
        `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${WEEK_SECONDS} seconds`,
      );
    const expiresAt = signedAt + seconds * 1000;
    if (now > expiresAt) {
      const Expires = new Date(expiresAt).toISOString();
      const details = { 'X-Amz-Expires': String(seconds), Expires, ServerTime: serverTime };
      throw new Refusal(403, 'AccessDenied', 'Request has expired', details);
    }
    if (signedAt > now + S3_SKEW) throw new Refusal(403, 'AccessDenied', 'Request is not valid yet');
    return;
  }
  const skew = Math.abs(now - signedAt);
  if (isS3(address) && skew > S3_SKEW) {
    const message = 'The difference between the request time and the current time is too large.';
    const details = {
      RequestTime: timestamp,
      ServerTime: serverTime,
      MaxAllowedSkewMilliseconds: String(S3_SKEW),
    };
    throw new Refusal(403, 'RequestTimeTooSkewed', message, details);
  }
  if (!isS3(address) && skew > OTHER_SKEW) {
    const bounds = `${timestamp} is now ${signedAt < now ? 'earlier' : 'later'} than ${serverTime} by more than 5 min.`;
    throw new Refusal(
      403,
      'SignatureDoesNotMatch',
      `Signature ${signedAt < now ? 'expired' : 'not yet current'}: ${bounds}`,
    );
  }
}

/** A header that S3 would act on but that is not signed could have been added by anybody on the way. */
function checkHeadersSigned(address: Address, { headers }: Incoming, { signedHeaders }: Scope): void {
  const bound = Object.keys(headers).filter(
    (name) => name === 'host' || (isS3(address) && name.startsWith('x-amz-')),
  );
  const unsigned = bound.filter((name) => !signedHeaders.includes(name) && name !== 'x-amz-content-sha256');
  if (unsigned.length === 0) return;
  const message = 'There were headers present in the request which were not signed';
  throw new Refusal(403, 'AccessDenied', message, { HeadersNotSigned: unsigned.join(', ') });
}

function payloadHashOf(address: Address, incoming: Incoming, { presigned }: Scope): string {
  const { headers, query, body } = incoming;
  const given = headers['x-amz-content-sha256'] ?? query.get('X-Amz-Content-Sha256');
  if (!isS3(address)) return sha256(body);
  if (given === undefined) return presigned ? UNSIGNED_PAYLOAD : sha256(body);
  if (given === UNSIGNED_PAYLOAD || CHUNKED.test(given)) return given;
  const actual = sha256(body);
  if (given === actual) return given;
  const details = { ClientComputedContentSHA256: given, S3ComputedContentSHA256: actual };
  const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
  throw new Refusal(400, 'XAmzContentSHA256Mismatch', message, details);
}

function signedChunksOf({ headers, body }: Incoming): ChunkedBody | undefined {
  const isSigned = headers['x-amz-content-sha256']?.startsWith('STREAMING-AWS4-') ?? false;
  return isSigned ? parseChunkedBody(body) : undefined;
}

function checkToken(now: number, key: Key, token: string | undefined, errors: CredentialErrors): void {
  if (token === undefined && key.sessionToken !== undefined) throw errors.unknownKey(key.accessKeyId);
  if (token !== key.sessionToken) throw errors.wrongToken();
  if (key.expiresAt !== undefined && now >= key.expiresAt) throw errors.expiredToken();
}

/** The same refusals go by different names at S3 and elsewhere. */
interface CredentialErrors {
  unknownKey(accessKeyId: string): Refusal;
  wrongSignature(): Refusal;
  wrongToken(): Refusal;
  expiredToken(): Refusal;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const S3_ERRORS: CredentialErrors = {
  unknownKey: (accessKeyId) => {
    const message = 'The AWS Access Key Id you provided does not exist in our records.';
    return new Refusal(403, 'InvalidAccessKeyId', message, { AWSAccessKeyId: accessKeyId });
  },
  wrongSignature: () => {
    const message =
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
    return new Refusal(403, 'SignatureDoesNotMatch', message);
  },
  wrongToken: () => new Refusal(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.'),
  expiredToken: () => new Refusal(400, 'ExpiredToken', 'The provided token has expired.'),
};

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
const OTHER_ERRORS: CredentialErrors = {
  unknownKey: invalidClientToken,
  wrongSignature: () => {
    const message =
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
    return new Refusal(403, 'SignatureDoesNotMatch', message);
  },
  wrongToken: invalidClientToken,
  expiredToken: () =>
    new Refusal(403, 'ExpiredToken', 'The security token included in the request is expired'),
};

function invalidClientToken(): Refusal {
  return new Refusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
}
