/** The engine that lets Terraform plan, one stack after the other: what it knows best is what was not deployed yet. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makerOf, type Project, sharersOf } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { OWN_FOLDER } from '../../terraform/environment';
import { initialise, type Turnstile } from '../../terraform/initialise';
import { runInStack, TerraformFailed } from '../../terraform/stack-run';
import { planIn } from '../../terraform/stack-terraform';
import { makeAllStacks } from '../../terraform/stacks-app';
import { expectedOf } from './expected';
import type { TenantResult, Unread } from './finding';
import { type Locate, makeFinding } from './make-finding';
import { judgePlan, type Plan, resourceOf, withCause } from './plan-judgement';
import { comparePlannedPolicies } from './plan-policies';

export interface TerraformEngine {
  /** Where our own code lies: the app that makes stacks of tenants. */
  readonly home: string;
  /** The project's folder. */
  readonly root: string;
  readonly project: Project;
  readonly env: NodeJS.ProcessEnv;
  readonly locate: Locate;
  readonly signal: AbortSignal;
  readonly initialising: Turnstile;
}

/** Relative to a stack's folder. */
const PLAN_FILE = 'drift.plan';

/** A folder with the stacks of all tenants. */
export async function synthesiseStacks(tenants: readonly Tenant[], engine: TerraformEngine): Promise<string> {
  const { home, root, env, signal } = engine;
  const own = join(root, OWN_FOLDER);
  mkdirSync(own, { recursive: true });
  const folder = mkdtempSync(join(own, 'drift-'));
  const names = tenants.map(({ name }) => name);
  await makeAllStacks({ home, project: root, tenants: names, out: folder, env, signal });
  return folder;
}

export function removeStacks(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** `folder`: what {@link synthesiseStacks} made. The stack is removed afterwards: a thousand of them fill a disk. */
export async function driftByTerraform(
  tenant: Tenant,
  folder: string,
  engine: TerraformEngine,
): Promise<TenantResult> {
  const stack = join(folder, 'stacks', tenant.name);
  const { name, account } = tenant;
  try {
    const planned = await planOf(stack, engine);
    if ('unread' in planned)
      return { tenant: name, account, findings: [], unread: [{ tenant: name, account, ...planned.unread }] };
    return await judged(tenant, planned.plan, engine);
  } finally {
    rmSync(stack, { recursive: true, force: true });
  }
}

async function judged(
  tenant: Tenant,
  plan: Plan,
  { project, locate, signal }: TerraformEngine,
): Promise<TenantResult> {
  const { name, account } = tenant;
  const expected = expectedOf(tenant, sharersOf(project, tenant), makerOf(project, tenant));
  const { findings, policies } = judgePlan(tenant, plan);
  const now = new Date();
  const compared = await comparePlannedPolicies(project, expected, policies, now, signal);
  const all = [
    ...findings,
    ...compared.findings.map(({ on, cause, judged: each }) => ({
      resource: resourceOf(tenant, on),
      judged: withCause({ ...each, cause }),
    })),
  ];
  return {
    tenant: name,
    account,
    findings: all.map(({ resource, judged: each }) => makeFinding(tenant, resource, each, { locate, now })),
    unread: compared.undecided.map(({ on, message }) => ({
      tenant: name,
      account,
      resource: resourceOf(tenant, on).arn,
      right: '',
      reason: 'undecided',
      message,
    })),
  };
}

type Planned = { readonly plan: Plan } | { readonly unread: Omit<Unread, 'tenant' | 'account'> };

/** Nothing is locked and nothing is written but the plan, which is thrown away. */
async function planOf(
  folder: string,
  { root, env, signal, initialising }: TerraformEngine,
): Promise<Planned> {
  const stack = { root, folder, env, signal };
  let step = 'init';
  try {
    await initialising(() => initialise(stack));
    step = 'plan';
    await runInStack(stack, ['plan', '-input=false', '-no-color', '-lock=false', `-out=${PLAN_FILE}`]);
    step = 'show';
    return { plan: (await planIn(stack, PLAN_FILE)) as Plan };
  } catch (error) {
    if (!(error instanceof TerraformFailed)) throw error;
    const { message, output } = error;
    const denied = /AccessDenied|is not authorized to perform/.test(output);
    return {
      unread: { resource: '', right: `terraform ${step}`, reason: denied ? 'denied' : 'failed', message },
    };
  }
}
