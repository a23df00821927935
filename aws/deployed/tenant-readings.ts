/** All of a tenant that decides about requests, as it is deployed: read once, in one shape, and not judged. */
import type { IAMClient } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { S3ControlClient } from '@aws-sdk/client-s3-control';
import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { type ClientSettings, iamClient, kmsClient, s3Client, s3ControlClient } from '../clients';
import { type DeployedAccessPoint, readAccessPoint } from './access-point';
import { accountPublicAccessBlock } from './account';
import { type BucketPart, type BucketReading, readBucket } from './bucket';
import { type IdentityPolicies, readIdentityPolicies } from './identity-policies';
import { type DeployedKey, readKey } from './key';
import { readManagedPolicy } from './managed-policy';
import type { PublicAccessBlock } from './public-access-block';
import { type Absent, type Present, presentValue, type Reading, readWhole } from './reading';
import { type DeployedRole, readRole } from './role';
import { type DeployedUser, readUser } from './user';

export interface DeployedTenant {
  readonly target: DeployedTarget;
  /** By ARN: the documents of what is attached to the target or to its groups, and of its boundary. */
  readonly managedPolicies: ReadonlyMap<string, Reading<string>>;
  readonly bucket: BucketReading;
  /** By name: the one that the tenant's file names, and all that are on the bucket. */
  readonly accessPoints: ReadonlyMap<string, Present<DeployedAccessPoint> | Absent>;
  /** By what they were asked for: the key that the tenant's file names, and the one of the bucket's default encryption. */
  readonly keys: ReadonlyMap<string, Present<DeployedKey> | Absent>;
  /** The account's own, which holds for all its buckets and access points. */
  readonly accountBlock: Reading<PublicAccessBlock>;
}

export type DeployedTarget =
  | { readonly kind: 'role'; readonly role: Present<DeployedRole> | Absent }
  | {
      readonly kind: 'user';
      readonly user: Present<DeployedUser> | Absent;
      /** By name: the policies of the groups that it is in. */
      readonly groups: ReadonlyMap<string, IdentityPolicies>;
    };

/** By credentials of the tenant's account. */
export interface ReadingClients {
  readonly s3: S3Client;
  readonly s3Control: S3ControlClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
}

export function readingClients(settings: ClientSettings): ReadingClients {
  return {
    s3: s3Client(settings),
    s3Control: s3ControlClient(settings),
    // IAM lets an account make few calls a second, whoever makes them; S3's refusals are passing ones.
    iam: iamClient({ ...settings, adaptive: true }),
    kms: kmsClient({ ...settings, adaptive: true }),
  };
}

/** What of a bucket decides about requests. */
export const DECIDING_PARTS = [
  'policy',
  'encryption',
  'ownership',
  'acl',
  'publicAccessBlock',
  'requestPayment',
  'accessPoints',
] as const satisfies readonly BucketPart[];

/** `parts`: of the bucket. Throws nothing but the signal's reason. */
export async function readDeployedTenant(
  tenant: Tenant,
  clients: ReadingClients,
  signal?: AbortSignal,
  parts: readonly BucketPart[] = DECIDING_PARTS,
): Promise<DeployedTenant> {
  const { account, bucket: shared } = tenant;
  const { s3, s3Control } = clients;
  const [target, bucket, accountBlock] = await Promise.all([
    readTarget(tenant, clients.iam, signal),
    readBucket({ s3, s3Control, account, signal }, shared.name, parts),
    accountPublicAccessBlock(s3Control, account, signal),
  ]);
  return { target, bucket, accountBlock, ...(await readRest(tenant, clients, { target, bucket }, signal)) };
}

/** What is known to be there only once the bucket and the target are read. */
async function readRest(
  tenant: Tenant,
  { iam, kms, s3Control }: Pick<ReadingClients, 'iam' | 'kms' | 's3Control'>,
  read: Pick<DeployedTenant, 'target' | 'bucket'>,
  signal?: AbortSignal,
): Promise<Pick<DeployedTenant, 'managedPolicies' | 'accessPoints' | 'keys'>> {
  const [managedPolicies, accessPoints, keys] = await Promise.all([
    byName(managedPolicyArns(read.target), (arn) => readManagedPolicy(iam, arn, signal)),
    byName(accessPointNames(tenant, read.bucket), (name) =>
      readAccessPoint(s3Control, tenant.account, name, signal),
    ),
    byName(keyIds(tenant, read.bucket), (id) => readKey(kms, id, signal)),
  ]);
  return { managedPolicies, accessPoints, keys };
}

async function readTarget(
  tenant: Tenant,
  iam: IAMClient,
  signal: AbortSignal | undefined,
): Promise<DeployedTarget> {
  const { name } = tenant.target;
  if (targetKind(tenant) === 'role') return { kind: 'role', role: await readRole(iam, name, signal) };
  const user = await readUser(iam, name, signal);
  const names = [...((user.state === 'present' && presentValue(user.value.groups)) || new Map()).keys()];
  // One that is deleted after its name was told gives nobody anything.
  const groups = await byName(names, (group) =>
    readWhole(() => readIdentityPolicies(iam, 'Group', group, signal)),
  );
  return { kind: 'user', user, groups: presentOf(groups) };
}

function managedPolicyArns(target: DeployedTarget): readonly string[] {
  const found = target.kind === 'role' ? target.role : target.user;
  if (found.state !== 'present') return [];
  const { settings } = found.value;
  const boundary = settings.state === 'present' ? settings.value.permissionsBoundary : undefined;
  const holders = [found.value, ...(target.kind === 'user' ? target.groups.values() : [])];
  const attached = holders.flatMap(({ attachedPolicies }) => [
    ...(presentValue(attachedPolicies)?.keys() ?? []),
  ]);
  return boundary === undefined ? attached : [...attached, boundary];
}

function accessPointNames({ accessPoint }: Tenant, bucket: BucketReading): readonly string[] {
  const listed = bucket.state === 'present' ? presentValue(bucket.value.accessPoints) : undefined;
  return [...(accessPoint ? [accessPoint.name] : []), ...(listed?.keys() ?? [])];
}

function keyIds({ bucket: { kmsKeyArn } }: Tenant, bucket: BucketReading): readonly string[] {
  const byDefault = bucket.state === 'present' ? defaultKeyId(bucket.value) : undefined;
  return [...(kmsKeyArn === undefined ? [] : [kmsKeyArn]), ...(byDefault === undefined ? [] : [byDefault])];
}

/**
 * The key of a bucket's default encryption as it is set: an ARN, an id or an alias. Undefined with SSE-S3, and with the
 * key that AWS keeps for S3 in each account.
 */
export function defaultKeyId({
  settings,
}: Extract<BucketReading, { state: 'present' }>['value']): string | undefined {
  const encryption = presentValue(settings.encryption);
  const key = (encryption as { readonly Key?: unknown } | undefined)?.Key;
  return typeof key === 'string' ? key : undefined;
}

function presentOf<T>(readings: ReadonlyMap<string, Present<T> | Absent>): ReadonlyMap<string, T> {
  return new Map(
    [...readings].flatMap(([name, reading]) => (reading.state === 'present' ? [[name, reading.value]] : [])),
  );
}

async function byName<T>(
  names: readonly string[],
  readOne: (name: string) => Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  const all = [...new Set(names)].map(async (name) => [name, await readOne(name)] as const);
  return new Map(await Promise.all(all));
}
