/** One of every kind of thing that the embedded AWS holds. */
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import * as s3control from '@aws-sdk/client-s3-control';
import type { clientsFor } from './clients';

export type Clients = ReturnType<typeof clientsFor>;

export const ACCOUNT = '111122223333';
export const BUCKET = 'state-bucket';
const LOGS = 'state-logs';
export const POLICY = `arn:aws:iam::${ACCOUNT}:policy/teams/own`;

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
export const allow = (Action: string | string[], Resource: string | string[] = '*') =>
  document({ Effect: 'Allow', Action, Resource });
const trust = (AWS: string) => document({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' });

/** Makes them, as the root user of the account. Those who come by the secrets of others are returned. */
export async function makeOneOfEach({ iam: people, s3: buckets, s3control: control, kms: keys }: Clients) {
  const PolicyName = 'own';
  await people.send(
    new iam.CreatePolicyCommand({ PolicyName, Path: '/teams/', PolicyDocument: allow('s3:GetObject') }),
  );
  await people.send(
    new iam.CreatePolicyVersionCommand({
      PolicyArn: POLICY,
      PolicyDocument: allow('s3:*'),
      SetAsDefault: true,
    }),
  );
  await people.send(
    new iam.CreateUserCommand({
      UserName: 'user',
      Path: '/teams/',
      Tags: [{ Key: 'team', Value: 'red' }],
      PermissionsBoundary: POLICY,
    }),
  );
  await people.send(new iam.CreateGroupCommand({ GroupName: 'group' }));
  await people.send(new iam.AddUserToGroupCommand({ GroupName: 'group', UserName: 'user' }));
  await people.send(
    new iam.PutGroupPolicyCommand({ GroupName: 'group', PolicyName, PolicyDocument: allow('s3:ListBucket') }),
  );
  await people.send(
    new iam.PutUserPolicyCommand({ UserName: 'user', PolicyName, PolicyDocument: allow('s3:PutObject') }),
  );
  await people.send(
    new iam.AttachUserPolicyCommand({
      UserName: 'user',
      PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    }),
  );
  await people.send(
    new iam.CreateRoleCommand({
      RoleName: 'role',
      Path: '/vendors/',
      Description: 'for the vendor',
      AssumeRolePolicyDocument: trust('999988887777'),
      MaxSessionDuration: 7200,
      PermissionsBoundary: POLICY,
      Tags: [{ Key: 'tenant', Value: 'acme' }],
    }),
  );
  await people.send(
    new iam.PutRolePolicyCommand({ RoleName: 'role', PolicyName, PolicyDocument: allow('s3:GetObject') }),
  );
  await people.send(new iam.AttachRolePolicyCommand({ RoleName: 'role', PolicyArn: POLICY }));
  await people.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName: 'profile' }));
  await people.send(
    new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName: 'profile', RoleName: 'role' }),
  );
  await people.send(new iam.CreateAccountAliasCommand({ AccountAlias: 'acme-account' }));
  await people.send(new iam.UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 20 }));
  await people.send(
    new iam.CreateOpenIDConnectProviderCommand({
      Url: 'https://example.com',
      ThumbprintList: ['a'.repeat(40)],
    }),
  );
  const { AccessKey } = await people.send(new iam.CreateAccessKeyCommand({ UserName: 'user' }));
  const off = await people.send(new iam.CreateAccessKeyCommand({ UserName: 'user' }));
  await people.send(
    new iam.UpdateAccessKeyCommand({
      UserName: 'user',
      AccessKeyId: off.AccessKey?.AccessKeyId,
      Status: 'Inactive',
    }),
  );
  const { KeyMetadata } = await keys.send(new kms.CreateKeyCommand({ Description: 'of the bucket' }));
  const KeyId = KeyMetadata?.KeyId ?? '';
  await keys.send(new kms.CreateAliasCommand({ AliasName: 'alias/state', TargetKeyId: KeyId }));
  const { CiphertextBlob } = await keys.send(
    new kms.EncryptCommand({ KeyId, Plaintext: Buffer.from('kept') }),
  );
  await makeBuckets(buckets, KeyId);
  await control.send(
    new s3control.CreateAccessPointCommand({ AccountId: ACCOUNT, Name: 'state-point', Bucket: BUCKET }),
  );
  const PublicAccessBlockConfiguration = { BlockPublicAcls: true, RestrictPublicBuckets: true };
  await control.send(
    new s3control.PutPublicAccessBlockCommand({ AccountId: ACCOUNT, PublicAccessBlockConfiguration }),
  );
  const { UploadId } = await buckets.send(
    new s3.CreateMultipartUploadCommand({ Bucket: BUCKET, Key: 'begun.bin' }),
  );
  const part = { Bucket: BUCKET, Key: 'begun.bin', UploadId, PartNumber: 1 };
  const { ETag } = await buckets.send(new s3.UploadPartCommand({ ...part, Body: 'the only part' }));
  return {
    user: AccessKey,
    switchedOff: off.AccessKey,
    CiphertextBlob,
    upload: {
      Bucket: BUCKET,
      Key: 'begun.bin',
      UploadId,
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
    },
  };
}

/** Every setting that a bucket has, and versions, tags, a delete marker, retention and checksums of objects. */
async function makeBuckets(client: s3.S3Client, KeyId: string): Promise<void> {
  const Bucket = BUCKET;
  await client.send(new s3.CreateBucketCommand({ Bucket: LOGS }));
  const Principal = { Service: 'logging.s3.amazonaws.com' };
  const delivery = { Effect: 'Allow', Principal, Action: 's3:PutObject', Resource: `arn:aws:s3:::${LOGS}/*` };
  await client.send(new s3.PutBucketPolicyCommand({ Bucket: LOGS, Policy: document(delivery) }));
  await client.send(new s3.CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  const settings: readonly (readonly [string, object])[] = [
    ['PutBucketTagging', { Tagging: { TagSet: [{ Key: 'tenant', Value: 'acme' }] } }],
    [
      'PutBucketPolicy',
      {
        Policy: document({
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:DeleteObject',
          Resource: `arn:aws:s3:::${Bucket}/*`,
        }),
      },
    ],
    [
      'PutBucketEncryption',
      {
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyId },
              BucketKeyEnabled: true,
            },
          ],
        },
      },
    ],
    [
      'PutBucketLifecycleConfiguration',
      {
        LifecycleConfiguration: {
          Rules: [{ ID: 'old', Status: 'Enabled', Filter: { Prefix: 'in/' }, Expiration: { Days: 30 } }],
        },
      },
    ],
    [
      'PutBucketCors',
      {
        CORSConfiguration: {
          CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://example.com'] }],
        },
      },
    ],
    ['PutBucketWebsite', { WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } }],
    [
      'PutBucketLogging',
      { BucketLoggingStatus: { LoggingEnabled: { TargetBucket: LOGS, TargetPrefix: 'log/' } } },
    ],
    ['PutBucketAccelerateConfiguration', { AccelerateConfiguration: { Status: 'Enabled' } }],
    ['PutBucketRequestPayment', { RequestPaymentConfiguration: { Payer: 'Requester' } }],
    ['PutBucketNotificationConfiguration', { NotificationConfiguration: { EventBridgeConfiguration: {} } }],
    [
      'PutBucketAnalyticsConfiguration',
      { Id: 'daily', AnalyticsConfiguration: { Id: 'daily', StorageClassAnalysis: {} } },
    ],
    ['PutBucketMetricsConfiguration', { Id: 'daily', MetricsConfiguration: { Id: 'daily' } }],
    [
      'PutBucketOwnershipControls',
      { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] } },
    ],
    [
      'PutPublicAccessBlock',
      { PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true } },
    ],
    [
      'PutObjectLockConfiguration',
      {
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
        },
      },
    ],
  ];
  const commands = s3 as unknown as Readonly<
    Record<string, new (input: object) => s3.PutBucketPolicyCommand>
  >;
  for (const [name, input] of settings) {
    const Command = commands[`${name}Command`];
    if (!Command) throw new Error(`S3 has no operation ${name}`);
    await client.send(new Command({ Bucket, ...input }));
  }
  for (const Body of ['first', 'second'])
    await client.send(
      new s3.PutObjectCommand({
        Bucket,
        Key: 'kept.csv',
        Body,
        Metadata: { of: Body },
        Tagging: 'a=b',
        ChecksumAlgorithm: 'SHA256',
      }),
    );
  await client.send(new s3.PutObjectCommand({ Bucket, Key: 'gone.csv', Body: 'gone' }));
}
