/** Several vendors on one bucket: who makes it, who uses it too. */

import type { Tenant } from '../tenant/tenant';
import type { Project } from './project';

/** The other tenants that use the bucket which `tenant` makes. Empty where it makes none. */
export function sharersOf(project: Project, tenant: Tenant): readonly Tenant[] {
  if (tenant.bucket.existing) return [];
  return project.tenants.filter((other) => other.bucket.existing && onSameBucket(other, tenant));
}

/** The tenant that makes the bucket which `tenant` only uses. Undefined where no tenant makes it, or it does itself. */
export function makerOf(project: Project, tenant: Tenant): Tenant | undefined {
  if (!tenant.bucket.existing) return undefined;
  return project.tenants.find((other) => !other.bucket.existing && onSameBucket(other, tenant));
}

/** Names of buckets are unique in a partition. */
function onSameBucket(one: Tenant, other: Tenant): boolean {
  return one.partition === other.partition && one.bucket.name === other.bucket.name;
}
