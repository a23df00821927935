/** What is set on buckets that are there, and what of it their adoption would lose. */
import { lifecycleRules } from '../../config/values/bucket-settings';
import type { Json } from '../../config/values/json-value';
import { bucketPolicy } from '../../policies/bucket-policy';
import { documentOf } from '../../policies/policy-document';
import { aTenant, type TenantChange } from '../a-tenant';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c-0000-4000-8000-000000000000';

export const PARTNER = {
  Sid: 'Partner',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::444455556666:root' },
  Action: ['s3:GetObject'],
  Resource: 'arn:aws:s3:::acme-exchange/*',
};
const ours = documentOf(bucketPolicy(aTenant({ adopt: ['bucket', 'role'] }), []))
  .Statement as unknown as readonly Json[];
export const policy = (...statements: readonly Json[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** What is set on the bucket, what the tenant's file says, and the ids of what is lost, without their digests. */
export const BUCKETS: readonly (readonly [
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
