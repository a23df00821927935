/** Which tenants a run is about, and in which order. */
import { makerOf, type Project, sharersOf } from '../../config';
import { adoptionFile } from '../../config/adoption/adoption';
import { recordText } from '../../config/adoption/adoption-file';
import { isInShard, type Shard } from '../../config/fleet/shard';
import type { Tenant } from '../../config/tenant/tenant';
import type { Problem } from '../../config/yaml/problem';
import { deployableTenants } from '../../policies/deployable';

export interface Selection {
  /** Names or wildcards; none means all. */
  readonly tenants: readonly string[];
  readonly shard?: Shard | undefined;
  /** Before a change: only tenants that it touched are taken. */
  readonly before?: ProjectBefore | undefined;
}

/** A project as it was, whose folder need not be there any more. */
export interface ProjectBefore {
  readonly project: Project;
  /** The text of each record of what is adopted, by its path relative to the project. */
  readonly adoptions: ReadonlyMap<string, string>;
}

export interface Selected {
  readonly tenants: readonly Tenant[];
  /** What is wrong with files of tenants that nobody asked for by name. */
  readonly leftOut: readonly Problem[];
}

/** Throws `UserError` as `deployableTenants` does. */
export function selectedTenants(project: Project, { tenants, shard, before }: Selection): Selected {
  const { tenants: asked, leftOut } = deployableTenants(project, tenants);
  const old = new Map(before?.project.tenants.map((tenant) => [tenant.name, tenant]));
  const isTouched = (tenant: Tenant): boolean => {
    const was = old.get(tenant.name);
    if (!before || !was) return true;
    const record = adoptionFile(tenant.name);
    const then = madeFrom(before.project, was, () => before.adoptions.get(record));
    return then !== madeFrom(project, tenant, () => recordText(project.root, record));
  };
  return {
    tenants: asked.filter((tenant) => (!shard || isInShard(tenant.name, shard)) && isTouched(tenant)),
    leftOut,
  };
}

/** All that a stack is made from. `record`: the text of what is there already, where the tenant adopts it. */
function madeFrom(project: Project, tenant: Tenant, record: () => string | undefined): string {
  const adopted = tenant.adopt.length > 0 ? record() : undefined;
  return JSON.stringify([tenant, sharersOf(project, tenant), project.fleet.state, adopted ?? null]);
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
