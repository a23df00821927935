/** Each cause that verify tells of a failed check, and what it says is to be done: a row for each of its rules, by what fails. */
import type { Result } from '../../../actions/verify/check';
import { diagnose, remediationOf } from '../../../actions/verify/diagnosis';
import type { Tenant } from '../../../config/tenant/tenant';
import { aKeyTenant, aTenant, vendor } from '../../a-tenant';
import { aVerifyReport } from './a-report';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const plain = aTenant();
const existing = aTenant({ bucket: { existing: true, aclsDisabled: true } });
const pointed = aTenant({ accessPoint: { name: 'acme-point' } });
const rotating = aTenant({ externalIds: ['first-id', 'second-id'] });
const encrypted = aTenant({ bucket: { kmsKeyArn: KEY } });
const bounded = aTenant({ target: { permissionsBoundary: 'arn:aws:iam::111122223333:policy/b' } });
const acls = aTenant({ vendor: vendor('rudderstack'), bucket: { existing: true, aclsDisabled: true } });

const RESTORED = /^npx s3-handshake diff acme-prod .* npx s3-handshake deploy acme-prod .* restores it$/;
const DEPLOYED = /^npx s3-handshake deploy acme-prod --refresh$/;

interface Row {
  readonly tenant?: Tenant;
  /** Which checks fail, and what is told of them. */
  readonly fails: RegExp;
  readonly told?: Partial<Result>;
  readonly cause: string;
  readonly remediation: RegExp;
}

const ROWS: readonly Row[] = [
  { fails: /^deny\.plain-http\.get$/, cause: 'without TLS', remediation: RESTORED },
  { fails: /^reach\.more$/, told: { isPlainHttp: true }, cause: 'without TLS', remediation: RESTORED },
  {
    tenant: existing,
    fails: /^deny\.plain-http\.get$/,
    cause: 'without TLS',
    remediation: /bucket-policy acme-prod prints what the bucket's owner must add$/,
  },
  {
    tenant: aTenant({ access: 'suspended' }),
    fails: /^assume\.right-external-id$/,
    cause: 'the access is not active',
    remediation: DEPLOYED,
  },
  { fails: /^bucket\.there$/, cause: 'the bucket is gone', remediation: /recreates it, empty/ },
  {
    fails: /^put\./,
    told: { code: 'NoSuchBucket' },
    cause: 'the bucket is gone',
    remediation: /recreates it, empty/,
  },
  {
    tenant: existing,
    fails: /^bucket\.there$/,
    cause: 'the bucket is gone',
    remediation: /^ask the bucket's owner;.*deploy acme-prod$/,
  },
  {
    tenant: pointed,
    fails: /^access-point\.there$/,
    cause: 'the access point is gone',
    remediation: RESTORED,
  },
  {
    tenant: pointed,
    fails: /^access-point-arn\.get/,
    told: { code: 'NoSuchAccessPoint' },
    cause: 'the access point is gone',
    remediation: RESTORED,
  },
  {
    fails: /^assume\.right/,
    told: { absent: 'role' },
    cause: 'the target role is not there',
    remediation: RESTORED,
  },
  {
    tenant: aKeyTenant(),
    fails: /^user\.there$/,
    cause: 'the target user is not there',
    remediation: RESTORED,
  },
  {
    fails: /^assume\.right-external-id$/,
    cause: 'another policy denies sts:AssumeRole',
    remediation: /organization acme-prod prints/,
  },
  {
    tenant: rotating,
    fails: /^(?:assume|trust)\.second-external-id$/,
    cause: 'the external IDs are being rotated',
    remediation: /give the vendor the new external ID only after it$/,
  },
  {
    fails: /^(?:assume|trust)\.right-external-id$/,
    cause: 'names another principal, or another external ID',
    remediation: /^compare principal and externalId/,
  },
  { fails: /^trust\.no-external-id$/, cause: 'the confused deputy', remediation: RESTORED },
  { fails: /^assume\.no-external-id$/, cause: 'the confused deputy', remediation: RESTORED },
  {
    fails: /^reach\.more$/,
    told: { cause: 'trust' },
    cause: 'lets in whom the file does not name',
    remediation: RESTORED,
  },
  ...['wrong', 'longer', 'near', 'other-case'].map((kind) => ({
    fails: new RegExp(`^trust\\.${kind}-external-id$`),
    cause: 'compares the external ID loosely',
    remediation: RESTORED,
  })),
  {
    fails: /^trust\.other-principals$/,
    cause: 'names a principal or an external ID that the file does not',
    remediation: RESTORED,
  },
  {
    fails: /^trust\.other-external-ids$/,
    cause: 'names a principal or an external ID that the file does not',
    remediation: RESTORED,
  },
  {
    tenant: encrypted,
    fails: /^put\./,
    told: { blockedBy: 'key' },
    cause: 'the key with which the bucket encrypts',
    remediation:
      /^the file names arn:aws:kms:.*: npx s3-handshake deploy acme-prod.*bucket-policy acme-prod prints$/,
  },
  {
    tenant: existing,
    fails: /^put\./,
    told: { blockedBy: 'key' },
    cause: 'the key with which the bucket encrypts',
    remediation: /^the file names no key .*: name the key there that the owner of the bucket uses;/,
  },
  {
    tenant: bounded,
    fails: /^put\./,
    told: { blockedBy: 'boundary' },
    cause: "the role's permissions boundary blocks",
    remediation: /^widen the boundary/,
  },
  {
    tenant: pointed,
    fails: /^access-point-arn\.get/,
    cause: "the access point's policy, or the bucket's delegation",
    remediation: RESTORED,
  },
  {
    tenant: acls,
    fails: /^bucket\.acls-disabled$/,
    cause: "the bucket's Object Ownership is another",
    remediation: /Bucket owner enforced/,
  },
  { tenant: acls, fails: /^put-with-acl\./, cause: 'the vendor sends an ACL', remediation: RESTORED },
  {
    tenant: acls,
    fails: /^deny\.put-with-other-acl\./,
    cause: 's3:PutObjectAcl for any ACL',
    remediation: RESTORED,
  },
  {
    tenant: acls,
    fails: /^connection\.head-bucket$/,
    cause: 'the role may list without a prefix',
    remediation: RESTORED,
  },
  {
    tenant: bounded,
    fails: /^role\.boundary$/,
    cause: 'the permissions boundary was removed or replaced',
    remediation: RESTORED,
  },
  { fails: /^reach\.dormant$/, cause: 'opens nothing only because another policy', remediation: RESTORED },
  { fails: /^deny\.anonymous-get$/, cause: 'lets strangers in', remediation: RESTORED },
  { fails: /^deny\.other-principals$/, cause: 'lets strangers in', remediation: RESTORED },
  { fails: /^deny\.versions\./, cause: 'the role may do more', remediation: RESTORED },
  { fails: /^reach\.more$/, cause: 'the role may do more', remediation: RESTORED },
  { fails: /^get\./, cause: 'the role may do less', remediation: RESTORED },
  { fails: /^reach\.less$/, cause: 'the role may do less', remediation: RESTORED },
];

test.each(ROWS)('$cause: $fails', ({ tenant = plain, fails, told = {}, cause, remediation }) => {
  let failed = 0;
  const report = aVerifyReport(tenant, ({ check }) => {
    if (!fails.test(check.id)) return {};
    failed += 1;
    return { status: 'fail', ...told };
  });
  expect(failed).toBeGreaterThan(0);
  expect(diagnose(report)).toEqual([
    { cause: expect.stringContaining(cause), remediation: expect.stringMatching(remediation) },
  ]);
});

test('nothing that passed, was skipped or went wrong has a cause', () => {
  for (const status of ['pass', 'skip', 'error'] as const)
    expect(diagnose(aVerifyReport(plain, () => ({ status })))).toEqual([]);
});

test('where more than the access point fails, the fault is not its policy', () => {
  const report = aVerifyReport(pointed, ({ check }) =>
    /(?:^|-arn\.)get\./.test(check.id) ? { status: 'fail' } : {},
  );
  expect(diagnose(report).map(({ cause }) => cause)).toEqual([
    expect.stringContaining('the role may do less'),
  ]);
});

test('what reach tells of the trust policy, a check of it tells by its name: one fault has one cause', () => {
  const report = aVerifyReport(plain, ({ check }): Partial<Result> => {
    if (check.id === 'reach.more') return { status: 'fail', cause: 'trust' };
    return check.id === 'trust.near-external-id' ? { status: 'fail' } : {};
  });
  expect(diagnose(report).map(({ cause }) => cause)).toEqual([expect.stringContaining('loosely')]);
});

test.each<[string, RegExp, Partial<Result>, 'vendor' | 'verifier' | 'simulation', string]>([
  [
    'the owner',
    /^owner\.identity$/,
    { code: 'ExpiredToken' },
    'vendor',
    '--owner-profile names credentials of account 111122223333',
  ],
  [
    'the vendor',
    /^caller\.identity$/,
    { code: 'ExpiredToken' },
    'vendor',
    "--profile names the vendor's credentials; npx s3-handshake doctor --profile <name> says whose they are",
  ],
  [
    'in a simulation',
    /^caller\.identity$/,
    { code: 'ExpiredToken' },
    'simulation',
    '--owner-profile names credentials of account 111122223333',
  ],
  ['a system without a network', /^caller\.identity$/, { code: 'ECONNREFUSED' }, 'vendor', ''],
  ['another check', /^get\.to-amperity\/$/, { code: 'ExpiredToken' }, 'vendor', ''],
])('%s in error: what is to be done', (_, id, told, as, text) => {
  const report = aVerifyReport(plain, () => ({}), { as });
  const result = report.results.find(({ check }) => id.test(check.id));
  if (!result) throw new Error('no such check');
  expect(remediationOf({ ...result, status: 'error', ...told }, report)).toBe(text);
});
