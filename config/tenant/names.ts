/** Names that the kit gives: each is made here and nowhere else, because a changed one replaces a customer's role. */
import { accessPointArn, bucketArn, roleArn, userArn } from '../values/arn';
import { mergeTags } from '../values/tag-keys';
import type { Tenant } from './tenant';

/** ARN of the target role; known before the role exists, which two-phase vendors rely on. */
export function targetRoleArn({
  partition,
  account,
  target: role,
}: Pick<Tenant, 'partition' | 'account' | 'target'>): string {
  return roleArn(partition, account, role.path, role.name);
}

/** ARN of the target user, whose access keys the vendor comes with; a tenant has it or a role. */
export function targetUserArn({
  partition,
  account,
  target: role,
}: Pick<Tenant, 'partition' | 'account' | 'target'>): string {
  return userArn(partition, account, role.path, role.name);
}

/** Who the vendor is in the customer's account: the target role, or the target user where it comes with a key. */
export function targetArn(tenant: Pick<Tenant, 'partition' | 'account' | 'target' | 'credentials'>): string {
  return targetKind(tenant) === 'user' ? targetUserArn(tenant) : targetRoleArn(tenant);
}

/** What {@link targetArn} is of, in a word. */
export function targetKind({ credentials }: Pick<Tenant, 'credentials'>): 'role' | 'user' {
  return credentials === 'access-key' ? 'user' : 'role';
}

/** ARN of the tenant's access point; undefined where it has none. */
export function pointArn({
  partition,
  region,
  account,
  accessPoint,
}: Pick<Tenant, 'partition' | 'region' | 'account' | 'accessPoint'>): string | undefined {
  return accessPoint && accessPointArn(partition, region, account, accessPoint.name);
}

/** ARNs of what holds the tenant's objects: the bucket, and the access point where there is one. */
export function containersOf(
  tenant: Pick<Tenant, 'partition' | 'region' | 'account' | 'accessPoint' | 'bucket'>,
): readonly string[] {
  const point = pointArn(tenant);
  return [bucketArn(tenant.partition, tenant.bucket.name), ...(point === undefined ? [] : [point])];
}

/** The tag by which everything that the kit made is found again, also when its tenant's file is lost. */
export const TENANT_TAG = 's3-handshake:tenant';

/**
 * The tag on a target user that records which key follows which, as `s3-handshake keys rotate` writes it. No stack sets it
 * or takes it away.
 */
export const ROTATION_TAG = 's3-handshake:rotation';

/** The tags of everything that a tenant's stack makes and AWS lets be tagged. */
export function tenantTags({ name, tags }: Pick<Tenant, 'name' | 'tags'>): Record<string, string> {
  return { ...tags, [TENANT_TAG]: name };
}

/** The tags of the target role or user, which has more of its own. */
export function targetTags({
  target,
  ...tenant
}: Pick<Tenant, 'name' | 'tags' | 'target'>): Record<string, string> {
  return tenantTags({ ...tenant, tags: mergeTags(tenant.tags, target.tags ?? {}) });
}

/** What the target role says of itself. */
export function targetRoleDescription({
  name,
  vendor,
  bucket,
}: Pick<Tenant, 'name' | 'vendor' | 'bucket'>): string {
  return `${vendor.name}: access to ${bucket.name}, tenant ${name}`;
}

/** The role's name where a tenant's file gives none, and the user's. At most 64 characters: tenants' have at most 50. */
export function defaultRoleName(tenant: string): string {
  return `s3-handshake-${tenant}`;
}
