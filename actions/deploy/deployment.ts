/** One run of `diff`, `deploy` or `destroy`: plans, asks, applies. A tenant that fails stops no other. */
import { rmSync } from 'node:fs';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { applyParallelism, defaultParallelism } from '../../terraform/parallelism';
import { isInterrupted, readProject } from '../host';
import { applyAll } from './apply-all';
import { exitCodeOf, isPlanned, type TenantOutcome } from './outcome';
import { planAll } from './plan-all';
import { type KeptPlan, keepPlan, openPlanFolder, readPlans, writePlans } from './plan-folder';
import { planFile } from './plan-tenant';
import { selectedTenants } from './selected';
import { makeStacks, type Stacks } from './stacks';
import type { DeployHost, DeployOptions, DeployRun, Work } from './work';

/** Throws `UserError` for what keeps the whole run from its work. */
export async function runDeploy(root: string, options: DeployOptions, host: DeployHost): Promise<DeployRun> {
  const { operation, planTo } = options;
  if (planTo !== undefined) openPlanFolder(planTo);
  const project = await readProject(root, { tenants: options.tenants }, host.signal);
  const { tenants, leftOut } = selectedTenants(project, options);
  const kept = keptPlans(options);
  const chosen = kept ? tenants.filter(({ name }) => kept.has(name)) : tenants;
  mustAllBeThere(kept, chosen);
  const stacks = await makeStacks(root, chosen, host);
  const { parallelism } = options;
  const width = { plan: parallelism ?? defaultParallelism(), apply: parallelism ?? applyParallelism() };
  const work: Work = { root, project, options, stacks, host, width, kept };
  const planned = await planAll(chosen, work);
  if (planTo !== undefined)
    writePlans(planTo, { destroys: work.options.destroys, plans: keptOf(planned, planTo, stacks) });
  const outcomes = operation === 'diff' ? planned : await applyAll(planned, work);
  for (const { tenant } of outcomes) rmSync(planFile(stacks.of(tenant)), { force: true });
  return {
    operation,
    outcomes,
    leftOut,
    exitCode: exitCodeOf(outcomes, {
      isInterrupted: isInterrupted(host.signal),
      isPart: leftOut.length > 0,
    }),
  };
}

function keptPlans({ planFrom, destroys }: DeployOptions): ReadonlyMap<string, KeptPlan> | undefined {
  if (planFrom === undefined) return undefined;
  return new Map(readPlans(planFrom, destroys).map((plan) => [plan.tenant, plan]));
}

/** What was reviewed is applied whole, or it is said why not. */
function mustAllBeThere(kept: ReadonlyMap<string, KeptPlan> | undefined, tenants: readonly Tenant[]): void {
  const there = new Set(tenants.map(({ name }) => name));
  const missing = [...(kept?.keys() ?? [])].filter((name) => !there.has(name));
  if (missing.length > 0)
    throw new UserError(
      `there is a plan for ${missing.join(', ')}, and no tenant of the name that can be deployed`,
    );
}

function keptOf(planned: readonly TenantOutcome[], folder: string, stacks: Stacks): readonly KeptPlan[] {
  return planned
    .filter(isPlanned)
    .map(({ tenant }) => keepPlan(folder, tenant.name, planFile(stacks.of(tenant)), stacks.digestOf(tenant)));
}
