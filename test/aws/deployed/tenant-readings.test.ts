/** All of a tenant that decides about requests, read by the calls that are needed, and every one of S3 with its owner. */
import { iamClient, kmsClient, s3Client, s3ControlClient } from '../../../aws/clients';
import { readDeployedTenant } from '../../../aws/deployed/tenant-readings';
import { aKeyTenant, aTenant, type TenantChange } from '../../a-tenant';
import { type Asked, askedAws } from './asked';
import WHOLE from './whole-answers.json';

let aws: Asked;
beforeAll(async () => {
  aws = await askedAws();
});
afterAll(() => aws.close());
beforeEach(() => {
  aws.bodies = WHOLE;
  aws.statuses = {};
  aws.requests.length = 0;
});

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const CHANGE: TenantChange = { accessPoint: { name: 'point' }, bucket: { kmsKeyArn: KEY } };

function read(tenant: ReturnType<typeof aTenant>): ReturnType<typeof readDeployedTenant> {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
  const settings = { region: 'us-east-1', maxAttempts: 1, credentials, localAws: aws.localAws };
  const clients = {
    s3: s3Client(settings),
    s3Control: s3ControlClient(settings),
    iam: iamClient(settings),
    kms: kmsClient(settings),
  };
  return readDeployedTenant(tenant, clients);
}

test('of a role: its policies, the bucket, its access points and its key', async () => {
  const deployed = await read(aTenant(CHANGE));
  expect(deployed).toMatchObject({
    target: { kind: 'role', role: { state: 'present' } },
    bucket: { state: 'present' },
    accountBlock: { state: 'present' },
  });
  expect([...deployed.managedPolicies.keys()]).toEqual(['arn:aws:iam::111122223333:policy/p']);
  expect([...deployed.accessPoints.keys()]).toEqual(['point']);
  expect([...deployed.keys.keys()]).toEqual([KEY]);
  const asked = new Set(aws.requests.map(({ operation }) => operation));
  expect([...asked].sort()).toEqual([
    'DescribeKey',
    'GetAccessPoint',
    'GetAccessPointPolicy',
    'GetBucketAcl',
    'GetBucketEncryption',
    'GetBucketLocation',
    'GetBucketOwnershipControls',
    'GetBucketPolicy',
    'GetBucketRequestPayment',
    'GetKeyPolicy',
    'GetPolicy',
    'GetPolicyVersion',
    'GetPublicAccessBlock',
    'GetRole',
    'GetRolePolicy',
    'ListAccessPoints',
    'ListAttachedRolePolicies',
    'ListRolePolicies',
  ]);
});

test('of a user: those of its groups too', async () => {
  const { target } = await read(aKeyTenant(CHANGE));
  expect(target).toMatchObject({ kind: 'user', user: { state: 'present' } });
  expect(target.kind === 'user' && [...target.groups.keys()]).toEqual(['readers']);
});

const GONE = '<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>gone</Message></Error></ErrorResponse>';

test('a group that is deleted after its name was told gives nobody anything, and the user is there', async () => {
  aws.bodies = { ...WHOLE, ListGroupPolicies: GONE };
  aws.statuses = { ListGroupPolicies: 404 };
  const { target } = await read(aKeyTenant(CHANGE));
  expect(target).toMatchObject({ kind: 'user', user: { state: 'present' }, groups: new Map() });
});

test('a key that is deleted after it was listed takes no user away', async () => {
  const second = WHOLE.ListAccessKeys.replace(
    /<member>.*<\/member>/,
    (key) => key + key.replace('EXAMPLE', '2'),
  );
  aws.bodies = { ...WHOLE, ListAccessKeys: second, GetAccessKeyLastUsed: GONE };
  aws.statuses = { GetAccessKeyLastUsed: 404 };
  const { target } = await read(aKeyTenant(CHANGE));
  expect(target.kind === 'user' && target.user.state).toBe('present');
});

test('every request to the bucket names whose it should be', async () => {
  await read(aTenant(CHANGE));
  const toBucket = aws.requests.filter(({ operation }) => /Bucket/.test(operation));
  expect(toBucket.length).toBeGreaterThan(5);
  for (const { operation, headers } of toBucket)
    expect({ operation, owner: headers['x-amz-expected-bucket-owner'] }).toEqual({
      operation,
      owner: '111122223333',
    });
});
