/** What a deployment would take away from a bucket or role that is there: every part of both, kept and lost. */
import type { AdoptedBucket, AdoptedRole } from '../../config/adoption/adoption';
import { targetRoleDescription } from '../../config/tenant/names';
import { lifecycleRules } from '../../config/values/bucket-settings';
import type { Json } from '../../config/values/json-value';
import { identityPolicies } from '../../policies/access-policy';
import { adoptionLosses, unapproved } from '../../policies/adoption/adoption-losses';
import { bucketPolicy } from '../../policies/bucket-policy';
import { documentOf, policyJson } from '../../policies/policy-document';
import { trustPolicy } from '../../policies/trust-policy';
import { aTenant, type TenantChange } from '../a-tenant';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c-0000-4000-8000-000000000000';
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

const PARTNER = {
  Sid: 'Partner',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::444455556666:root' },
  Action: ['s3:GetObject'],
  Resource: 'arn:aws:s3:::acme-exchange/*',
};
const ours = documentOf(bucketPolicy(tenant(), [])).Statement as unknown as readonly Json[];
const policy = (...statements: readonly Json[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** What is set on the bucket, what the tenant's file says, and the ids of what is lost, without their digests. */
const BUCKETS: readonly (readonly [
  string,
  Readonly<Record<string, Json>>,
  TenantChange,
  readonly string[],
])[] = [
  ['nothing is set', {}, {}, []],
  ['our own policy', { policy: policy(...ours) }, {}, []],
  ['our own statements in another form', { policy: policy(...ours.map(inOtherForm)) }, {}, []],
  ['a statement of its own', { policy: policy(...ours, PARTNER) }, {}, ['bucket.policy.Partner']],
  [
    'two without a Sid',
    { policy: policy({ ...PARTNER, Sid: '' }, { Effect: 'Deny', NotPrincipal: '*', NotAction: 's3:*' }) },
    {},
    ['bucket.policy.#1', 'bucket.policy.#2'],
  ],
  ['a policy that cannot be read', { policy: 'no policy' }, {}, ['bucket.policy.#1']],
  ['SSE-S3', { encryption: { Algorithm: 'AES256', Key: null, BucketKey: null } }, {}, []],
  [
    'SSE-S3 and a key in the file',
    { encryption: { Algorithm: 'AES256', Key: null } },
    { bucket: { kmsKeyArn: KEY } },
    [],
  ],
  [
    'a key and none in the file',
    { encryption: { Algorithm: 'aws:kms', Key: KEY } },
    {},
    ['bucket.encryption'],
  ],
  [
    'a key and another in the file',
    { encryption: { Algorithm: 'aws:kms', Key: KEY } },
    { bucket: { kmsKeyArn: `${KEY}1` } },
    ['bucket.encryption'],
  ],
  [
    'the key of the file',
    { encryption: { Algorithm: 'aws:kms', Key: KEY } },
    { bucket: { kmsKeyArn: KEY } },
    [],
  ],
  [
    'the key of the file by its id',
    { encryption: { Algorithm: 'aws:kms', Key: KEY.split('/')[1] ?? '' } },
    { bucket: { kmsKeyArn: KEY } },
    [],
  ],
  [
    "AWS's own key",
    { encryption: { Algorithm: 'aws:kms', Key: null } },
    { bucket: { kmsKeyArn: KEY } },
    ['bucket.encryption'],
  ],
  [
    'two layers of encryption',
    { encryption: { Algorithm: 'aws:kms:dsse', Key: KEY } },
    { bucket: { kmsKeyArn: KEY } },
    ['bucket.encryption'],
  ],
  ['a lifecycle rule', { lifecycle: { archive: { Status: 'Enabled' } } }, {}, ['bucket.lifecycle.archive']],
  ['our own lifecycle rules', { lifecycle: lifecycleRules(7) }, {}, []],
  [
    'other lifecycle rules of our names',
    {
      lifecycle: {
        'expire-noncurrent-versions': {
          ...lifecycleRules(30)['expire-noncurrent-versions'],
          Filter: { Prefix: 'logs/' },
        },
        'abort-incomplete-multipart-uploads': {
          Status: 'Enabled',
          Transitions: [{ Days: 90, StorageClass: 'GLACIER' }],
        },
      },
    },
    {},
    ['bucket.lifecycle.expire-noncurrent-versions', 'bucket.lifecycle.abort-incomplete-multipart-uploads'],
  ],
  ['versions', { versioning: { Status: 'Enabled', MFADelete: 'Disabled' } }, {}, ['bucket.versions']],
  [
    'versions of before',
    { versioning: { Status: 'Suspended', MFADelete: 'Disabled' } },
    {},
    ['bucket.versions'],
  ],
  ['no versions', { versioning: { Status: 'Off', MFADelete: 'Disabled' } }, {}, []],
  [
    'versions that expire as early',
    { versioning: { Status: 'Enabled' }, lifecycle: { old: expiring(30) } },
    {},
    ['bucket.lifecycle.old'],
  ],
  [
    'versions that expire later',
    { versioning: { Status: 'Enabled' }, lifecycle: { old: expiring(31) } },
    {},
    ['bucket.lifecycle.old', 'bucket.versions'],
  ],
  [
    'versions of which some are kept',
    { versioning: { Status: 'Enabled' }, lifecycle: { old: expiring(30, { NewerNoncurrentVersions: 3 }) } },
    {},
    ['bucket.lifecycle.old', 'bucket.versions'],
  ],
  [
    'versions that expire below a prefix',
    { versioning: { Status: 'Enabled' }, lifecycle: { old: { ...expiring(30), Filter: { Prefix: 'a/' } } } },
    {},
    ['bucket.lifecycle.old', 'bucket.versions'],
  ],
  [
    'versions that a disabled rule names',
    { versioning: { Status: 'Enabled' }, lifecycle: { old: { ...expiring(30), Status: 'Disabled' } } },
    {},
    ['bucket.lifecycle.old', 'bucket.versions'],
  ],
  ['an ACL', { acl: { 'AllUsers READ': 'READ' } }, {}, ['bucket.acl.AllUsers.READ']],
  ['ACLs of objects', { ownership: { ObjectOwnership: 'ObjectWriter' } }, {}, ['bucket.ownership']],
  ['ACLs of objects, since nobody ever set it', { ownership: {} }, {}, ['bucket.ownership']],
  ['access logs and none in the file', { logging: { TargetBucket: 'logs', TargetPrefix: 'a/' } }, {}, []],
  [
    'access logs and the same in the file',
    { logging: { TargetBucket: 'logs', TargetPrefix: 'a/' } },
    { bucket: { logging: { bucket: 'logs', prefix: 'a/' } } },
    [],
  ],
  [
    'access logs and others in the file',
    { logging: { TargetBucket: 'logs', TargetPrefix: 'a/' } },
    { bucket: { logging: { bucket: 'logs', prefix: 'b/' } } },
    ['bucket.logging'],
  ],
  ['a tag', { tags: { team: 'a' } }, {}, ['bucket.tags.team']],
  ['a tag with another value', { tags: { owner: 'finance' } }, {}, ['bucket.tags.owner']],
  [
    'the tag of the file, and ours',
    { tags: { owner: 'data-platform', 's3-handshake:tenant': 'acme-prod' } },
    {},
    [],
  ],
  ["another tenant's tag", { tags: { 's3-handshake:tenant': 'other' } }, {}, ['bucket.tenant']],
  [
    'what no stack declares',
    { replication: { a: {} }, notifications: { b: {} }, website: {}, cors: {}, publicAccessBlock: {} },
    {},
    [],
  ],
];

function inOtherForm(statement: Json): Json {
  const { Sid: _, Resource, Principal, ...rest } = statement as Readonly<Record<string, Json>>;
  const resources = Array.isArray(Resource) ? [...Resource].reverse() : [Resource ?? ''];
  return { Sid: 'Other', Principal: Principal ?? '*', Resource: resources, ...rest };
}

function expiring(NoncurrentDays: number, more: Readonly<Record<string, Json>> = {}) {
  return { Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays, ...more } };
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
