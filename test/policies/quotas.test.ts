/** AWS's limits on the length of policies: at the limit a policy is deployed, one character beyond it is refused. */
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { boundaryPolicy } from '../../policies/boundary-policy';
import { type Policy, policyJson } from '../../policies/policy-document';
import { quotaProblems } from '../../policies/quotas';
import { type AttachedPolicy, tenantPolicies } from '../../policies/tenant-policies';
import { aTenant, type TenantChange } from '../a-tenant';

/** A policy of exactly this many characters. */
function policyOf(length: number, filler = 'x'): Policy {
  const of = (reason: string): Policy => ({
    name: 'long',
    statements: [{ statement: { Sid: reason, Effect: 'Deny', Action: '*', Resource: '*' }, reason: '' }],
  });
  return of(filler.repeat(length - policyJson(of('')).length));
}

const KINDS = {
  trust: [2048, 'principal', 'the trust policy would be 2049 characters long; AWS allows 2048'],
  bucket: [20_480, 'bucket', "the bucket's policy would be 20481 bytes long; AWS allows 20480"],
  'access-point': [20_480, 'grants', "the access point's policy would be 20481 bytes long; AWS allows 20480"],
} as const;

test.each(Object.entries(KINDS))(
  'a policy of the kind %s is as long as AWS allows, and no longer',
  (kind, [limit, path, message]) => {
    const attached = (length: number): readonly AttachedPolicy[] => [
      { kind: kind as AttachedPolicy['kind'], policy: policyOf(length), on: 'arn' },
    ];
    expect(quotaProblems(aTenant(), [], attached(limit))).toEqual([]);
    expect(quotaProblems(aTenant(), [], attached(limit + 1))).toEqual([{ path, message }]);
  },
);

test('S3 counts bytes, and IAM counts characters', () => {
  const wide = (kind: AttachedPolicy['kind'], length: number) =>
    quotaProblems(aTenant(), [], [{ kind, policy: policyOf(length, 'é'), on: 'arn' }]);
  expect(wide('bucket', 15_000)).toHaveLength(1);
  expect(wide('trust', 2048)).toEqual([]);
});

/** One of long principals and one of long external IDs. */
test.each<[string, TenantChange]>([
  [
    'principal',
    { vendorPrincipals: Array.from({ length: 12 }, (_, at) => `arn:aws:iam::999988887777:role/${at}`) },
  ],
  ['principal', { vendorPrincipals: [`arn:aws:iam::999988887777:role/${'x'.repeat(2_000)}`] }],
  ['externalId', { externalIds: ['x'.repeat(1_000), 'y'.repeat(1_000)] }],
])('what makes a trust policy long is named: %s', (path, change) => {
  expect(quotaProblems(aTenant(change), []).map((problem) => problem.path)).toEqual([path]);
});

test('what is suspended or revoked must have room to be active again', () => {
  const long: TenantChange = { externalIds: ['x'.repeat(1_000), 'y'.repeat(1_000)] };
  for (const access of ['suspended', 'revoked'] as const)
    expect(quotaProblems(aTenant({ ...long, access }), [])).toHaveLength(1);
});

test("a role's policy has room for the Denies of a suspension, whether they are there or not", () => {
  const of = (characters: number, change: TenantChange = {}): Tenant =>
    aTenant({
      ...change,
      grants: [{ prefix: `${'x'.repeat(characters)}/`, allow: ['get'], extraActions: [] }],
    });
  const longest: TenantChange = { access: 'suspended', revokeSessionsBefore: '2026-11-23T18:00:00Z' };
  const lengthOf = (tenant: Tenant) =>
    tenantPolicies(tenant, [])
      .filter(({ kind }) => kind === 'role')
      .reduce((sum, { policy }) => sum + policyJson(policy).length, 0);
  const fits = 10_240 - lengthOf(of(0, longest));
  const message =
    "the role's inline policies, with the Denies of a suspension, would be 10241 characters long; AWS allows 10240";
  for (const change of [longest, { ...longest, access: 'active' }, {}, { access: 'revoked' }] as const) {
    expect(quotaProblems(of(fits, change), [])).toEqual([]);
    expect(quotaProblems(of(fits + 1, change), [])).toEqual([{ path: 'grants', message }]);
  }
});

test("a bucket's policy has room for the delegation of a tenant that is revoked", () => {
  const of = (characters: number, access: Tenant['access']): Tenant =>
    aTenant({
      access,
      accessPoint: { name: 'acme-point' },
      grants: [{ prefix: `${'é'.repeat(characters)}/`, allow: ['get'], extraActions: [] }],
    });
  const inBucket = (tenant: Tenant) =>
    quotaProblems(tenant, []).filter(({ message }) => message.startsWith("the bucket's policy"));
  expect(inBucket(of(100, 'revoked'))).toEqual([]);
  expect(inBucket(of(11_000, 'active'))).toHaveLength(1);
  expect(inBucket(of(11_000, 'revoked'))).toHaveLength(1);
});

test("a boundary's length is told before AWS tells it, with what to do", () => {
  const of = (characters: number) => [aTenant({ bucket: { name: 'x'.repeat(characters) } })];
  const base = policyJson(boundaryPolicy(of(0))).length;
  // The name stands in the ARN of the bucket and in that of its objects.
  const fits = Math.floor((6_144 - base) / 2);
  expect(() => boundaryPolicy(of(fits))).not.toThrow();
  expect(() => boundaryPolicy(of(fits + 1))).toThrow(UserError);
  expect(() => boundaryPolicy(of(fits + 1))).toThrow(
    /of these 1 tenants would be \d+ characters long; AWS allows 6144: /,
  );
});
