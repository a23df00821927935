/**
 * `npm run demo`: the whole way, on real parts. Two tenants' files become buckets, roles and an access point, made by
 * cdktf, Terraform and the AWS provider; the vendors assume their roles; nothing is left behind.
 */
import { dirname, join } from 'node:path';
import { GetAccessPointCommand } from '@aws-sdk/client-s3-control';
import { accessPointArn } from '../config/arn';
import { targetRoleArn } from '../config/names';
import { loadProject, selectTenants } from '../config/project';
import type { Tenant } from '../config/tenant';
import { UserError } from '../config/user-error';
import { type LocalAws, startLocalAws } from '../test/local-aws';
import { main } from './cli';
import { s3Client, s3ControlClient } from './lib/aws-clients';
import { type Attempt, type Door, roundTrips } from './lib/demo/round-trip';
import { assumeRole, vendorSession } from './lib/demo/vendor-side';
import { EXIT, type ExitCode } from './lib/exit-codes';
import { table } from './lib/table';
import { OWN_FOLDER, terraformEnvironment, withoutAmbientCredentials } from './lib/terraform-environment';
import { makeWorkspace, type Workspace } from './lib/workspace';

const ROOT = dirname(__dirname);
const TENANTS = ['acme-amperity', 'acme-channelmix'];

interface Stage {
  readonly localAws: LocalAws;
  readonly workspace: Workspace;
  readonly tenants: readonly Tenant[];
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

async function demo(signal: AbortSignal): Promise<void> {
  const workspace = makeWorkspace({ root: ROOT, folder: join(ROOT, OWN_FOLDER, 'demo'), tenants: TENANTS });
  const tenants = selectTenants(loadProject(workspace.folder), TENANTS);
  title('Starting the embedded AWS');
  const localAws = await startLocalAws();
  try {
    const [account = ''] = tenants.map((tenant) => tenant.account);
    const env = terraformEnvironment(ROOT, {
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

  title('As the vendors: assume the role, then an object there and back');
  const attempts = [];
  for (const tenant of stage.tenants) attempts.push(...(await actAsVendor(tenant, stage)));
  say(table(['Tenant', 'Through', 'Prefix', 'Done'], attempts.map(attemptRow)));

  for (const { name } of stage.tenants) {
    title(`s3-handshake handover ${name}`);
    await command(stage, ['handover', name]);
  }
  for (const { name } of stage.tenants) {
    title(`cdktf diff ${name}`);
    const { output } = await cdktf(stage, ['diff', name], /No changes|will be|must be/);
    if (!output.includes('No changes')) throw new UserError(`${name} differs from what was just deployed`);
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
    stderr: (text) => void process.stderr.write(text),
    stdin: async () => '',
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

async function actAsVendor(tenant: Tenant, { localAws }: Stage): Promise<readonly Attempt[]> {
  const { region, account } = tenant;
  const rootOf = (of: string) => localAws.rootCredentials(of);
  const vendor = await vendorSession(tenant, localAws, rootOf);
  const settings = { region, localAws };
  const [externalId] = tenant.externalIds;
  const session = await assumeRole(
    { ...settings, credentials: vendor },
    targetRoleArn(tenant),
    'demo',
    externalId,
  );
  return roundTrips(
    tenant,
    await doorsOf(tenant, localAws),
    s3Client({ ...settings, credentials: session }),
    s3Client({ ...settings, credentials: rootOf(account) }),
  );
}

async function doorsOf(tenant: Tenant, localAws: LocalAws): Promise<readonly Door[]> {
  const { bucket, accessPoint, account, region, partition } = tenant;
  const doors: Door[] = [{ name: 'bucket', bucket: bucket.name }];
  if (!accessPoint) return doors;
  const client = s3ControlClient({ region, localAws, credentials: localAws.rootCredentials(account) });
  const { Alias = '' } = await client.send(
    new GetAccessPointCommand({ AccountId: account, Name: accessPoint.name }),
  );
  return [
    ...doors,
    { name: 'access point ARN', bucket: accessPointArn(partition, region, account, accessPoint.name) },
    { name: 'access point alias', bucket: Alias },
  ];
}

function attemptRow({ tenant, door, prefix, did }: Attempt): readonly string[] {
  return [tenant, door, prefix, did];
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
