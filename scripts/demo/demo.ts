/**
 * `npm run demo`: the whole way, on real parts. Two tenants' files become buckets, roles and an access point, made by
 * cdktf, Terraform and the AWS provider; the vendors assume their roles and try what they may and what they may not;
 * nothing is left behind.
 */
import { join } from 'node:path';
import { vendorSession } from '../../actions/vendor-side/vendor-session';
import { loadProject, selectTenants } from '../../config';
import { KIT_HOME } from '../../config/kit-home';
import { targetRoleArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { accessPointArn } from '../../config/values/arn';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { table } from '../../report/table';
import { SECRET_MODE, writeWhole } from '../../report/write-file';
import { OWN_FOLDER, terraformEnvironment, withoutAmbientCredentials } from '../../terraform/environment';
import { makeWorkspace, type Workspace } from '../../terraform/workspace';
import { main } from '../cli';

const TENANTS = ['acme-amperity', 'acme-channelmix'];
/** The profile of the bucket's owner. */
const OWNER = 'owner';

interface Stage {
  readonly localAws: LocalAws;
  readonly workspace: Workspace;
  readonly tenants: readonly Tenant[];
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

async function demo(signal: AbortSignal): Promise<void> {
  const workspace = makeWorkspace({
    root: KIT_HOME,
    folder: join(KIT_HOME, OWN_FOLDER, 'demo'),
    tenants: TENANTS,
  });
  const tenants = selectTenants(loadProject(workspace.folder), TENANTS);
  title('Starting the embedded AWS');
  const localAws = await startLocalAws();
  try {
    const [account = ''] = tenants.map((tenant) => tenant.account);
    const env = terraformEnvironment(KIT_HOME, {
      ...withoutAmbientCredentials(process.env),
      ...localAws.environment(account),
    });
    await play({ localAws, workspace, tenants, env, signal });
  } finally {
    await localAws.stop();
  }
}

async function play(stage: Stage): Promise<void> {
  title(`cdktf deploy ${TENANTS.join(' ')}`);
  say('S3 lets a new lifecycle configuration settle for about a minute; Terraform waits for it.');
  await cdktf(stage, ['deploy', ...TENANTS, '--auto-approve'], /: (Creation complete|Import complete)/);
  say(table(['Tenant', 'Deployed', 'Name'], stage.tenants.flatMap(deployedRows)));

  for (const { name } of stage.tenants) {
    title(`s3-handshake handover ${name}`);
    await command(stage, ['handover', name]);
  }
  for (const { name } of stage.tenants) {
    title(`cdktf diff ${name}`);
    const { output } = await cdktf(stage, ['diff', name], /No changes|will be|must be/);
    if (!output.includes('No changes')) throw new UserError(`${name} differs from what was just deployed`);
  }

  const configFile = writeProfiles(stage);
  for (const tenant of stage.tenants) {
    const argv = ['verify', tenant.name, '--as', 'vendor', '--owner-profile', OWNER];
    title(`As ${tenant.vendor.name}: s3-handshake ${argv.join(' ')}`);
    await command(await asVendor(tenant, stage, configFile), argv);
  }

  title(`cdktf destroy ${TENANTS.join(' ')}`);
  await cdktf(stage, ['destroy', ...TENANTS, '--auto-approve'], /Destroy complete/);
}

async function cdktf({ workspace, env, signal }: Stage, args: readonly string[], shown: RegExp) {
  const result = await workspace.cdktf(args, {
    env,
    signal,
    onLine: (line) => {
      if (shown.test(line)) say(`  ${line.trim()}`);
    },
  });
  signal.throwIfAborted();
  if (result.code !== 0) throw new UserError(`cdktf ${args.join(' ')} failed:\n${result.output}`);
  return result;
}

/** A command of the kit's own, run in the workspace as a user would. */
async function command({ workspace, env, signal }: Stage, argv: readonly string[]): Promise<void> {
  const code = await main(argv, {
    stdout: (text) => void process.stdout.write(text),
    deliver: async (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    stdin: async () => new Uint8Array(),
    isTerminal: false,
    env,
    cwd: workspace.folder,
    signal,
  });
  if (code !== EXIT.ok) throw new UserError(`s3-handshake ${argv.join(' ')} ended with ${code}`);
}

function deployedRows(tenant: Tenant): string[][] {
  const { name, bucket, accessPoint, partition, region, account } = tenant;
  const point = accessPoint
    ? [[name, 'access point', accessPointArn(partition, region, account, accessPoint.name)]]
    : [];
  return [[name, 'bucket', bucket.name], [name, 'target role', targetRoleArn(tenant)], ...point];
}

/** The bucket's owner, as a profile beside the vendor's own credentials. Answers the configuration file. */
function writeProfiles({ localAws, workspace, tenants }: Stage): string {
  const [account = ''] = tenants.map((tenant) => tenant.account);
  const { accessKeyId, secretAccessKey } = localAws.rootCredentials(account);
  const file = join(workspace.folder, 'aws-config');
  writeWhole(
    file,
    `[profile ${OWNER}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    SECRET_MODE,
  );
  return file;
}

/** The same stage, entered by the vendor's service. */
async function asVendor(tenant: Tenant, stage: Stage, configFile: string): Promise<Stage> {
  const session = await vendorSession(tenant, stage.localAws, (of) => stage.localAws.rootCredentials(of));
  return {
    ...stage,
    env: {
      ...stage.env,
      AWS_ACCESS_KEY_ID: session.accessKeyId,
      AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
      AWS_SESSION_TOKEN: session.sessionToken,
      AWS_CONFIG_FILE: configFile,
      AWS_SHARED_CREDENTIALS_FILE: `${configFile}.none`,
    },
  };
}

function title(text: string): void {
  say(`\n▸ ${text}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Ctrl-C ends the deployment and the embedded AWS before it ends the demo. */
async function run(): Promise<ExitCode> {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
  try {
    await demo(interrupt.signal);
    say('\nAll is as it should be, and nothing is left behind.');
    return EXIT.ok;
  } catch (error) {
    if (interrupt.signal.aborted) return EXIT.interrupted;
    process.stderr.write(`${error instanceof UserError ? error.message : (error as Error).stack}\n`);
    return EXIT.error;
  }
}

void run().then((code) => {
  process.exitCode = code;
});
