/** The deployed policies that apply to a vendor's requests, read once and parsed for the policy engine. */
import type { IAMClient } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { S3ControlClient } from '@aws-sdk/client-s3-control';
import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import type { Policy } from '../../iam';
import { readAccessPoint } from './access-point';
import { type ForeignBucket, readBucket } from './bucket';
import { readKey as readDeployedKey } from './key';
import { parsedPolicy } from './policy-text';
import { mapReading, type Present, present, type Reading, type Unread } from './reading';
import { readTargetRole, readTargetUser, type TargetPolicies } from './target-policies';

export interface DeployedPolicies {
  /** Of the target role; of the target user where the vendor comes with an access key. */
  readonly target: Reading<TargetPolicies>;
  readonly bucket: Reading<BucketPolicy> | ForeignBucket;
  /** Undefined where the tenant has none. */
  readonly accessPoint?: Reading<AccessPointPolicy>;
  /** The key's policy; undefined where the bucket is encrypted without one. */
  readonly key?: Reading<Policy>;
}

export interface BucketPolicy {
  /** Undefined where the bucket has none. */
  readonly policy?: Policy;
}

export interface AccessPointPolicy {
  /** The name of the bucket behind it. */
  readonly bucket: string;
  readonly networkOrigin: 'Internet' | 'VPC';
  readonly alias?: string;
  /** Undefined where the access point has none. */
  readonly policy?: Policy;
}

/** By credentials of the tenant's account. */
export interface PolicyClients {
  readonly s3: S3Client;
  readonly s3Control: S3ControlClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
}

export async function readDeployedPolicies(
  tenant: Tenant,
  clients: PolicyClients,
): Promise<DeployedPolicies> {
  const { accessPoint, bucket, target: role } = tenant;
  const readTarget = targetKind(tenant) === 'user' ? readTargetUser : readTargetRole;
  const [target, bucketPolicy, pointPolicy, key] = await Promise.all([
    readTarget(clients.iam, role.name),
    readBucketPolicy(tenant, clients),
    accessPoint ? readAccessPointPolicy(tenant.account, accessPoint.name, clients) : undefined,
    bucket.kmsKeyArn === undefined ? undefined : readKey(bucket.kmsKeyArn, clients.kms),
  ]);
  return {
    target,
    bucket: bucketPolicy,
    ...(pointPolicy ? { accessPoint: pointPolicy } : {}),
    ...(key ? { key } : {}),
  };
}

async function readBucketPolicy(
  { bucket, account }: Tenant,
  { s3, s3Control }: PolicyClients,
): Promise<DeployedPolicies['bucket']> {
  const deployed = await readBucket({ s3, s3Control, account }, bucket.name, ['policy']);
  if (deployed.state !== 'present') return deployed;
  const text = deployed.value.settings.policy;
  if (text?.state !== 'present') return text?.state === 'unread' ? text : present({});
  const policy = mapReading(text, 's3:GetBucketPolicy', (document) =>
    parsedPolicy(String(document), 'bucket', "the bucket's policy", 'GetBucketPolicy'),
  );
  return policy.state === 'present' ? present({ policy: policy.value }) : unreadOr(policy, {});
}

async function readAccessPointPolicy(
  account: string,
  name: string,
  { s3Control }: PolicyClients,
): Promise<Reading<AccessPointPolicy>> {
  const deployed = await readAccessPoint(s3Control, account, name);
  if (deployed.state === 'absent') return deployed;
  const { settings, policy: text } = deployed.value;
  if (settings.state !== 'present') return settings;
  const { bucket, networkOrigin, alias } = settings.value;
  const point = { bucket, networkOrigin, ...(alias === undefined ? {} : { alias }) };
  const policy = mapReading(text, 's3:GetAccessPointPolicy', (document) =>
    parsedPolicy(document, 'access-point', "the access point's policy", 'GetAccessPointPolicy'),
  );
  return policy.state === 'present' ? present({ ...point, policy: policy.value }) : unreadOr(policy, point);
}

/** Without a policy what is there is whole; with one that could not be read it is not. */
function unreadOr<T>(policy: Reading<unknown>, rest: T): Present<T> | Unread {
  return policy.state === 'unread' ? policy : present(rest);
}

async function readKey(keyArn: string, kms: KMSClient): Promise<Reading<Policy>> {
  const key = await readDeployedKey(kms, keyArn);
  return mapReading(key.state === 'present' ? key.value.policy : key, 'kms:GetKeyPolicy', (document) =>
    parsedPolicy(document, 'key', "the key's policy", 'GetKeyPolicy'),
  );
}
