/**
 * The whole way, on real parts: tenants are deployed from their files, handed over, compared with their plans, entered
 * by their vendors, who try what they may and what they may not, drawn in a page, and destroyed.
 */
import { join } from 'node:path';
import { pointArn, targetRoleArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { table } from '../../report/table';
import type { Workspace } from '../../terraform/workspace';

/** The profile of the bucket's owner. */
const OWNER = 'owner';

/** The folder of the page that is left behind for whoever wants to look. */
const REPORT = 'report';

export interface Stage {
  readonly workspace: Workspace;
  readonly tenants: readonly Tenant[];
  /** The deployer's. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Writes an AWS configuration file with this profile for the bucket's owner. */
  writeOwner(file: string, profile: string): void;
  /** The vendor's credentials as variables. */
  vendorOf(tenant: Tenant): Promise<NodeJS.ProcessEnv>;
  /** Runs a command of the kit's own in the workspace, as a user would. Throws where it does not end with 0. */
  command(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void>;
  say(line: string): void;
}

/** Answers the page that shows what was deployed. Throws `UserError` for the first step that does not come out as it should. */
export async function play(stage: Stage): Promise<string> {
  const { tenants, workspace, env, command, say } = stage;
  const names = tenants.map(({ name }) => name);
  const title = (text: string): void => say(`\n▸ ${text}`);

  title(`cdktf deploy ${names.join(' ')}`);
  say('S3 lets a new lifecycle configuration settle for about a minute; Terraform waits for it.');
  await cdktf(stage, ['deploy', ...names, '--auto-approve'], /: (Creation complete|Import complete)/);
  say(table(['Tenant', 'Deployed', 'Name'], tenants.flatMap(deployedRows)));

  for (const name of names) {
    title(`s3-handshake handover ${name}`);
    await command(['handover', name], env);
  }
  for (const name of names) {
    title(`cdktf diff ${name}`);
    const output = await cdktf(stage, ['diff', name], /No changes|will be|must be/);
    if (!output.includes('No changes')) throw new UserError(`${name} differs from what was just deployed`);
  }

  const configFile = join(workspace.folder, 'aws-config');
  stage.writeOwner(configFile, OWNER);
  for (const tenant of tenants) {
    const argv = ['verify', tenant.name, '--as', 'vendor', '--owner-profile', OWNER];
    title(`As ${tenant.vendor.name}: s3-handshake ${argv.join(' ')}`);
    await command(argv, {
      ...env,
      ...(await stage.vendorOf(tenant)),
      AWS_CONFIG_FILE: configFile,
      AWS_SHARED_CREDENTIALS_FILE: `${configFile}.none`,
    });
  }

  title(`s3-handshake report --of deployed --out ${REPORT}`);
  await command(['report', '--of', 'deployed', '--out', REPORT], env);

  title(`cdktf destroy ${names.join(' ')}`);
  await cdktf(stage, ['destroy', ...names, '--auto-approve'], /Destroy complete/);
  return join(workspace.folder, REPORT, 'index.html');
}

/** Says the lines that match. Answers all that was printed. */
async function cdktf(
  { workspace, env, signal, say }: Stage,
  args: readonly string[],
  shown: RegExp,
): Promise<string> {
  const { code, output } = await workspace.cdktf(args, {
    env,
    signal,
    onLine: (line) => {
      if (shown.test(line)) say(`  ${line.trim()}`);
    },
  });
  signal.throwIfAborted();
  if (code !== 0) throw new UserError(`cdktf ${args.join(' ')} failed:\n${output}`);
  return output;
}

function deployedRows(tenant: Tenant): string[][] {
  const { name, bucket } = tenant;
  const point = pointArn(tenant);
  return [
    [name, 'bucket', bucket.name],
    [name, 'target role', targetRoleArn(tenant)],
    ...(point === undefined ? [] : [[name, 'access point', point]]),
  ];
}
