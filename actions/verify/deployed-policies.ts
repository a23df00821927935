/** What is deployed, read back as the owner: the policies that bear on the vendor's requests, ready to be judged. */
import type { IAMClient } from '@aws-sdk/client-iam';
import { GetKeyPolicyCommand, type KMSClient } from '@aws-sdk/client-kms';
import {
  GetBucketPolicyCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  GetAccessPointCommand,
  GetAccessPointPolicyCommand,
  type S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import type { Policy } from '../../iam';
import { type DeployedIdentity, type DeployedRole, readRole } from './deployed-role';
import { readUser } from './deployed-user';
import { type Found, find, parsed, Unread } from './found';

export interface DeployedAccessPoint {
  readonly alias?: string;
  readonly bucket: string;
  readonly networkOrigin: 'Internet' | 'VPC';
  readonly policy?: Policy;
}

export interface Deployed {
  /** The target role; the target user where the vendor comes with an access key. */
  readonly role: Found<DeployedRole | DeployedIdentity>;
  readonly bucket: Found<{ readonly policy?: Policy }>;
  /** Undefined where the tenant has none. */
  readonly accessPoint?: Found<DeployedAccessPoint>;
  /** The key's policy; undefined where the bucket is encrypted without one. */
  readonly key?: Found<Policy>;
}

export interface OwnerClients {
  readonly s3: S3Client;
  readonly s3Control: S3ControlClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
}

export async function readDeployed(tenant: Tenant, clients: OwnerClients): Promise<Deployed> {
  const { accessPoint, bucket } = tenant;
  const [role, found, point, key] = await Promise.all([
    targetKind(tenant) === 'user' ? readUser(tenant, clients.iam) : readRole(tenant, clients.iam),
    readBucket(tenant, clients),
    accessPoint ? readAccessPoint(tenant, accessPoint.name, clients) : undefined,
    bucket.kmsKeyArn === undefined ? undefined : readKey(bucket.kmsKeyArn, clients),
  ]);
  return {
    role,
    bucket: found,
    ...(point ? { accessPoint: point } : {}),
    ...(key ? { key } : {}),
  };
}

async function readBucket(
  { bucket, account }: Tenant,
  { s3 }: OwnerClients,
): Promise<Found<{ readonly policy?: Policy }>> {
  const names = { Bucket: bucket.name, ExpectedBucketOwner: account };
  const what = `the bucket ${bucket.name} in account ${account}`;
  const there = await find(what, () => s3.send(new HeadBucketCommand(names)));
  if (there.kind === 'missing') return there;
  if (there.kind === 'unread' && (await isNotOurs(s3, bucket.name)))
    return { kind: 'missing', says: `there is no such thing as ${what}: the name is another account's` };
  const policy = await find(`a policy of the bucket ${bucket.name}`, async () => {
    const { Policy: text } = await s3.send(new GetBucketPolicyCommand(names));
    return parsed(text ?? '', 'bucket', "the bucket's policy");
  });
  if (policy.kind === 'found') return { kind: 'found', value: { policy: policy.value } };
  if (there.kind === 'unread') return there;
  return policy.kind === 'unread' ? policy : { kind: 'found', value: {} };
}

/** A stranger's bucket and one of ours that we may not look at answer alike; the account's own list tells them apart. */
async function isNotOurs(s3: S3Client, name: string): Promise<boolean> {
  const own = await find('the list of buckets', () => s3.send(new ListBucketsCommand({ Prefix: name })));
  return own.kind === 'found' && !own.value.Buckets?.some(({ Name }) => Name === name);
}

function readAccessPoint(
  { account }: Tenant,
  name: string,
  { s3Control }: OwnerClients,
): Promise<Found<DeployedAccessPoint>> {
  const names = { AccountId: account, Name: name };
  return find(`the access point ${name}`, async () => {
    const point = await s3Control.send(new GetAccessPointCommand(names));
    const policy = await find(`a policy of the access point ${name}`, async () => {
      const { Policy: text } = await s3Control.send(new GetAccessPointPolicyCommand(names));
      return parsed(text ?? '', 'access-point', "the access point's policy");
    });
    if (policy.kind === 'unread') throw new Unread(policy.says);
    return {
      bucket: point.Bucket ?? '',
      networkOrigin: point.NetworkOrigin === 'VPC' ? ('VPC' as const) : ('Internet' as const),
      ...(point.Alias === undefined ? {} : { alias: point.Alias }),
      ...(policy.kind === 'found' ? { policy: policy.value } : {}),
    };
  });
}

function readKey(KeyId: string, { kms }: OwnerClients): Promise<Found<Policy>> {
  return find(`the key ${KeyId}`, async () => {
    const { Policy: text } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
    return parsed(text ?? '', 'key', "the key's policy");
  });
}
