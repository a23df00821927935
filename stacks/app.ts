/**
 * cdktf's app: every tenant's file becomes a stack. From the environment come HANDSHAKE_TENANTS (names or patterns with
 * `*` and `?`, comma-separated: only those are built), HANDSHAKE_ALLOW_REPLACE (likewise: what may be replaced),
 * HANDSHAKE_ALLOW_LOSS (likewise: what adopting may take away) and the place of the embedded AWS.
 */
import { Annotations, App } from 'cdktf';
import { loadProject, sharersOf } from '../config';
import type { Adoption } from '../config/adoption/adoption';
import { readAdoption } from '../config/adoption/adoption-file';
import type { Tenant } from '../config/tenant/tenant';
import { UserError } from '../config/user-error';
import { localAws } from '../config/values/local-aws';
import { matchesAny } from '../config/values/name-pattern';
import { visible, visibleLines } from '../config/values/visible';
import { formatProblem } from '../config/yaml/problem';
import { deployableTenants } from '../policies/deployable';
import { TenantStack } from './tenant-stack';

function listOf(value: string | undefined): readonly string[] {
  return (value ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
}

function build(env: NodeJS.ProcessEnv, root: string): App {
  const patterns = listOf(env.HANDSHAKE_TENANTS);
  const project = loadProject(root, { tenants: patterns });
  const { tenants, leftOut } = deployableTenants(project, patterns);
  const app = new App();
  const replaceable = listOf(env.HANDSHAKE_ALLOW_REPLACE);
  const losable = listOf(env.HANDSHAKE_ALLOW_LOSS);
  const stacks = tenants.map((tenant) => {
    const { adoption, problem } = adoptionOf(root, tenant);
    const stack = new TenantStack(app, tenant.name, {
      tenant,
      sharers: sharersOf(project, tenant),
      state: project.fleet.state,
      localAws: localAws(env),
      allowReplacement: matchesAny(replaceable, tenant.name),
      adoption,
      allowLoss: matchesAny(losable, tenant.name),
    });
    if (problem !== undefined) Annotations.of(stack).addWarning(visible(problem));
    return stack;
  });
  // A broken file blocks no other tenant, and is not passed over in silence either.
  const [first] = stacks;
  if (first)
    for (const problem of leftOut)
      Annotations.of(first).addWarning(`left out: ${visible(formatProblem(problem))}`);
  return app;
}

/** A record that cannot be read is none: the tenant's own plan fails, and no other's. */
function adoptionOf(
  root: string,
  { name, adopt }: Tenant,
): { readonly adoption?: Adoption | undefined; readonly problem?: string } {
  if (adopt.length === 0) return {};
  try {
    return { adoption: readAdoption(root, name) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problem: error.message };
  }
}

try {
  build(process.env, process.cwd()).synth();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${visibleLines(error.message)}\n`);
  process.exitCode = 1;
}
