/**
 * What vendors' connection tests call, sent by the SDK as the vendor to an embedded AWS that holds what each profile
 * proposes: what the kit says of each call beforehand is what AWS answers. And the ACL that some vendors send.
 */
import {
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { stringify } from 'yaml';
import { s3Client, stsClient } from '../../../aws/clients';
import { sessionCredentials } from '../../../aws/credentials';
import { loadProject } from '../../../config';
import { callsFor, refusalOf } from '../../../config/tenant/connection-test';
import { targetRoleArn } from '../../../config/tenant/names';
import { ownerAclGrants } from '../../../config/tenant/owner-acl';
import type { Tenant } from '../../../config/tenant/tenant';
import { CONNECTION_CALLS, type ConnectionCallName } from '../../../config/vendor/connection-call';
import { ROOT } from '../../a-tenant';
import { nameOf, proposed } from '../../config/proposed-tenants';
import { rootOf } from '../../deployed-by-sdk';
import { FULL } from '../../full';
import { restore, type Sabotage, sabotage } from '../verify/sabotage';
import { ACCOUNT, idsOf, openScene, REGION, type Scene } from '../verify/scene';

const VERIFIED = ['rudderstack-data-lake', 'databricks-read', 'acls-disabled'];

const TWELVE = [
  ...['amperity', 'amplitude', 'braze', 'census', 'channelmix', 'databricks'],
  ...['fivetran', 'hightouch', 'mixpanel', 'rudderstack', 'segment', 'snowflake'],
];

const profiles = [...loadProject(ROOT).vendors.values()].filter(({ generic }) => !generic);
const rows = profiles.flatMap((profile) =>
  // The first use of each of the twelve where there is little time, and those that verify is tried on.
  profile.uses
    .map(({ id }) => ({ name: nameOf(profile, id), profile, use: id }))
    .filter(({ name }, at) => FULL || (at === 0 && TWELVE.includes(profile.id)) || VERIFIED.includes(name)),
);

let scene: Scene;
beforeAll(async () => {
  const files = rows.map(({ name, profile, use }) => [name, stringify(proposed(profile, use))] as const);
  // A bucket that its owner made, as the file says of it.
  const existing = stringify({
    ...proposed(vendorOf('rudderstack'), 'events'),
    tenant: 'acls-disabled',
    bucket: { name: 'acme-rudderstack-events', existing: true, aclsDisabled: true },
    externalId: 'acls-disabled-1',
    grants: [{ prefix: 'other/', allow: ['put'] }],
  });
  scene = await openScene([], {}, { ...Object.fromEntries(files), 'acls-disabled': existing });
});
afterAll(() => scene?.close());

function vendorOf(id: string) {
  const profile = profiles.find((candidate) => candidate.id === id);
  if (!profile) throw new Error(`there is no vendor ${id}`);
  return profile;
}

test('each says how it is tested, and where that stands', () => {
  expect(profiles.map(({ id }) => id)).toEqual(expect.arrayContaining(TWELVE));
  for (const { id, connectionTest } of profiles)
    expect({ id, source: connectionTest?.source }).toEqual({ id, source: expect.stringMatching(/2026-/) });
});

describe.each(rows)('$name', ({ name }) => {
  let tenant: Tenant;
  let s3: S3Client;
  let sts: STSClient;

  beforeAll(async () => {
    tenant = scene.tenant(name);
    ({ s3, sts } = await asVendor(tenant));
  });

  test('AWS answers each call as the kit says', async () => {
    const said: Record<string, string> = {};
    const answered: Record<string, string> = {};
    for (const call of CONNECTION_CALLS.filter((each) => isAbout(each, tenant))) {
      said[call] = refusalOf(call, tenant) ? 'denied' : 'allowed';
      answered[call] = await answerTo(() => send(call, tenant, s3, sts));
    }
    expect(answered).toEqual({
      ...said,
      'assume-without-external-id': answered['assume-without-external-id'],
    });
    const hasId = tenant.externalIds.length > 0;
    expect(answered['assume-without-external-id']).toBe(hasId ? 'denied' : 'allowed');
  });

  test('one ACL is taken where the vendor sends it, and no other', async () => {
    const puts = tenant.grants.filter(({ allow }) => allow.includes('put'));
    const sending = ownerAclGrants(tenant);
    for (const { prefix } of puts) {
      const put = (ACL: 'bucket-owner-full-control' | 'public-read' | 'private') => () =>
        s3.send(new PutObjectCommand({ Bucket: tenant.bucket.name, Key: `${prefix}acl`, Body: 'x', ACL }));
      const expected = sending.some((grant) => grant.prefix === prefix) ? 'allowed' : 'denied';
      expect(await answerTo(put('bucket-owner-full-control'))).toBe(expected);
      expect(await answerTo(put('public-read'))).toBe('denied');
      expect(await answerTo(put('private'))).toBe('denied');
    }
  });
});

test('the owner, who has every right, is refused every ACL but one', async () => {
  const s3 = s3Client({ region: REGION, localAws: scene.localAws, credentials: rootOf(ACCOUNT) });
  const put = (ACL: 'bucket-owner-full-control' | 'bucket-owner-read') => () =>
    s3.send(new PutObjectCommand({ Bucket: 'acme-rudderstack-events', Key: 'acl', Body: 'x', ACL }));
  expect(await answerTo(put('bucket-owner-full-control'))).toBe('allowed');
  expect(await answerTo(put('bucket-owner-read'))).toBe('AccessControlListNotSupported');
});

test.each(['vendor', 'simulation'] as const)(
  'verify tries what the vendors call, and the ACL, as %s',
  async (as) => {
    for (const name of VERIFIED) {
      const { code, report } = await scene.verify(name, { as });
      expect(idsOf(report, 'fail')).toEqual([]);
      expect(idsOf(report, 'error')).toEqual([]);
      expect(code).toBe(0);
      expect(idsOf(report, 'pass')).toEqual(expect.arrayContaining([...(PLANNED[name] ?? [])]));
    }
  },
);

/** By tenant, what no other vendor has. */
const PLANNED: Readonly<Record<string, readonly string[]>> = {
  'rudderstack-data-lake': [
    'connection.head-bucket',
    'put-with-acl.rudderstack/',
    'deny.put-with-other-acl.rudderstack/',
  ],
  'databricks-read': [
    'connection.list-prefix.databricks/',
    'connection.list-prefix-without-slash.databricks/',
  ],
  'acls-disabled': ['bucket.acls-disabled', 'put-with-acl.other/', 'deny.put-with-other-acl.other/'],
};

/** Changes that only the checks of a vendor's own ways find. */
const SABOTAGES: readonly Sabotage[] = [
  {
    name: 'the right to send the ACL is gone',
    tenant: 'rudderstack-data-lake',
    changes: [{ policy: 'role', drop: ['OwnerAcl'] }],
    fails: { vendor: ['put-with-acl.rudderstack/'], simulation: ['put-with-acl.rudderstack/'] },
  },
  {
    name: 'keys are listed without a prefix',
    tenant: 'rudderstack-data-lake',
    changes: [{ policy: 'role', change: { ListPrefixes: { Condition: null } } }],
    fails: { simulation: ['connection.head-bucket'], vendor: ['connection.head-bucket'] },
  },
  {
    name: 'any ACL may be sent, and ACLs are in force',
    tenant: 'acls-disabled',
    changes: [
      { policy: 'role', change: { OwnerAcl: { Condition: null } } },
      {
        call: 's3 PutBucketOwnershipControls',
        input: {
          Bucket: '{bucket}',
          OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
        },
      },
    ],
    fails: {
      vendor: ['bucket.acls-disabled', 'deny.put-with-other-acl.other/'],
      simulation: ['bucket.acls-disabled', 'deny.put-with-other-acl.other/'],
    },
  },
];

const RUNS = SABOTAGES.flatMap((row) =>
  Object.entries(row.fails).map(([as, ids]) => ({ name: `${row.name}, as ${as}`, as, ids, row })),
).filter((_, at) => FULL || at % 2 === 0);

test.each(RUNS)('verify finds: $name', async ({ as, ids, row }) => {
  await sabotage(row, scene);
  try {
    const { code, report } = await scene.verify(row.tenant, { as: as as 'vendor' | 'simulation' });
    expect(idsOf(report, 'fail')).toEqual(expect.arrayContaining([...ids]));
    expect(report.tenants[0]?.diagnosis).not.toEqual([]);
    expect(code).toBe(2);
  } finally {
    await restore(row, scene);
  }
});

test('a call is said of a tenant only where it is of one of its uses', () => {
  expect(callsFor(scene.tenant('rudderstack-events')).map(({ call }) => call)).toEqual([]);
  expect(callsFor(scene.tenant('databricks-read')).map(({ call }) => call)).not.toContain('put-object');
});

async function asVendor(tenant: Tenant): Promise<{ readonly s3: S3Client; readonly sts: STSClient }> {
  const { localAws } = scene;
  const env = await scene.env(tenant.name, 'vendor');
  const credentials = {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    ...(env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
  };
  const sts = stsClient({ region: REGION, localAws, credentials });
  const [ExternalId] = tenant.externalIds;
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: targetRoleArn(tenant),
      RoleSessionName: 'vendor',
      ...(ExternalId === undefined ? {} : { ExternalId }),
    }),
  );
  const session = sessionCredentials(Credentials);
  return { s3: s3Client({ region: REGION, localAws, credentials: session }), sts };
}

/** What the role itself does is judged by its policies elsewhere; and of what is not granted there is nothing to call. */
function isAbout(call: ConnectionCallName, { grants }: Tenant): boolean {
  const lists = grants.some(({ allow }) => allow.includes('list'));
  if (call === 'list-prefix-without-slash') return lists && grants.every(({ prefix }) => prefix !== '');
  return call !== 'assume-itself';
}

function send(call: ConnectionCallName, tenant: Tenant, s3: S3Client, sts: STSClient): Promise<unknown> {
  const Bucket = tenant.bucket.name;
  const [{ prefix = '' } = {}] = tenant.grants;
  const Key = `${prefix}test`;
  const absent = `${prefix}absent`;
  switch (call) {
    case 'assume-without-external-id':
    case 'assume-itself':
      return sts.send(new AssumeRoleCommand({ RoleArn: targetRoleArn(tenant), RoleSessionName: 'test' }));
    case 'get-bucket-location':
      return s3.send(new GetBucketLocationCommand({ Bucket }));
    case 'list-all-buckets':
      return s3.send(new ListBucketsCommand({}));
    case 'get-bucket-acl':
      return s3.send(new GetBucketAclCommand({ Bucket }));
    case 'head-bucket':
      return s3.send(new HeadBucketCommand({ Bucket }));
    case 'list-bucket':
      return s3.send(new ListObjectsV2Command({ Bucket }));
    case 'list-prefix':
      return s3.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }));
    case 'list-prefix-without-slash':
      return s3.send(new ListObjectsV2Command({ Bucket, Prefix: prefix.slice(0, -1) }));
    case 'head-absent-object':
      return s3.send(new HeadObjectCommand({ Bucket, Key: absent }));
    case 'get-object':
      return seeded(tenant, Key).then(() => s3.send(new GetObjectCommand({ Bucket, Key })));
    case 'put-object':
      return s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    case 'put-object-with-acl':
      return s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ACL: 'bucket-owner-full-control' }));
    case 'put-object-tagging':
      return seeded(tenant, Key).then(() =>
        s3.send(
          new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }),
        ),
      );
    case 'delete-object':
      return s3.send(new DeleteObjectCommand({ Bucket, Key }));
  }
}

/** By the owner, for the vendor to read. */
function seeded({ bucket, account }: Tenant, Key: string): Promise<unknown> {
  const s3 = s3Client({ region: REGION, localAws: scene.localAws, credentials: rootOf(account) });
  return s3.send(new PutObjectCommand({ Bucket: bucket.name, Key, Body: 'x' }));
}

/** A HEAD of what is not there is allowed where it is answered by 404. */
async function answerTo(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
    return 'allowed';
  } catch (error) {
    const { name, $metadata } = error as Error & {
      readonly $metadata?: { readonly httpStatusCode?: number };
    };
    if ($metadata?.httpStatusCode === 404 && name !== 'NoSuchBucket') return 'allowed';
    return $metadata?.httpStatusCode === 403 ? 'denied' : name;
  }
}
