/** What moto alone would get wrong: policies as AWS shows them and as log delivery needs them, and many at once. */
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import { type LocalAws, startLocalAws } from '../../local-aws/index';
import { agent, clientsFor } from './clients';

let aws: LocalAws;
let root: ReturnType<typeof clientsFor>;

beforeAll(async () => {
  aws = await startLocalAws();
  root = clientsFor({ url: aws.url, credentials: aws.rootCredentials('111122223333') });
});

afterAll(async () => {
  agent.destroy();
  await aws?.stop();
});

function statements(...some: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: some });
}

test("a user's boundary is told of with the user, from its making to its removal", async () => {
  const { iam: client } = root;
  const UserName = 'bounded';
  const { Policy } = await client.send(
    new iam.CreatePolicyCommand({
      PolicyName: 'bounds',
      PolicyDocument: statements({ Effect: 'Allow', Action: 's3:*', Resource: '*' }),
    }),
  );
  const PermissionsBoundary = Policy?.Arn ?? '';
  const told = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: PermissionsBoundary };
  const boundary = async () =>
    (await client.send(new iam.GetUserCommand({ UserName }))).User?.PermissionsBoundary;
  const made = await client.send(new iam.CreateUserCommand({ UserName, PermissionsBoundary }));
  expect([made.User?.PermissionsBoundary, await boundary()]).toEqual([told, told]);
  await client.send(new iam.DeleteUserPermissionsBoundaryCommand({ UserName }));
  expect(await boundary()).toBeUndefined();
  await client.send(new iam.PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
  expect(await boundary()).toEqual(told);
});

test('a principal that was deleted is shown by its id, in policies of buckets and of roles', async () => {
  const { iam: client, s3: bucket } = root;
  await client.send(new iam.CreateUserCommand({ UserName: 'leaver', Path: '/team/' }));
  const { User } = await client.send(new iam.GetUserCommand({ UserName: 'leaver' }));
  const Principal = { AWS: User?.Arn };
  const trust = statements({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
  await client.send(new iam.CreateRoleCommand({ RoleName: 'left', AssumeRolePolicyDocument: trust }));
  await bucket.send(new s3.CreateBucketCommand({ Bucket: 'left-behind' }));
  const Policy = statements({
    Effect: 'Allow',
    Principal,
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::left-behind/*',
  });
  await bucket.send(new s3.PutBucketPolicyCommand({ Bucket: 'left-behind', Policy }));
  await client.send(new iam.DeleteUserCommand({ UserName: 'leaver' }));

  expect(User?.UserId).toMatch(/^AIDA/);
  const read = await bucket.send(new s3.GetBucketPolicyCommand({ Bucket: 'left-behind' }));
  expect(JSON.parse(read.Policy ?? '').Statement[0].Principal).toEqual({ AWS: User?.UserId });
  const { Role } = await client.send(new iam.GetRoleCommand({ RoleName: 'left' }));
  const shown = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''));
  expect(shown.Statement[0].Principal).toEqual({ AWS: User?.UserId });
});

test('log delivery finds the grant that it needs', async () => {
  const { s3: client } = root;
  for (const Bucket of ['log-source', 'log-target'])
    await client.send(new s3.CreateBucketCommand({ Bucket }));
  const Principal = { Service: 'logging.s3.amazonaws.com' };
  const Policy = statements(
    { Effect: 'Allow', Principal, Action: 's3:PutObject', Resource: 'arn:aws:s3:::log-target/*' },
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: 'arn:aws:s3:::log-target/*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  );
  await client.send(new s3.PutBucketPolicyCommand({ Bucket: 'log-target', Policy }));
  const LoggingEnabled = { TargetBucket: 'log-target', TargetPrefix: 'logs/' };
  await client.send(
    new s3.PutBucketLoggingCommand({ Bucket: 'log-source', BucketLoggingStatus: { LoggingEnabled } }),
  );
  await client.send(new s3.PutObjectCommand({ Bucket: 'log-source', Key: 'a', Body: 'x' }));
  const { Contents = [] } = await client.send(new s3.ListObjectsV2Command({ Bucket: 'log-target' }));
  expect(Contents[0]?.Key).toMatch(/^logs\//);
});

test("many who change and read at once do not get in each other's way", async () => {
  const { iam: client, s3: bucket } = root;
  const trust = statements({
    Effect: 'Allow',
    Principal: { AWS: '999988887777' },
    Action: 'sts:AssumeRole',
  });
  await bucket.send(new s3.CreateBucketCommand({ Bucket: 'busy' }));
  const asked = Array.from({ length: 40 }, (_, index) => [
    client.send(new iam.CreateRoleCommand({ RoleName: `busy-${index}`, AssumeRolePolicyDocument: trust })),
    client.send(new iam.GetAccountAuthorizationDetailsCommand({ Filter: ['Role', 'User'] })),
    bucket.send(new s3.PutObjectCommand({ Bucket: 'busy', Key: `${index}`, Body: 'x' })),
    bucket.send(new s3.ListObjectsV2Command({ Bucket: 'busy' })),
  ]).flat();
  const failed = (await Promise.allSettled(asked)).filter(({ status }) => status === 'rejected');
  expect(failed).toEqual([]);
  const { KeyCount } = await bucket.send(new s3.ListObjectsV2Command({ Bucket: 'busy' }));
  expect(KeyCount).toBe(40);
});

test('a user is asked for all that Terraform looks for before it deletes one, and a key tells its last use', async () => {
  const { iam: client } = root;
  const UserName = 'holder';
  await client.send(new iam.CreateUserCommand({ UserName }));
  const services = await client.send(new iam.ListServiceSpecificCredentialsCommand({ UserName }));
  expect(services.ServiceSpecificCredentials).toEqual([]);
  const { AccessKey } = await client.send(new iam.CreateAccessKeyCommand({ UserName }));
  const key = { AccessKeyId: AccessKey?.AccessKeyId };
  const lastUse = async () => (await client.send(new iam.GetAccessKeyLastUsedCommand(key))).AccessKeyLastUsed;
  expect((await lastUse())?.LastUsedDate).toBeUndefined();
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const own = clientsFor({ url: aws.url, credentials });
  await expect(own.s3.send(new s3.ListBucketsCommand({}))).rejects.toThrow();
  expect(await lastUse()).toMatchObject({
    ServiceName: 's3',
    Region: 'us-east-1',
    LastUsedDate: expect.any(Date),
  });
});
