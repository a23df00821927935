/** A bucket and a role that an administrator made: with a policy, a key, rules, versions and rights of their own. */
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { iamClient, s3Client, s3ControlClient } from '../../../aws/clients';
import { readAdoptableBucket, readAdoptableRole } from '../../../aws/deployed/adoptable';
import type { LocalAws } from '../../../local-aws';
import { rootOf } from '../../deployed-by-sdk';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';
export const BUCKET = 'acme-ten-years';
export const ROLE = { name: 'amperity-legacy', path: '/legacy/' } as const;
export const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/0f1e2d3c-0000-4000-8000-000000000000`;

const PARTNER = {
  Sid: 'PartnerReads',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::444455556666:root' },
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::${BUCKET}/partner/*`,
};

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

function settingsOf(localAws: LocalAws) {
  return { region: REGION, localAws, credentials: rootOf(ACCOUNT) };
}

export async function makeByHand(localAws: LocalAws): Promise<void> {
  const s3 = s3Client(settingsOf(localAws));
  const Bucket = BUCKET;
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  for (const Body of ['old', 'new']) await s3.send(new PutObjectCommand({ Bucket, Key: 'report.csv', Body }));
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(PARTNER) }));
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY },
            BucketKeyEnabled: true,
          },
        ],
      },
    }),
  );
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {
        Rules: [
          {
            ID: 'archive-logs',
            Status: 'Enabled',
            Filter: { Prefix: 'logs/' },
            Transitions: [{ Days: 90, StorageClass: 'GLACIER' }],
          },
        ],
      },
    }),
  );
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      },
    }),
  );
  await s3.send(
    new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'cost-center', Value: '4711' }] } }),
  );
  const iam = iamClient(settingsOf(localAws));
  const RoleName = ROLE.name;
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      Path: ROLE.path,
      MaxSessionDuration: 7200,
      AssumeRolePolicyDocument: policy({
        Sid: 'Legacy',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'sts:AssumeRole',
      }),
    }),
  );
  await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'owner', Value: 'finance' }] }));
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'reads-the-ledger',
      PolicyDocument: policy({
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::acme-ledger/*',
      }),
    }),
  );
  const { Policy } = await iam.send(
    new CreatePolicyCommand({
      PolicyName: 'ledger-lists',
      PolicyDocument: policy({
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: 'arn:aws:s3:::acme-ledger',
      }),
    }),
  );
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: Policy?.Arn }));
}

/** All of both that can be read now. */
export async function asTheyAre(localAws: LocalAws) {
  const settings = settingsOf(localAws);
  const bucket = await readAdoptableBucket(
    { account: ACCOUNT, bucket: { name: BUCKET } as never },
    { s3: s3Client(settings), s3Control: s3ControlClient(settings) },
  );
  const role = await readAdoptableRole(
    { target: { name: ROLE.name } as never },
    { iam: iamClient(settings) },
  );
  if (bucket.state !== 'present' || role.state !== 'present')
    throw new Error(`not readable: ${JSON.stringify([bucket, role])}`);
  return { bucket: bucket.value, role: role.value };
}
