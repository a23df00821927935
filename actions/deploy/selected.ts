/** Which tenants a run is about, and in which order. */
import { makerOf, type Project, sharersOf } from '../../config';
import { isInShard, type Shard } from '../../config/fleet/shard';
import type { Tenant } from '../../config/tenant/tenant';
import type { Problem } from '../../config/yaml/problem';
import { deployableTenants } from '../../policies/deployable';

export interface Selection {
  /** Names or wildcards; none means all. */
  readonly tenants: readonly string[];
  readonly shard?: Shard | undefined;
  /** The project before a change: only tenants that it touched are taken. */
  readonly before?: Project | undefined;
}

export interface Selected {
  readonly tenants: readonly Tenant[];
  /** What is wrong with files of tenants that nobody asked for by name. */
  readonly leftOut: readonly Problem[];
}

/** Throws `UserError` as `deployableTenants` does. */
export function selectedTenants(project: Project, { tenants, shard, before }: Selection): Selected {
  const { tenants: asked, leftOut } = deployableTenants(project, tenants);
  const old = new Map(before?.tenants.map((tenant) => [tenant.name, tenant]));
  const isTouched = (tenant: Tenant): boolean => {
    const was = old.get(tenant.name);
    return !before || !was || madeFrom(before, was) !== madeFrom(project, tenant);
  };
  return {
    tenants: asked.filter((tenant) => (!shard || isInShard(tenant.name, shard)) && isTouched(tenant)),
    leftOut,
  };
}

/** All that a stack is made from. */
function madeFrom(project: Project, tenant: Tenant): string {
  return JSON.stringify([tenant, sharersOf(project, tenant), project.fleet.state]);
}

/**
 * Who has to be done first, of those in the run: the tenant that makes the bucket, since an access point needs the
 * bucket; where stacks are destroyed, the tenants that use it.
 */
export function awaitedBy(
  project: Project,
  tenants: readonly Tenant[],
  destroys: boolean,
): (tenant: Tenant) => readonly string[] {
  const names = new Set(tenants.map(({ name }) => name));
  return (tenant) => {
    const maker = makerOf(project, tenant);
    const first = destroys ? sharersOf(project, tenant) : maker ? [maker] : [];
    return first.map(({ name }) => name).filter((name) => names.has(name));
  };
}

/** An order in which nobody comes before who has to be done first; otherwise as they were. */
export function inOrder(
  tenants: readonly Tenant[],
  awaited: (tenant: Tenant) => readonly string[],
): readonly Tenant[] {
  const later = (tenant: Tenant): number => (awaited(tenant).length > 0 ? 1 : 0);
  return [...tenants].sort((one, other) => later(one) - later(other));
}
