/** The parts of the embedded AWS that can be tried without starting it. */
import fc from 'fast-check';
import type { AccessPoint } from '../../local-aws/access-points';
import { addressOf, s3TargetOf } from '../../local-aws/address';
import type { Bucket } from '../../local-aws/buckets';
import type { Call } from '../../local-aws/call';
import { verifyChecksums } from '../../local-aws/checksums';
import { parseChunkedBody } from '../../local-aws/chunked-body';
import { ACTIONS_WITH_BOUNDARY } from '../../local-aws/iam-permissions';
import { type Incoming, parseQuery } from '../../local-aws/message';
import { ACTIONS_WITH_EXISTING_TAGS } from '../../local-aws/object-tags';
import { refusePublicAccess } from '../../local-aws/public-access';
import { Refusal } from '../../local-aws/refusal';
import { s3OperationOf } from '../../local-aws/s3-operations';
import { scopeOf } from '../../local-aws/scope';
import { parseXml, renderXml, textOf } from '../../local-aws/xml';
import { actionsOf } from '../iam/reach/catalogue';
import hosts from './parts/hosts.json';
import operations from './parts/operations.json';

function request(method: string, host: string, url: string, headers: Record<string, string> = {}): Incoming {
  const [path = '/', rawQuery = ''] = url.split('?');
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

describe('whom a request is for', () => {
  test.each(hosts)('$host $path', ({ host, path, scope, expect: expected }) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=A/20260101/${scope}/aws4_request, SignedHeaders=host, Signature=0`;
    const headers = scope.startsWith('control:')
      ? {
          authorization: authorization.replace('control:', ''),
          'x-amz-account-id': '111122223333',
        }
      : { authorization };
    const incoming = request('GET', host, path, headers);
    const address = addressOf(incoming, scopeOf(incoming));
    expect(
      address && { service: address.service, region: address.region, ...s3TargetOf(address, incoming) },
    ).toEqual(expected ?? undefined);
  });
});

describe('which S3 operation a request means', () => {
  test.each(operations)('$method $url $header', ({ method, url, header, expect: expected }) => {
    const incoming = request(method, 's3.aws.test', url, header ? { [header]: 'x' } : {});
    const [, container, key] = /^\/([^/]*)\/?(.*)$/s.exec(incoming.path) ?? [];
    const operation = s3OperationOf(incoming, { container: container || undefined, key: key || undefined });
    expect(operation ? `${operation.name} s3:${operation.action}` : 'none').toBe(expected);
  });
});

/** Annotations of objects moto has none of. */
const NOT_THERE = /Annotation/;

describe('keys that only some actions have are sent with those of the catalogue:', () => {
  test.each([
    ['s3:ExistingObjectTag/<key>', ACTIONS_WITH_EXISTING_TAGS],
    ['iam:PermissionsBoundary', ACTIONS_WITH_BOUNDARY],
  ])('%s', async (key, ours) => {
    const [service = ''] = key.split(':');
    const published = (await actionsOf([service]))
      .filter(({ name, keys }) => keys.includes(key) && !NOT_THERE.test(name))
      .map(({ name }) => name.slice(service.length + 1));
    expect([...ours].sort()).toEqual(published.sort());
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
test.each([
  ['the account of the point', '999988887777', true],
  ['the account of the bucket', '111122223333', false],
])(
  'a public policy of a point is restricted by the blocks of its own account: %s',
  (_, account, isRefused) => {
    const none = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false };
    const open = { ...none, RestrictPublicBuckets: false };
    const Statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement });
    const bucket = { account: '111122223333', publicAccessBlock: open } as Bucket;
    const accessPoint = { account: '999988887777', publicAccessBlock: open, policy } as AccessPoint;
    const accountBlocks = new Map([[account, { ...none, RestrictPublicBuckets: true }]]);
    const call = { world: { accountBlocks }, caller: { kind: 'anonymous' } } as unknown as Call;
    const ask = () => refusePublicAccess(call, { bucket, accessPoint });
    if (isRefused) expect(ask).toThrow(Refusal);
    else expect(ask).not.toThrow();
  },
);

describe('checksums', () => {
  // The check values of the catalogue of CRCs, over the nine digits. https://reveng.sourceforge.io/crc-catalogue/
  test.each([
    ['crc32', 'cbf43926'],
    ['crc32c', 'e3069283'],
    ['crc64nvme', 'ae8b14860a799888'],
    ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['sha256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ])('%s', (algorithm, hex) => {
    const given = { [`x-amz-checksum-${algorithm}`]: Buffer.from(hex, 'hex').toString('base64') };
    expect(() => verifyChecksums(given, Buffer.from('123456789'))).not.toThrow();
    expect(() => verifyChecksums(given, Buffer.from('123456780'))).toThrow(Refusal);
  });

  test('Content-MD5', () => {
    const given = { 'content-md5': '4QrcOUm6Wau+VuBX8g+IPg==' };
    expect(() => verifyChecksums(given, Buffer.from('123456'))).not.toThrow();
    expect(() => verifyChecksums(given, Buffer.from('123457'))).toThrow('did not match what we received');
    expect(() => verifyChecksums({ 'content-md5': 'short' }, Buffer.from(''))).toThrow('is not valid');
  });
});

describe('chunked bodies', () => {
  test('any data in any chunks comes out whole, with its trailers', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 8 }), (chunks) => {
        const sent = [...chunks, new Uint8Array()].map((data) =>
          Buffer.concat([
            Buffer.from(`${data.length.toString(16)}\r\n`),
            data,
            Buffer.from(data.length > 0 ? '\r\n' : ''),
          ]),
        );
        const parsed = parseChunkedBody(
          Buffer.concat([...sent, Buffer.from('x-amz-checksum-crc32:AAAAAA==\r\n\r\n')]),
        );
        expect(Buffer.concat(parsed.chunks.map(({ data }) => data))).toEqual(Buffer.concat(chunks));
        expect(parsed.trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAAAA==' });
      }),
    );
  });

  test('bytes that are no chunks are refused, never more', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          parseChunkedBody(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
    );
  });
});

describe('XML', () => {
  test('what is rendered is read back', () => {
    // XML has no way to write the other control characters.
    const text = fc
      .string({ unit: 'binary' })
      .filter((some) => [...some].every((one) => one >= ' ' || one === '\n'));
    fc.assert(
      fc.property(text, text, (first, second) => {
        const root = parseXml(renderXml('Root', { One: first, Many: [second, { Deep: first }] }, 'urn:x'));
        expect(textOf(root, 'One')).toBe(first);
        expect(textOf(root, 'Many')).toBe(second);
        expect(textOf(root?.children[2], 'Deep')).toBe(first);
      }),
    );
  });

  test('any text at all is read or not, and never throws', () => {
    fc.assert(fc.property(fc.string(), (some) => void parseXml(some)));
    fc.assert(fc.property(fc.stringMatching(/^[<>/a![\]-]{0,40}$/), (some) => void parseXml(some)));
  });

  test.each(['<a><b></a></b>', '<a>', '<a/><b/>', 'text', '', '</a>', '<a></a>more'])(
    '%j is not well-formed',
    (source) => {
      expect(parseXml(source)).toBeUndefined();
    },
  );
});
