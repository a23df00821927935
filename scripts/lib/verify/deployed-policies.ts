/** What is deployed, read back as the owner: the policies that bear on the vendor's requests, ready to be judged. */
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from '@aws-sdk/client-iam';
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
import type { Tenant } from '../../../config/tenant';
import { type Policy, type PolicyKind, parsePolicy } from '../../../iam';
import { answerToError } from './answer';

/** Something that was looked for. What could not be read is never taken for absent. */
export type Found<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'missing'; readonly says: string }
  | { readonly kind: 'unread'; readonly says: string };

export interface DeployedRole {
  readonly arn: string;
  readonly trust: Policy;
  /** Inline and attached. */
  readonly policies: readonly Policy[];
  readonly boundary?: Policy;
}

export interface DeployedAccessPoint {
  readonly alias?: string;
  readonly bucket: string;
  readonly networkOrigin: 'Internet' | 'VPC';
  readonly policy?: Policy;
}

export interface Deployed {
  readonly role: Found<DeployedRole>;
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
    readRole(tenant, clients),
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

function readRole({ role }: Tenant, { iam }: OwnerClients): Promise<Found<DeployedRole>> {
  return find(`the role ${role.name}`, async () => {
    const RoleName = role.name;
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const [inline, attached] = await Promise.all([
      inlinePolicies(iam, RoleName),
      attachedPolicies(iam, RoleName),
    ]);
    const boundary = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
    return {
      arn: Role?.Arn ?? '',
      trust: parsed(decoded(Role?.AssumeRolePolicyDocument), 'trust', 'the trust policy'),
      policies: [...inline, ...attached],
      ...(boundary === undefined ? {} : { boundary: await managedPolicy(iam, boundary, 'boundary') }),
    };
  });
}

async function inlinePolicies(iam: IAMClient, RoleName: string): Promise<readonly Policy[]> {
  const names: string[] = [];
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client: iam }, { RoleName }))
    names.push(...PolicyNames);
  return Promise.all(
    names.map(async (PolicyName) => {
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return parsed(decoded(PolicyDocument), 'identity', PolicyName);
    }),
  );
}

async function attachedPolicies(iam: IAMClient, RoleName: string): Promise<readonly Policy[]> {
  const arns: string[] = [];
  for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies(
    { client: iam },
    { RoleName },
  ))
    arns.push(...AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []));
  return Promise.all(arns.map((arn) => managedPolicy(iam, arn, 'identity')));
}

async function managedPolicy(iam: IAMClient, PolicyArn: string, kind: PolicyKind): Promise<Policy> {
  const { Policy: policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId: policy?.DefaultVersionId }),
  );
  return parsed(decoded(PolicyVersion?.Document), kind, PolicyArn);
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

/** What was said already of something that could not be read. */
class Unread extends Error {}

const MISSING = new Set([
  'NoSuchEntity',
  'NoSuchEntityException',
  'NoSuchBucket',
  'NoSuchBucketPolicy',
  'NoSuchAccessPoint',
  'NoSuchAccessPointPolicy',
  'NotFoundException',
  // HEAD has no body, and so no code.
  'NotFound',
]);

async function find<T>(what: string, read: () => Promise<T>): Promise<Found<T>> {
  try {
    return { kind: 'found', value: await read() };
  } catch (error) {
    if (error instanceof Unread) return { kind: 'unread', says: error.message };
    const { code = '', message } = answerToError(error);
    if (MISSING.has(code)) return { kind: 'missing', says: `there is no such thing as ${what}` };
    return { kind: 'unread', says: `${what} could not be read: ${message}` };
  }
}

/** IAM percent-encodes its documents. */
function decoded(document: string | undefined): string {
  return decodeURIComponent(document ?? '');
}

/** AWS has accepted it: what the engine does not know of it is kept, and leaves what hangs on it undecided. */
function parsed(document: string, kind: PolicyKind, name: string): Policy {
  const result = parsePolicy(document, kind, name, 'keep');
  if (result.ok) return result.policy;
  const [{ path, message } = { path: '', message: 'is no policy' }] = result.problems;
  throw new Unread(`${name} could not be read: ${path} ${message}`);
}
