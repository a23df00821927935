/** From readings to a world: what is there is in it, what could not be read is told, and nothing is made up. */
import type { DeployedBucket } from '../../aws/deployed/bucket';
import { ABSENT, present } from '../../aws/deployed/reading';
import type { DeployedTenant } from '../../aws/deployed/tenant-readings';
import type { Json } from '../../config/values/json-value';
import { deployedWorld } from '../../worlds/deployed';
import { aKeyTenant, aTenant } from '../a-tenant';
import { ALL_BLOCKED, denied, deployedReadings, document, keyReading } from '../deployed-readings';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const FOREIGN_KEY = KEY.replace('111122223333', '444455556666');
const BOUNDARY = 'arn:aws:iam::111122223333:policy/vendors-boundary';
const tenant = aTenant({
  accessPoint: { name: 'acme-amperity' },
  bucket: { kmsKeyArn: KEY },
  target: { permissionsBoundary: BOUNDARY },
});
const readings = deployedReadings(tenant);

function withSettings(settings: DeployedBucket['settings']): DeployedTenant {
  if (readings.bucket.state !== 'present') throw new Error('there is no bucket');
  const { value } = readings.bucket;
  return { ...readings, bucket: present({ ...value, settings: { ...value.settings, ...settings } }) };
}

const bucketWith = (settings: DeployedBucket['settings']) =>
  deployedWorld(tenant, withSettings(settings)).world.bucket;

test('all that decides about requests is in it', () => {
  const { world, unread, ids } = deployedWorld(tenant, readings);
  expect(unread).toEqual([]);
  expect(ids).toEqual({
    'arn:aws:iam::111122223333:role/vendors/s3-handshake-acme-prod': 'AROATARGETTARGET00001',
  });
  expect(world).toMatchObject({
    account: '111122223333',
    region: 'us-east-1',
    actor: {
      kind: 'role',
      identity: [{ name: 's3-handshake-access', kind: 'identity' }],
      boundary: { name: BOUNDARY, kind: 'boundary' },
      trust: { kind: 'trust' },
      tags: { 's3-handshake:tenant': 'acme-prod' },
    },
    bucket: {
      name: 'acme-exchange',
      policy: { kind: 'bucket' },
      defaultKey: { arn: KEY, bucketKey: true },
      ownership: 'BucketOwnerEnforced',
      grants: [],
      publicAccess: { ignorePublicAcls: true, restrictPublicBuckets: true },
      requesterPays: false,
    },
    accessPoints: [
      {
        arn: 'arn:aws:s3:us-east-1:111122223333:accesspoint/acme-amperity',
        policy: { kind: 'access-point' },
      },
    ],
    keys: [{ arn: KEY, policy: { kind: 'key' }, usable: true }],
  });
});

test('of a user, what its groups give it is its own', () => {
  const keyed = aKeyTenant();
  const read = deployedReadings(keyed);
  if (read.target.kind !== 'user') throw new Error('the target is no user');
  const groups = new Map([
    [
      'readers',
      {
        inlinePolicies: present(
          new Map([['more', present(document([{ Effect: 'Allow', Action: '*', Resource: '*' }]))]]),
        ),
        attachedPolicies: present(new Map([['arn:aws:iam::aws:policy/ReadOnlyAccess', 'ReadOnlyAccess']])),
      },
    ],
  ]);
  const managedPolicies = new Map([
    [
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      present(document([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }])),
    ],
  ]);
  const { world } = deployedWorld(keyed, { ...read, target: { ...read.target, groups }, managedPolicies });
  expect(world.actor).toMatchObject({ kind: 'user' });
  expect(world.actor?.identity.map(({ name }) => name)).toEqual([
    's3-handshake-access',
    'more',
    'arn:aws:iam::aws:policy/ReadOnlyAccess',
  ]);
});

test('what is not there is not in it', () => {
  const revoked = aTenant({ access: 'revoked', accessPoint: { name: 'acme-amperity' } });
  const { world, unread } = deployedWorld(revoked, deployedReadings(revoked));
  expect(unread).toEqual([]);
  expect(world.actor).toBeUndefined();
  expect(world.accessPoints).toEqual([]);
  for (const bucket of [ABSENT, { state: 'foreign' } as const])
    expect(deployedWorld(tenant, { ...readings, bucket }).world.bucket).toBeUndefined();
});

test.each<[string, Json, unknown]>([
  ['S3', { Algorithm: 'AES256', Key: null, BucketKey: null }, undefined],
  ['the key that AWS keeps for S3', { Algorithm: 'aws:kms', Key: null, BucketKey: false }, undefined],
  ['the key itself', { Algorithm: 'aws:kms', Key: KEY, BucketKey: true }, { arn: KEY, bucketKey: true }],
  [
    'a key that is called by its id',
    { Algorithm: 'aws:kms', Key: '0000abcd-12ab-34cd-56ef-1234567890ab', BucketKey: false },
    { arn: 'arn:aws:kms:us-east-1:111122223333:key/0000abcd-12ab-34cd-56ef-1234567890ab', bucketKey: false },
  ],
])('encrypted by %s', (_, encryption, expected) => {
  expect(bucketWith({ encryption: present(encryption) })?.defaultKey).toEqual(expected);
});

test('a key behind an alias is called by its own name, and one of AWS by none', () => {
  const encryption = present({ Algorithm: 'aws:kms', Key: 'alias/exchange', BucketKey: false });
  const read = withSettings({ encryption });
  const other = KEY.replace('1234abcd', '9999abcd');
  const aliased = { ...read, keys: new Map([['alias/exchange', present(keyReading(other))]]) };
  const { world } = deployedWorld(tenant, aliased);
  expect(world.bucket?.defaultKey?.arn).toBe(other);
  expect(world.keys?.map(({ arn }) => arn)).toEqual([other]);
  const settings = present({ arn: other, state: 'Enabled', manager: 'AWS' as const });
  const ofAws = { ...read, keys: new Map([['alias/exchange', present({ ...keyReading(other), settings })]]) };
  expect(deployedWorld(tenant, ofAws).world).toMatchObject({ keys: [] });
  expect(deployedWorld(tenant, ofAws).world.bucket?.defaultKey).toBeUndefined();
});

test.each([
  ['Enabled', true],
  ['Disabled', false],
  ['PendingDeletion', false],
  ['PendingImport', false],
  ['Unavailable', false],
])('a key in the state %s is usable: %s', (state, usable) => {
  const keys = new Map([[KEY, present(keyReading(KEY, state))]]);
  expect(deployedWorld(tenant, { ...readings, keys }).world.keys).toMatchObject([{ arn: KEY, usable }]);
});

test('grants of the ACL but for the owner and the delivery of logs', () => {
  const id = 'a'.repeat(64);
  const acl = present({
    'owner READ': 'READ',
    'LogDelivery WRITE': 'WRITE',
    'AllUsers READ': 'READ',
    'AuthenticatedUsers FULL_CONTROL': 'FULL_CONTROL',
    [`${id} WRITE_ACP`]: 'WRITE_ACP',
  });
  expect(bucketWith({ acl, ownership: ABSENT })).toMatchObject({
    ownership: 'ObjectWriter',
    grants: [
      { grantee: { group: 'AllUsers' }, permission: 'READ' },
      { grantee: { group: 'AuthenticatedUsers' }, permission: 'FULL_CONTROL' },
      { grantee: { canonicalUser: id }, permission: 'WRITE_ACP' },
    ],
  });
  const strange = withSettings({ acl: present({ 'somebody@example.com READ': 'READ' }) });
  expect(deployedWorld(tenant, strange).unread).toMatchObject([
    { right: 's3:GetBucketAcl', reason: 'failed' },
  ]);
});

test('blocks and Requester Pays', () => {
  expect(bucketWith({ publicAccessBlock: ABSENT })?.publicAccess).toBeUndefined();
  expect(bucketWith({ requestPayment: present({ Payer: 'Requester' }) })?.requesterPays).toBe(true);
  const { world } = deployedWorld(tenant, { ...readings, accountBlock: present(ALL_BLOCKED) });
  expect(world.publicAccess).toEqual({ ignorePublicAcls: true, restrictPublicBuckets: true });
});

test('an access point on another bucket leads nowhere near this one', () => {
  const [[name, point]] = [...readings.accessPoints] as [[string, typeof ABSENT]];
  const read = point as unknown as { value: { settings: { value: object } } };
  const settings = present({ ...read.value.settings.value, bucket: 'another' });
  const accessPoints = new Map([[name, present({ ...read.value, settings })]]) as never;
  expect(deployedWorld(tenant, { ...readings, accessPoints }).world.accessPoints).toEqual([]);
});

describe('what could not be read is told', () => {
  const role = readings.target.kind === 'role' ? readings.target.role : undefined;
  if (role?.state !== 'present') throw new Error('there is no role');
  const withRole = (change: object): DeployedTenant => ({
    ...readings,
    target: { kind: 'role', role: present({ ...role.value, ...change }) },
  });
  const key = { ...keyReading(KEY), policy: denied('kms:GetKeyPolicy') };
  test.each<[string, DeployedTenant, string]>([
    ['the role', withRole({ settings: denied('iam:GetRole') }), 'iam:GetRole'],
    ['its policies', withRole({ inlinePolicies: denied('iam:ListRolePolicies') }), 'iam:ListRolePolicies'],
    [
      'one of them',
      withRole({ inlinePolicies: present(new Map([['a', denied('iam:GetRolePolicy')]])) }),
      'iam:GetRolePolicy',
    ],
    [
      'one that is no policy',
      withRole({ inlinePolicies: present(new Map([['a', present('{"Version":"2012-10-17"}')]])) }),
      'iam:GetRolePolicy',
    ],
    [
      'one that is attached and was deleted meanwhile',
      withRole({ attachedPolicies: present(new Map([['arn:aws:iam::111122223333:policy/p', 'p']])) }),
      'iam:GetPolicy',
    ],
    [
      'the boundary',
      { ...readings, managedPolicies: new Map([[BOUNDARY, denied('iam:GetPolicyVersion')]]) },
      'iam:GetPolicyVersion',
    ],
    ["the bucket's policy", withSettings({ policy: denied('s3:GetBucketPolicy') }), 's3:GetBucketPolicy'],
    [
      'its encryption',
      withSettings({ encryption: denied('s3:GetEncryptionConfiguration') }),
      's3:GetEncryptionConfiguration',
    ],
    ['its ACL', withSettings({ acl: denied('s3:GetBucketAcl') }), 's3:GetBucketAcl'],
    ["the key's policy", { ...readings, keys: new Map([[KEY, present(key)]]) }, 'kms:GetKeyPolicy'],
    [
      "the account's block",
      { ...readings, accountBlock: denied('s3:GetAccountPublicAccessBlock') },
      's3:GetAccountPublicAccessBlock',
    ],
  ])('%s that could not be read is told by the right that is missing', (_, read, right) => {
    expect(deployedWorld(tenant, read).unread.map((each) => each.right)).toEqual([right]);
  });

  test('but not the policy of a key of another account, which AWS shows nobody else', () => {
    const encryption = present({ Algorithm: 'aws:kms', Key: FOREIGN_KEY, BucketKey: false });
    const unreadable = { settings: denied('kms:DescribeKey'), policy: denied('kms:GetKeyPolicy') };
    const read = withSettings({ encryption });
    const keys = new Map([...read.keys, [FOREIGN_KEY, present(unreadable)] as const]);
    const { world, unread } = deployedWorld(tenant, { ...read, keys });
    expect(unread).toEqual([]);
    expect(world.bucket?.defaultKey?.arn).toBe(FOREIGN_KEY);
    expect(world.keys).toContainEqual({ arn: FOREIGN_KEY });
  });

  test('unless the file names it', () => {
    const central = aTenant({ bucket: { kmsKeyArn: FOREIGN_KEY } });
    const unreadable = { ...keyReading(FOREIGN_KEY), policy: denied('kms:GetKeyPolicy') };
    const read = { ...deployedReadings(central), keys: new Map([[FOREIGN_KEY, present(unreadable)]]) };
    expect(deployedWorld(central, read).unread).toMatchObject([{ right: 'kms:GetKeyPolicy' }]);
  });
});
