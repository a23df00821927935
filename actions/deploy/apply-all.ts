/** The second half of a run: what was planned is applied, who makes a bucket before who uses it. */
import { inParallel } from '../../aws/pool';
import type { Tenant } from '../../config/tenant/tenant';
import { applyPlan, noteDeployed, noteDestroyed } from './apply-tenant';
import { estimateFor } from './estimate';
import { isPlanned, type TenantOutcome } from './outcome';
import { keptPlanFile } from './plan-folder';
import { type Planned, planFile } from './plan-tenant';
import { awaitedBy, inOrder } from './selected';
import { NotBegun, notBegun, seconds, watched } from './watched';
import type { DeployOptions, Work } from './work';

/** Applies what is planned, once it is approved, and leaves the rest as it is. */
export async function applyAll(
  planned: readonly TenantOutcome[],
  work: Work,
): Promise<readonly TenantOutcome[]> {
  const { host, project, options } = work;
  const width = work.width.apply;
  const toApply = planned.filter(isPlanned);
  if (toApply.length === 0 || host.signal.aborted) return planned;
  if (options.planFrom === undefined && !(await host.approve(toApply))) return planned;
  const awaited = awaitedBy(
    project,
    planned.map(({ tenant }) => tenant),
    options.destroys,
  );
  const order = inOrder(
    toApply.map(({ tenant }) => tenant),
    awaited,
  );
  const known = new Map(planned.map((one) => [one.tenant.name, one]));
  const underWay = new Map<string, Promise<TenantOutcome>>();
  const estimate = estimateFor(toApply.length, width, seconds);
  const held = new Set<string>();
  const say = () => {
    if (held.size > 0)
      host.onEvent({ kind: 'notice', message: `Terraform ends what it holds: ${[...held].join(', ')}` });
  };
  host.signal.addEventListener('abort', say, { once: true });
  host.onEvent({ kind: 'begin', total: toApply.length, unit: 'stacks' });
  const done = await inParallel(order, width, host.signal, (tenant) => {
    const one = watched(tenant, work, estimate, pastOf(options), async () => {
      const before = known.get(tenant.name) as TenantOutcome;
      for (const name of awaited(tenant)) await mustBeDone(name, underWay.get(name) ?? known.get(name));
      held.add(tenant.name);
      return applyOne(tenant, before, work).finally(() => held.delete(tenant.name));
    });
    underWay.set(tenant.name, one);
    return one;
  });
  host.signal.removeEventListener('abort', say);
  host.onEvent({ kind: 'finish' });
  const after = new Map([...done, ...notBegun(order, done)].map((one) => [one.tenant.name, one]));
  // What was planned for a tenant that failed is worth knowing still.
  return planned.map((one) => {
    const { changes: _, rights: __, lost: ___, ...came } = after.get(one.tenant.name) ?? one;
    return { ...one, ...came };
  });
}

async function mustBeDone(
  name: string,
  one: TenantOutcome | Promise<TenantOutcome> | undefined,
): Promise<void> {
  const outcome = (await one)?.outcome;
  if (outcome === 'failed' || outcome === 'skipped' || outcome === 'planned')
    throw new NotBegun(`${name}, which shares its bucket and comes first, is ${outcome}`);
}

async function applyOne(tenant: Tenant, before: TenantOutcome, work: Work): Promise<Planned> {
  const { stacks, host, options } = work;
  const [stack, digest] = [stacks.of(tenant), stacks.digestOf(tenant)];
  const file = options.planFrom === undefined ? planFile(stack) : keptPlanFile(options.planFrom, tenant.name);
  const total = before.changes.length;
  await applyPlan(stack, file, (done, step) =>
    host.onEvent({ kind: 'step', name: tenant.name, step, done: Math.min(done, total), total }),
  );
  if (!options.destroys)
    return { ...before, outcome: 'applied', outputs: await noteDeployed(tenant, stack, digest) };
  noteDestroyed(tenant, stack);
  return { ...before, outcome: 'applied' };
}

function pastOf({ destroys }: DeployOptions): string {
  return destroys ? 'destroyed' : 'deployed';
}
