/** Answers with status 200 that AWS cannot have given: of whatever call, they are never taken for "there is nothing". */
import {
  iamClient,
  kmsClient,
  s3Client,
  s3ControlClient,
  stsClient,
  taggingClient,
} from '../../../aws/clients';
import { assumed } from '../../../aws/credentials';
import { lastUseOf } from '../../../aws/deployed/access-keys';
import { readAccessPoint } from '../../../aws/deployed/access-point';
import {
  accountPublicAccessBlock,
  bucketsOfAccount,
  taggedBuckets,
  taggedRoles,
  taggedUsers,
} from '../../../aws/deployed/account';
import { readBucket } from '../../../aws/deployed/bucket';
import { BUCKET_SETTINGS, type BucketSettingName } from '../../../aws/deployed/bucket-settings';
import { type IdentityKind, readIdentityPolicies } from '../../../aws/deployed/identity-policies';
import { readKey } from '../../../aws/deployed/key';
import { readManagedPolicy } from '../../../aws/deployed/managed-policy';
import { type Reading, read } from '../../../aws/deployed/reading';
import { readRole } from '../../../aws/deployed/role';
import { readUser } from '../../../aws/deployed/user';
import { whoIs } from '../../../aws/who-is';
import { calledIn } from '../called-operations';
import { type Asked, askedAws } from './asked';
import WHOLE from './whole-answers.json';

const ACCOUNT = '111122223333';
const SETTINGS = { region: 'us-east-1', maxAttempts: 1 };
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };

type Operation = keyof typeof WHOLE;

let aws: Asked;
beforeAll(async () => {
  aws = await askedAws();
});
afterAll(() => aws.close());
beforeEach(() => {
  aws.bodies = WHOLE;
  aws.requests.length = 0;
});

const settings = () => ({ ...SETTINGS, credentials, localAws: aws.localAws });
const iam = () => iamClient(settings());

const SETTING_OPERATIONS = {
  publicAccessBlock: 'GetPublicAccessBlock',
  ownership: 'GetBucketOwnershipControls',
  acl: 'GetBucketAcl',
  policy: 'GetBucketPolicy',
  versioning: 'GetBucketVersioning',
  encryption: 'GetBucketEncryption',
  lifecycle: 'GetBucketLifecycleConfiguration',
  logging: 'GetBucketLogging',
  replication: 'GetBucketReplication',
  notifications: 'GetBucketNotificationConfiguration',
  inventory: 'ListBucketInventoryConfigurations',
  analytics: 'ListBucketAnalyticsConfigurations',
  metrics: 'ListBucketMetricsConfigurations',
  intelligentTiering: 'ListBucketIntelligentTieringConfigurations',
  website: 'GetBucketWebsite',
  cors: 'GetBucketCors',
  acceleration: 'GetBucketAccelerateConfiguration',
  requestPayment: 'GetBucketRequestPayment',
  objectLock: 'GetObjectLockConfiguration',
  tags: 'GetBucketTagging',
} as const satisfies Record<BucketSettingName, Operation>;

type Part = Reading<unknown> | undefined;

async function bucketPart(part: BucketSettingName | 'region' | 'accessPoints'): Promise<Part> {
  const reader = { s3: s3Client(settings()), s3Control: s3ControlClient(settings()), account: ACCOUNT };
  const bucket = await readBucket(reader, 'acme-exchange', part === 'region' ? [] : [part]);
  if (bucket.state === 'foreign') throw new Error("the bucket is listed as the account's own");
  if (bucket.state === 'absent') return bucket;
  if (part === 'region' || part === 'accessPoints') return bucket.value[part];
  return bucket.value.settings[part];
}

async function partOf<T>(whole: Promise<Reading<T>>, part: (value: T) => Part): Promise<Part> {
  const reading = await whole;
  return reading.state === 'present' ? part(reading.value) : reading;
}

function identityPart(kind: IdentityKind, part: 'names' | 'document' | 'attached'): Promise<Part> {
  return readIdentityPolicies(iam(), kind, 'acme').then(({ inlinePolicies, attachedPolicies }) => {
    if (part === 'attached') return attachedPolicies;
    if (part === 'names' || inlinePolicies.state !== 'present') return inlinePolicies;
    return inlinePolicies.value.get('access');
  });
}

/** How each call that is made is reached, and the reading that hangs on it. */
const READERS: Readonly<Record<Exclude<Operation, 'GetCallerIdentity' | 'AssumeRole'>, () => Promise<Part>>> =
  {
    GetRole: () => partOf(readRole(iam(), 'acme'), (role) => role.settings),
    ListRolePolicies: () => identityPart('Role', 'names'),
    GetRolePolicy: () => identityPart('Role', 'document'),
    ListAttachedRolePolicies: () => identityPart('Role', 'attached'),
    GetUser: () => partOf(readUser(iam(), 'acme'), (user) => user.settings),
    ListUserPolicies: () => identityPart('User', 'names'),
    GetUserPolicy: () => identityPart('User', 'document'),
    ListAttachedUserPolicies: () => identityPart('User', 'attached'),
    ListGroupsForUser: () => partOf(readUser(iam(), 'acme'), (user) => user.groups),
    ListGroupPolicies: () => identityPart('Group', 'names'),
    GetGroupPolicy: () => identityPart('Group', 'document'),
    ListAttachedGroupPolicies: () => identityPart('Group', 'attached'),
    GetLoginProfile: () => partOf(readUser(iam(), 'acme'), (user) => user.loginProfile),
    ListAccessKeys: () => partOf(readUser(iam(), 'acme'), (user) => user.accessKeys),
    GetAccessKeyLastUsed: () =>
      read({ right: 'iam:GetAccessKeyLastUsed', call: () => lastUseOf(iam(), 'AKIA') }),
    GetPolicy: () => readManagedPolicy(iam(), `arn:aws:iam::${ACCOUNT}:policy/p`),
    GetPolicyVersion: () => readManagedPolicy(iam(), `arn:aws:iam::${ACCOUNT}:policy/p`),
    ListRoles: async () => (await taggedRoles(iam(), new Set()))[0],
    ListRoleTags: async () => (await taggedRoles(iam(), new Set()))[0],
    ListUsers: async () => (await taggedUsers(iam(), new Set()))[0],
    ListUserTags: async () => (await taggedUsers(iam(), new Set()))[0],
    DescribeKey: () => partOf(readKey(kmsClient(settings()), 'key'), (key) => key.settings),
    GetKeyPolicy: () => partOf(readKey(kmsClient(settings()), 'key'), (key) => key.policy),
    GetResources: () => taggedBuckets(taggingClient(settings())),
    GetAccessPoint: () =>
      partOf(readAccessPoint(s3ControlClient(settings()), ACCOUNT, 'point'), (point) => point.settings),
    GetAccessPointPolicy: () =>
      partOf(readAccessPoint(s3ControlClient(settings()), ACCOUNT, 'point'), (point) => point.policy),
    ListAccessPoints: () => bucketPart('accessPoints'),
    ListBuckets: () => bucketsOfAccount(s3Client(settings())),
    GetBucketLocation: () => bucketPart('region'),
    ...(Object.fromEntries(
      Object.entries(SETTING_OPERATIONS).map(([name, operation]) => [
        operation,
        () => bucketPart(name as BucketSettingName),
      ]),
    ) as Record<(typeof SETTING_OPERATIONS)[BucketSettingName], () => Promise<Part>>),
  };

const OPERATIONS = Object.keys(READERS) as (keyof typeof READERS)[];

/** Without its parts AWS says by it that nothing is set. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set([
  'GetBucketAccelerateConfiguration',
  'GetBucketLocation',
  'GetBucketLogging',
  'GetBucketNotificationConfiguration',
  'GetBucketVersioning',
  'GetBucketWebsite',
  'GetObjectLockConfiguration',
  'GetPublicAccessBlock',
  'ListBucketAnalyticsConfigurations',
  'ListBucketIntelligentTieringConfigurations',
  'ListBucketInventoryConfigurations',
  'ListBucketMetricsConfigurations',
]);

/** Elements that stand in a list, and whose parts AWS always tells. */
const ITEM =
  /<(member|AccessPoint|Bucket|Grant|Rule|CORSRule|Tag|TopicConfiguration|InventoryConfiguration|AnalyticsConfiguration|MetricsConfiguration|IntelligentTieringConfiguration)>.*<\/\1>/;

const isJson = (whole: string) => whole.startsWith('{');

/** Undefined where an answer has no such form. */
const FOREIGN: Readonly<Record<string, (whole: string, operation: string) => string | undefined>> = {
  'nothing at all': () => '',
  "a proxy's page": () => '<!DOCTYPE html>\n<html><head><title>Log in</title></head><body/></html>',
  "a proxy's page in XML": () =>
    '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
  'the XML of something else': () => '<Envelope><Body><ok>true</ok></Body></Envelope>',
  'plain words': () => 'upstream connect error',
  'a list in JSON': () => '[]',
  'half of it': (whole) => whole.slice(0, whole.length / 2),
  'all but its end': (whole) => whole.slice(0, -1),
  'its root alone': (whole, operation) =>
    MAY_BE_EMPTY.has(operation) || isJson(whole) ? undefined : `${/^<[^ >]+/.exec(whole)?.[0]}/>`,
  'no members': (whole, operation) => (isJson(whole) && operation !== 'GetBucketPolicy' ? '{}' : undefined),
  'an empty item in its list': (whole) => (ITEM.test(whole) ? whole.replace(ITEM, '<$1/>') : undefined),
  'an empty item in its list of JSON': (_, operation) =>
    operation === 'GetResources' ? '{"ResourceTagMappingList":[{}]}' : undefined,
  'more to come, and not where': (whole) =>
    whole.includes('<IsTruncated>false')
      ? whole.replace('<IsTruncated>false', '<IsTruncated>true')
      : undefined,
};

test('whole answers are present: the table is one of answers that can be read', async () => {
  for (const operation of OPERATIONS) {
    const reading = await READERS[operation]();
    expect({ operation, reading }).toMatchObject({ operation, reading: { state: 'present' } });
  }
});

describe.each(Object.entries(FOREIGN))('%s', (_, foreign) => {
  const cases = OPERATIONS.flatMap((operation) => {
    const body = foreign(WHOLE[operation], operation);
    return body === undefined ? [] : [[operation, body] as const];
  });

  test.each(cases)('in the place of the answer to %s', async (operation, body) => {
    aws.bodies = { ...WHOLE, [operation]: body };
    expect(await READERS[operation]()).toMatchObject({ state: 'unread', reason: 'failed' });
    expect(aws.requests.map((request) => request.operation)).toContain(operation);
  });

  test('in the place of who the caller is', async () => {
    aws.bodies = { GetCallerIdentity: foreign(WHOLE.GetCallerIdentity, 'GetCallerIdentity') ?? '' };
    const { answer } = await whoIs(stsClient(settings()));
    expect(answer.kind).toBe('broken');
  });

  test('in the place of a session', async () => {
    aws.bodies = { AssumeRole: foreign(WHOLE.AssumeRole, 'AssumeRole') ?? '' };
    const session = assumed(`arn:aws:iam::${ACCOUNT}:role/read`, settings(), { sessionName: 'test' });
    await expect(session()).rejects.toThrow();
  });
});

test('the block on a whole account that cannot be read is not taken to hold', async () => {
  aws.bodies = { GetPublicAccessBlock: '<html/>' };
  const block = await accountPublicAccessBlock(s3ControlClient(settings()), ACCOUNT);
  expect(block).toMatchObject({ state: 'unread', code: 'UnusableAnswer', requestId: 'a-request' });
});

test('every call that the readers make is in the table', () => {
  const called = [...calledIn(['aws']).keys()];
  expect(called.length).toBeGreaterThan(45);
  expect(called.filter((operation) => !(operation in WHOLE))).toEqual([]);
});

test('every read of a bucket names the owner that is expected', async () => {
  for (const { name } of BUCKET_SETTINGS) await bucketPart(name);
  const ofBuckets = aws.requests.filter(({ operation }) => operation !== 'ListAccessPoints');
  expect(ofBuckets.length).toBeGreaterThan(2 * BUCKET_SETTINGS.length - 1);
  for (const { operation, headers } of ofBuckets)
    expect({ operation, owner: headers['x-amz-expected-bucket-owner'] }).toEqual({
      operation,
      owner: ACCOUNT,
    });
});
