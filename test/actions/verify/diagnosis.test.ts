/** What verify says of a failed check: each likely cause, and what to do about it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../actions/verify/check';
import { diagnose, diagnosisOf } from '../../../actions/verify/diagnosis';
import type { TenantReport } from '../../../actions/verify/verify-tenant';
import type { Tenant } from '../../../config/tenant/tenant';
import { ROOT } from '../../a-tenant';
import { tenantNamed } from '../../corpus/corpus';
import { deployedReadings } from '../../deployed-readings';
import { aVerifyReport } from './a-report';
import { judgedResults } from './judged-stage';

const PLAIN = tenantNamed('plain');

/** A report in which exactly the checks of these IDs failed. */
function failing(ids: readonly string[], tenant: Tenant = PLAIN, how: Partial<Result> = {}): TenantReport {
  const report = aVerifyReport(tenant, ({ check }) =>
    ids.includes(check.id) ? { status: 'fail', ...how } : {},
  );
  return report;
}

const ROTATING: Tenant = { ...PLAIN, externalIds: ['Acme-External-ID', 'Acme-External-ID-2'] };

test('a rotation that is not deployed yet has one cause, and a deployment as its cure', async () => {
  const results = await judgedResults(ROTATING, deployedReadings(PLAIN));
  const failed = results.filter(({ status }) => status === 'fail').map(({ check }) => check.id);
  expect(failed).toContain('trust.second-external-id');
  expect(diagnose({ ...failing([]), tenant: ROTATING, results })).toEqual([
    {
      cause: 'the external IDs are being rotated, and the second one is in the file and not deployed yet',
      remediation: 'cdktf deploy plain; give the vendor the new external ID only after it',
    },
  ]);
});

test('the same, tried as the vendor without the owner', () => {
  const report = failing(['assume.second-external-id'], ROTATING);
  const [failed] = report.results.filter(({ status }) => status === 'fail');
  if (!failed) throw new Error('nothing failed');
  const unjudged = { ...report, results: [failed] };
  expect(diagnosisOf(failed, unjudged)?.cause).toMatch(/^the external IDs are being rotated/);
});

const LODGER = tenantNamed('lodger');
const SUSPENDED = tenantNamed('suspended');
const NO_ID: Tenant = { ...PLAIN, externalIds: [] };
const FULL_TENANT = tenantNamed('full');

/** A vendor that sends an ACL, and a bucket of another owner that has none in force. */
const SENDER: Tenant = {
  ...LODGER,
  vendor: { ...LODGER.vendor, aclHeader: { says: 'sends it' } as NonNullable<Tenant['vendor']['aclHeader']> },
  bucket: { ...LODGER.bucket, aclsDisabled: true },
};

/** A vendor whose connection test lists without a prefix. */
const TESTER: Tenant = {
  ...PLAIN,
  vendor: {
    ...PLAIN.vendor,
    connectionTest: {
      says: 'the test',
      source: 'here',
      calls: [{ call: 'head-bucket' }],
    } as unknown as NonNullable<Tenant['vendor']['connectionTest']>,
  },
};

type Row = readonly [
  says: string,
  ids: readonly string[],
  tenant: Tenant,
  how: Partial<Result>,
  cause: RegExp,
  cure: RegExp,
];

/** The first check of a tenant's plan that fits: a report of it alone. */
const ROWS: readonly Row[] = [
  [
    'open while suspended',
    ['assume.right-external-id'],
    SUSPENDED,
    {},
    /says that the access is not active/,
    /^cdktf deploy suspended$/,
  ],
  ['no bucket', ['bucket.there'], PLAIN, {}, /the bucket is gone/, /recreates it, empty/],
  [
    "no bucket, and it is another's",
    ['bucket.there'],
    LODGER,
    {},
    /the bucket is gone/,
    /ask the bucket's owner/,
  ],
  [
    'no bucket, by its code',
    ['put.from-amperity/'],
    PLAIN,
    { code: 'NoSuchBucket' },
    /the bucket is gone/,
    /recreates/,
  ],
  [
    'no access point',
    ['access-point.there'],
    FULL_TENANT,
    {},
    /the access point is gone/,
    /cdktf deploy full/,
  ],
  [
    'no role',
    ['trust.right-external-id'],
    PLAIN,
    { absent: 'role' },
    /the target role is not there/,
    /cdktf deploy plain/,
  ],
  [
    'let in by the trust policy alone',
    ['assume.right-external-id'],
    PLAIN,
    {},
    /another policy denies sts:AssumeRole/,
    /organization plain/,
  ],
  [
    'a resource control policy',
    ['reach.less'],
    PLAIN,
    { message: 'denied by a resource control policy' },
    /resource control policy of your organisation denies/,
    /organization plain prints/,
  ],
  [
    'a rotation',
    ['assume.second-external-id', 'trust.second-external-id'],
    ROTATING,
    {},
    /being rotated/,
    /give the vendor the new external ID only after it/,
  ],
  [
    'another principal',
    ['assume.right-external-id', 'trust.right-external-id'],
    PLAIN,
    {},
    /names another principal/,
    /compare principal and externalId/,
  ],
  [
    'another principal, by reach',
    ['trust.right-external-id', 'reach.less'],
    PLAIN,
    { cause: 'trust' },
    /names another principal/,
    /compare principal/,
  ],
  ['no external ID asked for', ['trust.no-external-id'], PLAIN, {}, /confused deputy/, /cdktf deploy plain/],
  [
    'a loose comparison',
    ['trust.longer-external-id'],
    PLAIN,
    {},
    /compares the external ID loosely/,
    /cdktf deploy plain/,
  ],
  [
    'strangers in the trust policy',
    ['trust.other-principals'],
    PLAIN,
    {},
    /a principal or an external ID that the file does not/,
    /cdktf deploy/,
  ],
  [
    'the key',
    ['reach.less'],
    FULL_TENANT,
    { blockedBy: 'key' },
    /the key with which the bucket encrypts/,
    /kmsKeyArn/,
  ],
  [
    'the boundary',
    ['reach.less'],
    PLAIN,
    { blockedBy: 'boundary' },
    /permissions boundary blocks/,
    /widen the boundary/,
  ],
  [
    'another boundary',
    ['role.boundary'],
    FULL_TENANT,
    {},
    /boundary was removed or replaced/,
    /cdktf deploy full/,
  ],
  ['dormant', ['reach.dormant'], PLAIN, {}, /opens nothing only because/, /cdktf deploy plain/],
  [
    'plain HTTP',
    ['deny.plain-http.list'],
    PLAIN,
    {},
    /does not deny requests without TLS/,
    /cdktf deploy plain/,
  ],
  [
    "plain HTTP on another's bucket",
    ['deny.plain-http.list'],
    LODGER,
    {},
    /does not deny requests without TLS/,
    /bucket-policy lodger prints/,
  ],
  ['anybody', ['deny.anonymous-get'], PLAIN, {}, /lets strangers in/, /cdktf deploy plain/],
  ['more than granted', ['reach.more'], PLAIN, {}, /may do more than the file grants/, /cdktf deploy plain/],
  ['less than granted', ['reach.less'], PLAIN, {}, /may do less than the file grants/, /cdktf deploy plain/],
  [
    'no external ID at all',
    ['assume.role', 'trust.role'],
    NO_ID,
    {},
    /names another principal/,
    /compare principal/,
  ],
  [
    'the access point alone',
    ['access-point-arn.get.to-amperity/'],
    FULL_TENANT,
    {},
    /the access point's policy, or the bucket's delegation/,
    /cdktf deploy full/,
  ],
  [
    'ACLs in force',
    ['bucket.acls-disabled'],
    SENDER,
    {},
    /Object Ownership is another/,
    /Bucket owner enforced/,
  ],
  [
    'no right to send an ACL',
    ['put-with-acl.from-amperity/'],
    SENDER,
    {},
    /do not give s3:PutObjectAcl/,
    /cdktf deploy lodger/,
  ],
  [
    'a right to any ACL',
    ['deny.put-with-other-acl.from-amperity/'],
    SENDER,
    {},
    /gives s3:PutObjectAcl for any ACL/,
    /cdktf deploy lodger/,
  ],
  [
    'more trust',
    ['reach.more'],
    PLAIN,
    { cause: 'trust' },
    /lets in whom the file does not name, or by what/,
    /cdktf deploy plain/,
  ],
  [
    "a vendor's test that passes",
    ['connection.head-bucket'],
    TESTER,
    {},
    /may list without a prefix/,
    /cdktf deploy plain/,
  ],
];

test.each(ROWS)('%s', (_, ids, tenant, how, cause, cure) => {
  const report = failing(ids, tenant, how);
  const failed = report.results.filter(({ status }) => status === 'fail');
  expect(failed.length).toBeGreaterThanOrEqual(ids.length);
  const [one, ...more] = diagnose(report);
  expect(more).toEqual([]);
  expect(one?.cause).toMatch(cause);
  expect(one?.remediation).toMatch(cure);
  expect(failed.map((result) => diagnosisOf(result, report))).toEqual(failed.map(() => one));
});

test('each cause that verify knows is in the table', () => {
  const text = readFileSync(join(ROOT, 'actions/verify/diagnosis.ts'), 'utf8');
  const known = [...text.matchAll(/^ {4}cause:\s*(['"])(.+?)\1,?$/gm)].map(([, , cause = '']) => cause);
  expect(known.length).toBe(text.split('\n    when: ').length + text.split('\n    when,').length - 2);
  const unseen = known.filter((cause) => !ROWS.some(([, , , , words]) => words.test(cause)));
  expect(unseen).toEqual([]);
});
