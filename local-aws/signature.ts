/**
 * Signature Version 4: what a request's signature must be.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { ChunkedBody } from './chunked-body';
import { decode, encode, type Incoming, queryPairs } from './message';
import type { Scope } from './scope';

/** What S3's clients may sign instead of the body's hash. */
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

export function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer | string, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

const signingKeys = new Map<string, Buffer>();
const SIGNING_KEYS_KEPT = 1_000;

/** Four hashes that stay the same for a day. */
function signingKey(secret: string, { date, region, service }: Scope): Buffer {
  const name = `${secret}/${date}/${region}/${service}`;
  const known = signingKeys.get(name);
  if (known) return known;
  const key = [date, region, service, 'aws4_request'].reduce<Buffer | string>(
    hmac,
    `AWS4${secret}`,
  ) as Buffer;
  if (signingKeys.size >= SIGNING_KEYS_KEPT) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

export interface Signing {
  readonly scope: Scope;
  readonly secret: string;
  /** `YYYYMMDDTHHMMSSZ`, as the request says. */
  readonly timestamp: string;
}

/** `payloadHash`: what the client signed in the body's place. */
export function isSignedBy(incoming: Incoming, signing: Signing, payloadHash: string): boolean {
  const { scope } = signing;
  const query = canonicalQuery(incoming.rawQuery, scope.presigned);
  const headers = canonicalHeaders(incoming, scope.signedHeaders);
  return canonicalPaths(incoming.path).some((path) => {
    const request = [incoming.method, path, query, headers, scope.signedHeaders.join(';'), payloadHash].join(
      '\n',
    );
    return isSame(
      signatureOf(signing, 'AWS4-HMAC-SHA256', sha256(Buffer.from(request, 'latin1'))),
      scope.signature,
    );
  });
}

/** Whether a form's policy, as it was sent, is signed: it is all that a form's signature is over. */
export function isPolicySignedBy(policy: string, { scope, secret }: Signing): boolean {
  return isSame(hmac(signingKey(secret, scope), policy).toString('hex'), scope.signature);
}

function signatureOf({ scope, secret, timestamp }: Signing, algorithm: string, ...lines: string[]): string {
  const credentialScope = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  return hmac(
    signingKey(secret, scope),
    [algorithm, timestamp, credentialScope, ...lines].join('\n'),
  ).toString('hex');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** S3 signs the path as it is sent; the other services encode it once more. Which it was is not told. */
function canonicalPaths(path: string): readonly string[] {
  const once = path.split('/').map((segment) => encode(decode(segment)));
  const twice = path.split('/').map(encode);
  return [...new Set([path, once.join('/'), twice.join('/')])];
}

function canonicalQuery(raw: string, presigned: boolean): string {
  return queryPairs(raw)
    .map((pair) => pair.map((text) => encode(decode(text.replaceAll('+', ' ')))) as [string, string])
    .filter(([name]) => !(presigned && name === 'X-Amz-Signature'))
    .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
    .map((pair) => pair.join('='))
    .join('&');
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function canonicalHeaders({ headers }: Incoming, signed: readonly string[]): string {
  const valueFor = (name: string): string => (Object.hasOwn(headers, name) ? headers[name] : undefined) ?? '';
  return signed.map((name) => `${name}:${valueFor(name).trim().replace(/ +/g, ' ')}\n`).join('');
}

const EMPTY_HASH = sha256('');

/**
 * Whether every chunk carries the signature that follows from the one before it, the request's own first.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function areChunksSigned(body: ChunkedBody, signing: Signing): boolean {
  let previous = signing.scope.signature;
  for (const { data, signature = '' } of body.chunks) {
    const wanted = signatureOf(signing, 'AWS4-HMAC-SHA256-PAYLOAD', previous, EMPTY_HASH, sha256(data));
    if (!isSame(wanted, signature)) return false;
    previous = wanted;
  }
  const trailerSignature = body.trailers['x-amz-trailer-signature'];
  if (trailerSignature === undefined) return body.trailerText === '';
  const trailer = sha256(`${body.trailerText}\n`);
  return isSame(signatureOf(signing, 'AWS4-HMAC-SHA256-TRAILER', previous, trailer), trailerSignature);
}
