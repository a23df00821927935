/** The stacks of a run, where cdktf has them too. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KIT_HOME } from '../../config/kit-home';
import type { Tenant } from '../../config/tenant/tenant';
import type { StackTerraform } from '../../terraform/stack-run';
import { makeAllStacks } from '../../terraform/stacks-app';

export interface Stacks {
  of(tenant: Tenant): StackTerraform;
  /** Of the stack's text: another one where anything in it changed. */
  digestOf(tenant: Tenant): string;
}

/** Makes those that changed. Throws `UserError` with what the app says. */
export async function makeStacks(
  root: string,
  tenants: readonly Tenant[],
  { env, signal, abandoned }: Pick<StackTerraform, 'env' | 'signal' | 'abandoned'>,
): Promise<Stacks> {
  const out = outputFolder(root, env);
  mkdirSync(out, { recursive: true });
  const names = tenants.map(({ name }) => name);
  await makeAllStacks({ home: KIT_HOME, project: root, tenants: names, out, env, signal });
  const folderOf = ({ name }: Tenant) => join(out, 'stacks', name);
  return {
    of: (tenant) => ({ root, folder: folderOf(tenant), env, signal, abandoned }),
    digestOf: (tenant) =>
      createHash('sha256')
        .update(readFileSync(join(folderOf(tenant), 'cdk.tf.json')))
        .digest('base64url'),
  };
}

/** As cdktf finds it. */
function outputFolder(root: string, env: NodeJS.ProcessEnv): string {
  const file = join(root, 'cdktf.json');
  const settings = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return resolve(root, env.CDKTF_OUTDIR ?? settings.output ?? 'cdktf.out');
}
