/** Real Terraform on what the app synthesises. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { loadProject, type Project, sharersOf } from '../../config';
import { readAdoption } from '../../config/adoption/adoption-file';
import type { Tenant } from '../../config/tenant/tenant';
import { localAws } from '../../config/values/local-aws';
import { deployableTenants } from '../../policies/deployable';
import { TenantStack } from '../../stacks/tenant-stack';
import { type ChildResult, runChild } from '../../terraform/child-process';
import { terraformEnvironment } from '../../terraform/environment';
import { ROOT } from '../a-tenant';
import { withProvider } from '../provider/borrowed-provider';

/**
 * For Go's garbage collector, of which Terraform and its provider are: both end within seconds, and a third of their time
 * would go into collecting the provider's schema again and again. Without it each comes to some 600 MB.
 */
export const SELDOM_COLLECTED = { GOGC: 'off', GOMEMLIMIT: '1GiB' } as const;

/** Writes the stacks of the tenants of a project folder, as `stacks/app.ts` does, into its `cdktf.out`. */
export function synthesise(folder: string, tenants: readonly string[], env: NodeJS.ProcessEnv): void {
  const project = loadProject(folder, { tenants });
  const { tenants: selected } = deployableTenants(project, tenants);
  synthesiseTenants(folder, selected, env, project);
}

/** The same for tenants that are no files, or none of `project`'s. */
export function synthesiseTenants(
  folder: string,
  tenants: readonly Tenant[],
  env: NodeJS.ProcessEnv,
  project: Project = loadProject(folder),
): void {
  const app = new App({ outdir: join(folder, 'cdktf.out'), skipValidation: false });
  // cdktf's local state lies in the working folder of the process: here, in the project's.
  const before = process.cwd();
  process.chdir(folder);
  try {
    for (const tenant of tenants)
      new TenantStack(app, tenant.name, {
        tenant,
        sharers: sharersOf(project, tenant),
        state: project.fleet.state,
        localAws: localAws(env),
        adoption: readAdoption(folder, tenant.name),
      });
    app.synth();
  } finally {
    process.chdir(before);
  }
}

/** The file of a stack's state, where it is local: as its backend names it. */
export function stateOf(folder: string, stack: string): string {
  const text = readFileSync(join(folder, 'cdktf.out', 'stacks', stack, 'cdk.tf.json'), 'utf8');
  return JSON.parse(text).terraform.backend.local.path as string;
}

export async function terraform(
  folder: string,
  stack: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<ChildResult> {
  return withProvider({ PATH: process.env.PATH, HOME: process.env.HOME, ...env }, (environment) =>
    runChild(process.env.TERRAFORM_BINARY_NAME ?? 'terraform', [...args], {
      cwd: join(folder, 'cdktf.out', 'stacks', stack),
      env: terraformEnvironment(ROOT, environment),
    }),
  );
}

/** Throws with everything that Terraform said where it failed. */
async function mustSucceed(folder: string, stack: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const { code, output } = await terraform(folder, stack, args, env);
  if (code !== 0) throw new Error(`terraform ${args.join(' ')} on ${stack} ended with ${code}:\n${output}`);
}

export async function init(folder: string, stack: string, env: NodeJS.ProcessEnv): Promise<void> {
  await mustSucceed(folder, stack, ['init', '-input=false', '-no-color'], env);
}

export async function apply(folder: string, stack: string, env: NodeJS.ProcessEnv): Promise<void> {
  if (!existsSync(join(folder, 'cdktf.out', 'stacks', stack, '.terraform'))) await init(folder, stack, env);
  await mustSucceed(folder, stack, ['apply', '-input=false', '-no-color', '-auto-approve'], env);
}

/** 0: no changes, 1: could not tell, 2: changes. */
export function plan(folder: string, stack: string, env: NodeJS.ProcessEnv): Promise<ChildResult> {
  return terraform(folder, stack, ['plan', '-input=false', '-no-color', '-detailed-exitcode'], env);
}
