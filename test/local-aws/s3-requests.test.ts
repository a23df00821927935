/** What S3 refuses of parameters, headers, names and documents by themselves, each from its page; without a server. */
import { checkNewBucket } from '../../local-aws/bucket-names';
import { encode } from '../../local-aws/message';
import { Refusal } from '../../local-aws/refusal';
import { isOfShape } from '../../local-aws/s3-documents';
import { checkS3Parameters, withoutIgnored } from '../../local-aws/s3-parameters';
import { parseXml } from '../../local-aws/xml';
import tables from './parts/s3-requests.json';
import { incomingOf } from './sent-request';

function codeOf(work: () => void): string {
  try {
    work();
    return 'taken';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

interface Parameters {
  readonly operation: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly key: string;
  readonly expect: string;
}

const titled = (tables.parameters as unknown as readonly Parameters[]).map((row) => {
  const given = { ...row.query, ...row.headers };
  return [`${row.operation} ${JSON.stringify(given)}, a key of ${encode(row.key).length}`, row] as const;
});

test.each(titled)('%s', (_title, { operation, query, headers, key, expect: expected }) => {
  const incoming = incomingOf({ method: 'GET', path: '/b', query, headers });
  expect(codeOf(() => checkS3Parameters(operation, incoming, key))).toBe(expected);
});

test.each(tables.names.rows)('a bucket called $name: $expect', ({ name, expect: expected }) => {
  const incoming = incomingOf({ method: 'PUT', path: '/b', headers: {} });
  expect(codeOf(() => checkNewBucket(name, incoming))).toBe(expected);
});

test.each(tables.places.rows)('a bucket in $body: $expect', ({ body, expect: expected }) => {
  const incoming = incomingOf({ method: 'PUT', path: '/b', headers: {}, body });
  expect(codeOf(() => checkNewBucket('bucket', incoming))).toBe(expected);
});

test.each(tables.documents.rows)('$document is taken: $expect', ({ document, expect: expected }) => {
  const parsed = parseXml(document);
  expect(parsed !== undefined && isOfShape(parsed)).toBe(expected);
});

test('what cannot be read is taken no notice of', () => {
  const date = 'Sat, 28 Nov 2026 12:00:00 GMT';
  expect(
    withoutIgnored({
      range: 'items=0-1',
      'if-modified-since': 'yesterday',
      'if-unmodified-since': date,
      'x-amz-copy-source-if-modified-since': 'x',
    }),
  ).toEqual({ 'if-unmodified-since': date });
  expect(withoutIgnored({ range: 'bytes=0-1' })).toEqual({ range: 'bytes=0-1' });
});
