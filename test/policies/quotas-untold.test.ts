/** Whose policies are not made to be measured: not one of these tenants comes near a quota, whatever makes it as long as it may be. */
import type { Tenant } from '../../config/tenant/tenant';
import { quotaProblems, saysLittle } from '../../policies/quotas';
import { tenantPolicies } from '../../policies/tenant-policies';
import { aKeyTenant, aTenant, vendor } from '../a-tenant';

/** With everything that a policy may hold beside the tenant's own words. */
const FULL: Tenant = aTenant({
  name: 'a',
  vendor: {
    ...vendor('amperity'),
    selfAssume: true,
    trustActions: ['sts:TagSession', 'sts:SetSourceIdentity'],
    bucketWideActions: ['s3:ListBucketMultipartUploads'],
    kmsActions: ['kms:DescribeKey'],
  },
  vendorPrincipals: ['a', 'b'],
  externalIds: ['a', 'b'],
  verifier: { principal: 'a' },
  accessPoint: { name: 'a' },
  bucket: { name: 'a', kmsKeyArn: 'a' },
  target: { name: 'a', path: '/' },
  grants: ['a', 'b', 'c', 'd'].map((prefix) => ({
    prefix,
    allow: ['get', 'put', 'list', 'delete'],
    extraActions: ['s3:PutObjectTagging', 's3:GetObjectAcl'],
  })),
});

/** One field each, which holds `text`: what stands in policies in characters, and in JSON as two of them. */
const FIELDS: Readonly<Record<string, (text: string) => Tenant>> = {
  vendorPrincipals: (text) => ({ ...FULL, vendorPrincipals: [text, text] }),
  externalIds: (text) => ({ ...FULL, externalIds: [text, text] }),
  verifier: (text) => ({ ...FULL, verifier: { principal: text } }),
  name: (text) => ({ ...FULL, name: text }),
  target: (text) => ({ ...FULL, target: { ...FULL.target, name: text } }),
  path: (text) => ({ ...FULL, target: { ...FULL.target, path: text } }),
  bucket: (text) => ({ ...FULL, bucket: { ...FULL.bucket, name: text } }),
  kmsKeyArn: (text) => ({ ...FULL, bucket: { ...FULL.bucket, kmsKeyArn: text } }),
  accessPoint: (text) => ({ ...FULL, accessPoint: { name: text } }),
  prefix: (text) => ({ ...FULL, grants: FULL.grants.map((grant) => ({ ...grant, prefix: text })) }),
  extraActions: (text) => ({
    ...FULL,
    grants: FULL.grants.map((grant) => ({ ...grant, extraActions: [text] })),
  }),
  trustActions: (text) => ({ ...FULL, vendor: { ...FULL.vendor, trustActions: [text] } }),
  bucketWideActions: (text) => ({ ...FULL, vendor: { ...FULL.vendor, bucketWideActions: [text] } }),
  kmsActions: (text) => ({ ...FULL, vendor: { ...FULL.vendor, kmsActions: [text] } }),
};

/** The most of `filler` that is still little. */
function longest(of: (text: string) => Tenant, filler: string): Tenant {
  let count = 1;
  while (saysLittle(of(filler.repeat(count + 1)))) count += 1;
  return of(filler.repeat(count));
}

describe.each(Object.entries(FIELDS))('%s', (_field, of) => {
  test.each(['x', '"', 'é'])('of %s', (filler) => {
    const tenant = longest(of, filler);
    expect(saysLittle(tenant)).toBe(true);
    for (const access of ['active', 'suspended', 'revoked'] as const)
      for (const acls of [true, false]) {
        const one = { ...tenant, access, bucket: { ...tenant.bucket, aclsDisabled: acls } };
        expect(quotaProblems(one, [], tenantPolicies(one, []))).toEqual([]);
      }
  });
});

test('what is long by their number is measured', () => {
  expect(saysLittle({ ...FULL, vendorPrincipals: ['a', 'b', 'c'] })).toBe(false);
  expect(saysLittle({ ...FULL, grants: [...FULL.grants, ...FULL.grants] })).toBe(false);
  expect(saysLittle(aKeyTenant())).toBe(false);
});

test('most tenants say little', () => {
  expect(saysLittle(aTenant())).toBe(true);
});
