/**
 * Signatures against the examples that AWS publishes.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
import { parseChunkedBody } from '../../local-aws/chunked-body';
import { type Headers, type Incoming, parseQuery } from '../../local-aws/message';
import { scopeOf } from '../../local-aws/scope';
import { areChunksSigned, isSignedBy, sha256, UNSIGNED_PAYLOAD } from '../../local-aws/signature';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const CREDENTIAL = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
const TIMESTAMP = '20130524T000000Z';
const HOST = 'examplebucket.s3.amazonaws.com';

function request(method: string, url: string, headers: Headers): Incoming {
  const [path = '', rawQuery = ''] = url.split('?');
  const { host = HOST } = headers;
  const body = Buffer.alloc(0);
  return {
    method,
    host,
    path,
    rawQuery,
    query: parseQuery(rawQuery),
    headers,
    body,
    secureTransport: true,
    sourceIp: '',
  };
}

function signed(names: string, signature: string): string {
  return `AWS4-HMAC-SHA256 Credential=${CREDENTIAL},SignedHeaders=${names},Signature=${signature}`;
}

function isRight(incoming: Incoming, payloadHash: string, secret = SECRET): boolean {
  const scope = scopeOf(incoming);
  if (!scope) throw new Error('not signed');
  return isSignedBy(incoming, { scope, secret, timestamp: TIMESTAMP }, payloadHash);
}

const EMPTY = sha256('');
const get = (signature: string, range = 'bytes=0-9') =>
  request('GET', '/test.txt', {
    host: HOST,
    authorization: signed('host;range;x-amz-content-sha256;x-amz-date', signature),
    range,
    'x-amz-content-sha256': EMPTY,
    'x-amz-date': TIMESTAMP,
  });
const GET_SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';

test('a GET with a header signature', () => {
  expect(isRight(get(GET_SIGNATURE), EMPTY)).toBe(true);
});

test('nothing of it can be changed', () => {
  expect(isRight(get(GET_SIGNATURE, 'bytes=0-8'), EMPTY)).toBe(false);
  expect(isRight({ ...get(GET_SIGNATURE), method: 'PUT' }, EMPTY)).toBe(false);
  expect(isRight({ ...get(GET_SIGNATURE), path: '/test.tx' }, EMPTY)).toBe(false);
  expect(isRight({ ...get(GET_SIGNATURE), rawQuery: 'acl' }, EMPTY)).toBe(false);
  expect(isRight(get(GET_SIGNATURE), sha256('another body'))).toBe(false);
  expect(isRight(get(GET_SIGNATURE), EMPTY, 'another secret')).toBe(false);
  expect(isRight(get(GET_SIGNATURE.replace('f0', 'f1')), EMPTY)).toBe(false);
});

test('a PUT whose key has a dollar sign', () => {
  const payloadHash = sha256('Welcome to Amazon S3.');
  const signature = '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd';
  const put = request('PUT', '/test%24file.text', {
    host: HOST,
    authorization: signed('date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class', signature),
    date: 'Fri, 24 May 2013 00:00:00 GMT',
    'x-amz-content-sha256': payloadHash,
    'x-amz-date': TIMESTAMP,
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
  });
  expect(isRight(put, payloadHash)).toBe(true);
});

test.each([
  ['/?lifecycle', 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
  ['/?max-keys=2&prefix=J', '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
])('a GET of %s', (url, signature) => {
  const headers = {
    host: HOST,
    authorization: signed('host;x-amz-content-sha256;x-amz-date', signature),
    'x-amz-content-sha256': EMPTY,
    'x-amz-date': TIMESTAMP,
  };
  expect(isRight(request('GET', url, headers), EMPTY)).toBe(true);
});

test('a presigned GET', () => {
  const query = [
    'X-Amz-Algorithm=AWS4-HMAC-SHA256',
    `X-Amz-Credential=${CREDENTIAL.replaceAll('/', '%2F')}`,
    `X-Amz-Date=${TIMESTAMP}`,
    'X-Amz-Expires=86400',
    'X-Amz-SignedHeaders=host',
    'X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  ];
  const presigned = request('GET', `/test.txt?${query.join('&')}`, { host: HOST });
  expect(isRight(presigned, UNSIGNED_PAYLOAD)).toBe(true);
  expect(isRight(request('GET', `/other.txt?${query.join('&')}`, { host: HOST }), UNSIGNED_PAYLOAD)).toBe(
    false,
  );
});

describe('a body in signed chunks', () => {
  const SEED = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
  const CHUNKS: readonly (readonly [size: number, signature: string])[] = [
    [65_536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'],
    [1_024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'],
    [0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'],
  ];
  const scope = {
    presigned: false,
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    date: '20130524',
    region: 'us-east-1',
    service: 's3',
    signedHeaders: [],
    signature: SEED,
  };
  const chunked = (letter: string) =>
    parseChunkedBody(
      Buffer.from(
        CHUNKS.map(
          ([size, signature]) =>
            `${size.toString(16)};chunk-signature=${signature}\r\n${letter.repeat(size)}\r\n`,
        ).join(''),
      ),
    );

  test('as AWS has it', () => {
    expect(areChunksSigned(chunked('a'), { scope, secret: SECRET, timestamp: TIMESTAMP })).toBe(true);
  });

  test('with another letter in it', () => {
    expect(areChunksSigned(chunked('b'), { scope, secret: SECRET, timestamp: TIMESTAMP })).toBe(false);
  });

  test('with a chunk taken out', () => {
    const { chunks, ...rest } = chunked('a');
    const shortened = { ...rest, chunks: chunks.filter((_, index) => index !== 1) };
    expect(areChunksSigned(shortened, { scope, secret: SECRET, timestamp: TIMESTAMP })).toBe(false);
  });
});
