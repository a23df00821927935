/**
 * Where a request carries its signature, and what the signature's credential scope says.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import type { Incoming } from './message';
import { Refusal } from './refusal';

/** Signature Version 4, from the Authorization header or from a presigned URL's query. */
export interface Scope {
  readonly presigned: boolean;
  readonly accessKeyId: string;
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Undefined for a request that carries no signature: it is anonymous. */
export function scopeOf({ headers, query }: Incoming): Scope | undefined {
  const { authorization } = headers;
  if (authorization !== undefined) return scopeOfHeader(authorization);
  const algorithm = query.get('X-Amz-Algorithm');
  if (algorithm !== undefined) {
    const signedHeaders = query.get('X-Amz-SignedHeaders');
    return scope(true, algorithm, query.get('X-Amz-Credential'), signedHeaders, query.get('X-Amz-Signature'));
  }
  if (query.has('AWSAccessKeyId')) throw unsupportedAlgorithm();
  return undefined;
}

/** Of a form that a browser sends, by its fields; undefined for one that nobody has signed. */
export function scopeOfForm(fields: ReadonlyMap<string, string>): Scope | undefined {
  if (fields.has('awsaccesskeyid')) throw unsupportedAlgorithm();
  const [algorithm, credential, signature] = ['algorithm', 'credential', 'signature'].map((name) =>
    fields.get(`x-amz-${name}`),
  );
  if (signature === undefined && credential === undefined) return undefined;
  return scope(false, algorithm ?? '', credential, 'host', signature);
}

function scopeOfHeader(authorization: string): Scope {
  const [algorithm = '', ...rest] = authorization.trim().split(/\s+/);
  const fields = new Map(
    rest
      .join('')
      .split(',')
      .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]),
  );
  return scope(
    false,
    algorithm,
    fields.get('Credential'),
    fields.get('SignedHeaders'),
    fields.get('Signature'),
  );
}

function scope(
  presigned: boolean,
  algorithm: string,
  credential = '',
  signedHeaders = '',
  signature = '',
): Scope {
  if (algorithm !== ALGORITHM) throw unsupportedAlgorithm();
  const [accessKeyId = '', date = '', region = '', service = '', end] = credential.split('/');
  if (end !== 'aws4_request' || signedHeaders === '' || signature === '') {
    throw new Refusal(400, 'AuthorizationHeaderMalformed', 'The authorization header is malformed.');
  }
  return {
    presigned,
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: signedHeaders.split(';'),
    signature,
  };
}

/** S3 takes Signature Version 2 for no bucket made after June 24, 2020. */
function unsupportedAlgorithm(): Refusal {
  const message = `The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.`;
  return new Refusal(400, 'InvalidRequest', message);
}
