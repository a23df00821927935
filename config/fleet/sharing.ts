/** Several vendors on one bucket: who makes it, who uses it too. */

import type { Tenant } from '../tenant/tenant';
import type { Project } from './project';

/** The other tenants that use the bucket which `tenant` makes. Empty where it makes none. */
export function sharersOf(project: Project, tenant: Tenant): readonly Tenant[] {
  return tenant.bucket.existing ? [] : onBucketOf(project, tenant).filter(({ bucket }) => bucket.existing);
}

/** The tenant that makes the bucket which `tenant` only uses. Undefined where no tenant makes it, or it does itself. */
export function makerOf(project: Project, tenant: Tenant): Tenant | undefined {
  return tenant.bucket.existing
    ? onBucketOf(project, tenant).find(({ bucket }) => !bucket.existing)
    : undefined;
}

/** A project's tenants by bucket, sorted out once: each of thousands is asked for its own. */
const BY_BUCKET = new WeakMap<Project, ReadonlyMap<string, readonly Tenant[]>>();

function onBucketOf(project: Project, tenant: Tenant): readonly Tenant[] {
  const known = BY_BUCKET.get(project) ?? byBucket(project.tenants);
  BY_BUCKET.set(project, known);
  return known.get(bucketKey(tenant)) ?? [];
}

function byBucket(tenants: readonly Tenant[]): ReadonlyMap<string, readonly Tenant[]> {
  const sorted = new Map<string, Tenant[]>();
  for (const tenant of tenants) {
    const key = bucketKey(tenant);
    const others = sorted.get(key);
    if (others) others.push(tenant);
    else sorted.set(key, [tenant]);
  }
  return sorted;
}

/** Names of buckets are unique in a partition. */
function bucketKey({ partition, bucket }: Tenant): string {
  return `${partition} ${bucket.name}`;
}
