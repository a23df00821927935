/** The first half of a run: what Terraform would do. */
import { inParallel } from '../../aws/pool';
import type { Tenant } from '../../config/tenant/tenant';
import { type Turnstile, turnstile } from '../../terraform/initialise';
import { readStackRecord } from '../../terraform/stack-record';
import { TerraformFailed } from '../../terraform/stack-run';
import { showPlan } from '../../terraform/stack-terraform';
import { noteDeployed } from './apply-tenant';
import { estimateFor } from './estimate';
import type { TenantOutcome } from './outcome';
import { keptPlanFile, staleness } from './plan-folder';
import { type Planned, plannedBy, planTenant } from './plan-tenant';
import { mustBeAsRecorded } from './taken-over';
import { notBegun, seconds, watched } from './watched';
import type { Work } from './work';

/** Plans every tenant, or reads the plan that was reviewed. */
export async function planAll(tenants: readonly Tenant[], work: Work): Promise<readonly TenantOutcome[]> {
  const { host } = work;
  const width = work.width.plan;
  const estimate = estimateFor(tenants.length, width, seconds);
  const oneByOne = turnstile({ root: work.root, env: host.env });
  host.onEvent({ kind: 'begin', total: tenants.length, unit: 'plans' });
  const done = await inParallel(tenants, width, host.signal, (tenant) =>
    watched(tenant, work, estimate, 'planned', () => planOne(tenant, work, oneByOne)),
  );
  host.onEvent({ kind: 'finish' });
  return [...done, ...notBegun(tenants, done)];
}

async function planOne(tenant: Tenant, work: Work, oneByOne: Turnstile): Promise<Planned> {
  const { stacks, project, host, kept, options } = work;
  const [stack, digest, destroys] = [stacks.of(tenant), stacks.digestOf(tenant), options.destroys];
  const before = readStackRecord(work.root, tenant.name).deployed?.tenant;
  const looks = {
    rightsOf: (isNew: boolean) => host.rightsOf(project, tenant, { before, destroys, isNew }),
    beforeTakingOver: () => mustBeAsRecorded(tenant, work),
  };
  const initialising = oneByOne;
  const plan = kept?.get(tenant.name);
  if (!plan || options.planFrom === undefined) {
    const planned = await planTenant(tenant, {
      stack,
      digest,
      destroys,
      refreshes: options.refreshes,
      initialising,
      ...looks,
    });
    if (planned.outcome !== 'nothing' || destroys) return planned;
    return { ...planned, outputs: await noteDeployed(tenant, stack, digest) };
  }
  const stale = staleness(options.planFrom, plan, digest);
  if (stale !== undefined) throw new TerraformFailed(stale);
  return plannedBy(await showPlan(stack, keptPlanFile(options.planFrom, tenant.name), oneByOne), looks);
}
