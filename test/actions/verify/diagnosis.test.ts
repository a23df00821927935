/** What is behind a failed check, and what the vendor shows of it in its own words. */
import type { Result } from '../../../actions/verify/check';
import { diagnose, vendorsView } from '../../../actions/verify/diagnosis';
import { aTenant, vendor } from '../../a-tenant';
import { aVerifyReport } from './a-report';

function failing(id: RegExp, result: Partial<Result>, of = aTenant()) {
  return aVerifyReport(of, ({ check }) => (id.test(check.id) ? { status: 'fail', ...result } : {}));
}

test.each([
  ['AccessDenied: Access Denied because object protected by object lock.', /^delete\./, 'Object Lock'],
  [
    'InvalidRequest: Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    /^put\./,
    'with a default retention a put needs a checksum',
  ],
  [
    'AccessDenied: Bucket is requester pays bucket but no requester pays header found.',
    /^get\./,
    'Requester Pays',
  ],
])('%s', (message, id, part) => {
  const causes = diagnose(failing(id, { message }));
  expect(causes).toHaveLength(1);
  expect(causes[0]?.cause).toContain(part);
  expect(causes[0]?.remediation).toContain('s3-handshake drift');
});

test.each(['service-control', 'resource-control'] as const)(
  'a %s policy is none that a deployment mends',
  (cause) => {
    const causes = diagnose(failing(/^reach\.less/, { cause, message: 'whatever is said' }));
    expect(causes).toMatchObject([
      {
        cause: expect.stringContaining('of your organisation denies what the file grants'),
        remediation: expect.stringMatching(/^npx s3-handshake organization acme-prod prints the exemption/),
      },
    ]);
  },
);

/** By vendor: which checks fail, and what of its own words is shown then. */
test.each([
  ['segment', /^put\./, ['Please add PutObject permissions to the IAM role']],
  ['segment', /^assume\.right/, ['Please configure External ID in the AWS IAM Console']],
  ['braze', /^put\./, ["this account does not have 'PutObject access'"]],
  ['braze', /^get\./, ['please validate that your credentials are correct']],
  ['databricks', /^list\./, ['does not have READ permissions on url']],
  ['databricks', /^delete\./, []],
])('%s shows its own error where %s fails', (id, checks, parts) => {
  const grants = [{ prefix: 'in/', allow: ['get', 'put', 'list', 'delete'] as const, extraActions: [] }];
  const seen = vendorsView(
    failing(checks, { message: 'AccessDenied' }, aTenant({ vendor: vendor(id), grants })),
  );
  for (const part of parts) expect(seen).toContainEqual(expect.stringContaining(part));
  if (parts.length === 0) expect(seen).toEqual([]);
});

test('a key that is in the way shows what the vendor says of keys', () => {
  const braze = aTenant({ vendor: vendor('braze') });
  const seen = vendorsView(failing(/^put\./, { message: 'AccessDenied', blockedBy: 'key' }, braze));
  expect(seen).toContainEqual(expect.stringContaining('is not authorized to perform: kms:GenerateDataKey'));
});
