/** What a change of the project's files gives and takes, tenant by tenant, judged by what is allowed before and after. */
import { setImmediate } from 'node:timers/promises';
import type { Project } from '../../../config';
import { FLEET_FILE, pathOf, TENANTS } from '../../../config/fleet/project-files';
import type { Tenant } from '../../../config/tenant/tenant';
import { readOrganization } from '../../../worlds/organization';
import type { Change } from './change';
import { changesBetween, changesOfNew, changesOfRemoved } from './changes';
import type { ProjectAt } from './project-at';

export interface TenantComparison {
  readonly tenant: string;
  /** `unknown`: a file is broken, before or now, and nobody can tell. */
  readonly kind: 'new' | 'removed' | 'changed' | 'unknown';
  readonly changes: readonly Change[];
}

export interface Comparison {
  readonly ref: string;
  readonly commit: string;
  /** Tenants of which nothing is given or taken. */
  readonly unchanged: number;
  readonly tenants: readonly TenantComparison[];
}

/** `isAsked`: whether a tenant of this name is to be compared. */
export async function compareProjects(
  before: Pick<ProjectAt, 'project' | 'commit'>,
  now: Project,
  ref: string,
  isAsked: (name: string) => boolean,
  signal: AbortSignal,
): Promise<Comparison> {
  const names = [...new Set([...before.project.tenantNames, ...now.tenantNames])].filter(isAsked).sort();
  const compared: TenantComparison[] = [];
  for (const name of names) {
    // Lets Ctrl-C through.
    await setImmediate();
    signal.throwIfAborted();
    compared.push(await compareTenant(before.project, now, name, signal));
  }
  const tenants = compared.filter(({ changes }) => changes.length > 0);
  return { ref, commit: before.commit, unchanged: compared.length - tenants.length, tenants };
}

async function compareTenant(
  before: Project,
  now: Project,
  name: string,
  signal: AbortSignal,
): Promise<TenantComparison> {
  const old = tenantIn(before, name);
  const current = tenantIn(now, name);
  const wasThere = before.tenantNames.includes(name);
  const isThere = now.tenantNames.includes(name);
  const file = pathOf(TENANTS, name);
  if (isThere && !current)
    return unknown(name, `${file} has problems: what changes is inconclusive until they are fixed`);
  const judges = organizationProblem(before, now);
  if (current && judges !== undefined) return unknown(name, judges);
  if (wasThere && !old && !isThere) return unknown(name, `${file} is gone, and had problems before`);
  if (current && !old) {
    const [isNew, ...rights] = await changesOfNew(now, current, signal);
    const note: Change = {
      effect: 'else',
      text: `${file} had problems before: this is all that it gives now`,
    };
    return {
      tenant: name,
      kind: wasThere ? 'unknown' : 'new',
      changes: [wasThere || !isNew ? note : isNew, ...rights],
    };
  }
  if (old && !current) return { tenant: name, kind: 'removed', changes: changesOfRemoved(old) };
  const changes =
    old && current
      ? await changesBetween({ project: before, tenant: old }, { project: now, tenant: current }, signal)
      : [];
  return { tenant: name, kind: 'changed', changes };
}

/** Nobody can tell what is allowed where policies that may deny it cannot be read. */
function organizationProblem(before: Project, now: Project): string | undefined {
  const [had, has] = [before, now].map((project) => readOrganization(project).problems.length > 0);
  if (!had && !has) return undefined;
  return `${FLEET_FILE} names policies of the organization that ${has ? 'have problems: what changes is inconclusive until they are fixed' : 'had problems before: what changes is inconclusive'}`;
}

function unknown(tenant: string, text: string): TenantComparison {
  return { tenant, kind: 'unknown', changes: [{ effect: 'else', text }] };
}

function tenantIn({ tenants }: Project, name: string): Tenant | undefined {
  return tenants.find((tenant) => tenant.name === name);
}
