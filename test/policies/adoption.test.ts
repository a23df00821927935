/** What a deployment would take away from a bucket or role that is there: every part of both, kept and lost. */
import type { AdoptedBucket, AdoptedRole } from '../../config/adoption/adoption';
import { TENANT_TAG, targetRoleDescription } from '../../config/tenant/names';
import type { Json } from '../../config/values/json-value';
import { identityPolicies } from '../../policies/access-policy';
import { adoptionLosses, unapproved } from '../../policies/adoption/adoption-losses';
import { lostTags } from '../../policies/adoption/loss';
import { policyJson } from '../../policies/policy-document';
import { trustPolicy } from '../../policies/trust-policy';
import { aTenant, type TenantChange } from '../a-tenant';
import { BUCKETS, PARTNER, policy } from './adopted-buckets';

const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';
const tenant = (change: TenantChange = {}) => aTenant({ adopt: ['bucket', 'role'], ...change });

function lossesOf(
  change: TenantChange,
  there: { readonly bucket?: AdoptedBucket; readonly role?: AdoptedRole },
) {
  return adoptionLosses(tenant(change), [], there);
}

function bucketWith(
  settings: Readonly<Record<string, Json>>,
  region = 'us-east-1',
): { readonly bucket: AdoptedBucket } {
  const all = { ownership: { ObjectOwnership: 'BucketOwnerEnforced' }, ...settings };
  return { bucket: { name: 'acme-exchange', region, settings: all as AdoptedBucket['settings'] } };
}

function idsOf(losses: readonly { readonly id: string }[]): readonly string[] {
  return losses.map(({ id }) => id.replace(/-[0-9a-f]{8}$/, ''));
}

test.each(BUCKETS)('of a bucket with %s', (_, settings, change, lost) => {
  expect(idsOf(lossesOf(change, bucketWith(settings)))).toEqual(lost);
});

const ROLE: AdoptedRole = {
  name: 's3-handshake-acme-prod',
  path: '/vendors/',
  trustPolicy: policyJson(trustPolicy(tenant())),
  maxSessionDuration: 3600,
  tags: {},
  inlinePolicies: {},
  attachedPolicies: [],
};
const OWN = identityPolicies(tenant())[0];

const ROLES: readonly (readonly [string, Partial<AdoptedRole>, TenantChange, readonly string[]])[] = [
  ['what the tenant gives it', { inlinePolicies: OWN ? { [OWN.name]: policyJson(OWN) } : {} }, {}, []],
  ['another path', { path: '/' }, {}, ['role.path']],
  [
    'a trust of its own',
    {
      trustPolicy: policy({
        Sid: 'Ops',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'sts:AssumeRole',
      }),
    },
    {},
    ['role.trust.Ops'],
  ],
  ['an inline policy', { inlinePolicies: { ledger: policy(PARTNER) } }, {}, ['role.inlinePolicies.ledger']],
  [
    'another policy of our name',
    { inlinePolicies: { 's3-handshake-access': policy(PARTNER) } },
    {},
    ['role.inlinePolicies.s3-handshake-access'],
  ],
  ['attached policies', { attachedPolicies: [BOUNDARY] }, {}, [`role.attachedPolicies.${BOUNDARY}`]],
  ['a boundary', { permissionsBoundary: BOUNDARY }, {}, ['role.permissionsBoundary']],
  [
    'the boundary of the file',
    { permissionsBoundary: BOUNDARY },
    { target: { permissionsBoundary: BOUNDARY } },
    [],
  ],
  ['longer sessions', { maxSessionDuration: 7200 }, {}, ['role.maxSessionDuration']],
  ['shorter sessions', { maxSessionDuration: 3600 }, { target: { maxSessionDuration: 7200 } }, []],
  ['a tag', { tags: { cost: '1' } }, {}, ['role.tags.cost']],
  ["another tenant's tag", { tags: { 's3-handshake:tenant': 'other' } }, {}, ['role.tenant']],
  ['a description', { description: 'Do not touch: ask finance' }, {}, ['role.description']],
  ['the description that it gets', { description: targetRoleDescription(tenant()) }, {}, []],
  [
    'all of it, where the access is revoked',
    { attachedPolicies: [BOUNDARY], path: '/' },
    { access: 'revoked' },
    [],
  ],
];

test.each(ROLES)('of a role with %s', (_, parts, change, lost) => {
  expect(idsOf(lossesOf(change, { role: { ...ROLE, ...parts } }))).toEqual(lost);
});

test('every loss is a sentence with a remediation, and its id is of what would be lost', () => {
  const all = [
    ...BUCKETS.flatMap(([, settings, change]) => lossesOf(change, bucketWith(settings))),
    ...ROLES.flatMap(([, parts, change]) => lossesOf(change, { role: { ...ROLE, ...parts } })),
  ];
  for (const { message, remediation, id } of all) {
    expect(`${message}; ${remediation}`).not.toMatch(/undefined|\[object|\.$/);
    expect(id).toMatch(/-[0-9a-f]{8}$/);
  }
  const one = lossesOf({}, bucketWith({ tags: { team: 'a' } }))[0]?.id;
  expect(lossesOf({}, bucketWith({ tags: { team: 'b' } }))[0]?.id).not.toBe(one);
});

test('what cannot be taken over is approved by nothing', () => {
  const blocked = [
    ...lossesOf({}, bucketWith({}, 'eu-west-1')),
    ...lossesOf({}, bucketWith({ tags: { 's3-handshake:tenant': 'other' } })),
    ...lossesOf({}, { role: { ...ROLE, path: '/' } }),
    ...lossesOf({}, { role: { ...ROLE, tags: { 's3-handshake:tenant': 'other' } } }),
  ];
  expect(blocked).toHaveLength(4);
  expect(
    unapproved(
      blocked,
      blocked.map(({ id }) => id),
      true,
    ),
  ).toEqual(blocked);
  const lost = lossesOf({}, bucketWith({ tags: { team: 'a' } }));
  expect(unapproved(lost, [])).toEqual(lost);
  expect(
    unapproved(
      lost,
      lost.map(({ id }) => id),
    ),
  ).toEqual([]);
  expect(unapproved(lost, [], true)).toEqual([]);
});

test("what the file does not adopt is nobody's loss", () => {
  const there = { ...bucketWith({ tags: { team: 'a' } }), role: { ...ROLE, path: '/' } };
  expect(lossesOf({ adopt: [] }, there)).toEqual([]);
  expect(idsOf(lossesOf({ adopt: ['bucket'] }, there))).toEqual(['bucket.tags.team']);
});

test('a tag that is lost says whose it is, what becomes of it, and where it is kept', () => {
  expect(lostTags('role', { team: 'a', same: 's' }, { team: 'b', same: 's' })).toMatchObject([
    {
      of: 'role',
      message: "the role's tag team=a becomes b",
      remediation: "to keep it, set role.tags.team in the tenant's file",
    },
  ]);
  expect(lostTags('bucket', { team: 'a' }, {})).toMatchObject([
    {
      of: 'bucket',
      message: "the bucket's tag team=a is removed",
      remediation: "to keep it, set tags.team in the tenant's file",
    },
  ]);
});

test('the same bucket in another region cannot be taken over, and that cannot be approved', () => {
  const [loss] = lossesOf({}, bucketWith({}, 'eu-west-1')).filter(({ id }) => id.includes('region'));
  expect(loss).toMatchObject({ of: 'bucket', canBeApproved: false, remediation: 'set region: eu-west-1' });
  expect(loss?.id).toMatch(/^bucket\.region-/);
});

test('what is approved is approved for these days: with fewer, more is lost', () => {
  const of = (noncurrentVersionDays: number) =>
    lossesOf({ bucket: { noncurrentVersionDays } }, bucketWith({ versioning: { Status: 'Enabled' } })).find(
      ({ id }) => id.startsWith('bucket.versions'),
    )?.id;
  expect(of(30)).toBeDefined();
  expect(of(30)).not.toBe(of(7));
});

test("a role that is tagged as this tenant's is its own", () => {
  const of = (owner: string) =>
    idsOf(lossesOf({}, { role: { ...ROLE, tags: { [TENANT_TAG]: owner } } })).filter((id) =>
      /tenant/.test(id),
    );
  expect(of('acme-prod')).toEqual([]);
  expect(of('other')).not.toEqual([]);
});
