/** The engine that lets Terraform plan, one stack after the other: what it knows best is what was not deployed yet. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makerOf, type Project, sharersOf } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { ChildResult } from '../../terraform/child-process';
import { OWN_FOLDER, terraformEnvironment } from '../../terraform/environment';
import { runStacksApp } from '../../terraform/stacks-app';
import { errorOf } from '../../terraform/terraform-error';
import { runTerraform } from '../../terraform/terraform-program';
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
}

/** Stacks that are made in one process: a thousand names do not fit every system's environment. */
const STACKS_AT_ONCE = 200;

/** A folder with the stacks of all tenants. */
export async function synthesiseStacks(tenants: readonly Tenant[], engine: TerraformEngine): Promise<string> {
  const { home, root, env, signal } = engine;
  const own = join(root, OWN_FOLDER);
  mkdirSync(own, { recursive: true });
  const folder = mkdtempSync(join(own, 'drift-'));
  for (let first = 0; first < tenants.length; first += STACKS_AT_ONCE) {
    const result = await runStacksApp({
      home,
      project: root,
      tenants: tenants.slice(first, first + STACKS_AT_ONCE).map(({ name }) => name),
      out: folder,
      env,
      signal,
    });
    if (result.code !== 0) throw new UserError(`the stacks could not be made:\n${result.output}`);
  }
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
async function planOf(stack: string, engine: TerraformEngine): Promise<Planned> {
  const init = await terraform(stack, ['init', '-input=false', '-no-color'], engine);
  if (init.code !== 0) return failed('terraform init', init);
  const plan = await terraform(
    stack,
    ['plan', '-input=false', '-no-color', '-lock=false', '-out=drift.plan'],
    engine,
  );
  if (plan.code !== 0) return failed('terraform plan', plan);
  const shown = await terraform(stack, ['show', '-json', '-no-color', 'drift.plan'], engine);
  const document = shown.output.split('\n').find((line) => line.startsWith('{'));
  if (shown.code !== 0 || document === undefined) return failed('terraform show', shown);
  return { plan: JSON.parse(document) as Plan };
}

async function terraform(
  stack: string,
  args: readonly string[],
  { root, env, signal }: TerraformEngine,
): Promise<ChildResult> {
  const result = await runTerraform(args, { cwd: stack, env: terraformEnvironment(root, env), signal });
  signal.throwIfAborted();
  return result;
}

function failed(step: string, { output }: ChildResult): Planned {
  const denied = /AccessDenied|is not authorized to perform/.test(output);
  return {
    unread: { resource: '', right: step, reason: denied ? 'denied' : 'failed', message: errorOf(output) },
  };
}
