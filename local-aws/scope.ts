/**
 * Where a request carries its signature, and what the signature's credential scope says.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import type { Incoming } from './message';
import { invalidRequest, Refusal } from './refusal';

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
  const algorithm = query.get('X-Amz-Algorithm');
  if (authorization !== undefined && (algorithm !== undefined || query.has('Signature')))
    throw new Refusal(
      400,
      'InvalidArgument',
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    );
  if (authorization !== undefined) return scopeOfHeader(authorization);
  if (algorithm === undefined && PRESIGNING.some((name) => query.has(name))) throw incompleteQuery();
  if (algorithm !== undefined) {
    if (!PRESIGNING.every((name) => query.has(name))) throw incompleteQuery();
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
  if (presigned && end !== 'aws4_request')
    throw queryParametersError(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
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

/** What a presigned URL must say. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const PRESIGNING = ['Credential', 'Signature', 'Date', 'SignedHeaders', 'Expires'].map(
  (name) => `X-Amz-${name}`,
);

function incompleteQuery(): Refusal {
  return queryParametersError(
    'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
  );
}

export function queryParametersError(message: string): Refusal {
  return new Refusal(400, 'AuthorizationQueryParametersError', message);
}

/** S3 takes Signature Version 2 for no bucket made after June 24, 2020. */
function unsupportedAlgorithm(): Refusal {
  const message = `The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.`;
  return invalidRequest(message);
}
