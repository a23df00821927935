/** An embedded AWS of its own, a project that real Terraform deploys there, and the vendor's service. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { AwsCredentialIdentity } from '@smithy/types';
import { s3Client } from '../../../aws/clients';
import { assumed } from '../../../aws/credentials';
import { loadProject, selectTenants } from '../../../config';
import { targetRoleArn } from '../../../config/tenant/names';
import type { Tenant } from '../../../config/tenant/tenant';
import { type LocalAws, startLocalAws } from '../../../local-aws';
import { OWN_FOLDER } from '../../../terraform/environment';
import { ROOT } from '../../a-tenant';
import { commandLine } from '../../command-line';
import { sessionAs } from '../../deployed-by-sdk';
import { apply, plan, SELDOM_COLLECTED, synthesise } from '../terraform';
import { ACCOUNT, REGION } from './proposed-tenant';

export interface Scene {
  readonly folder: string;
  readonly localAws: LocalAws;
  readonly env: Record<string, string>;
  tenant(name: string): Tenant;
  read(name: string): string;
  write(name: string, text: string): void;
  /** Runs a command in this process; throws with what it printed unless it ends with 0. */
  run(...argv: string[]): Promise<string>;
  deploy(name: string): Promise<void>;
  /** Makes the vendor's principal: a role trusts only those that are there. */
  vendorIsThere(name: string): Promise<void>;
  /** Terraform's own words, and 0 where there is nothing to do. */
  plan(name: string): Promise<{ code?: number; output: string }>;
  /** A session of the target role, as the vendor. Rejects with what STS answers. */
  assume(name: string, externalId: string): Promise<AwsCredentialIdentity>;
  /** Lists below a prefix; the error's name where it is refused. */
  use(name: string, session: AwsCredentialIdentity, prefix: string): Promise<string>;
  close(): Promise<void>;
}

export async function openScene(tenants: Readonly<Record<string, string>>): Promise<Scene> {
  mkdirSync(join(ROOT, OWN_FOLDER), { recursive: true });
  const folder = mkdtempSync(join(ROOT, OWN_FOLDER, 'onboarding-'));
  mkdirSync(join(folder, 'tenants'));
  const localAws = await startLocalAws();
  const env = { ...localAws.environment(ACCOUNT), ...SELDOM_COLLECTED };
  const vendors = new Map<string, Promise<AwsCredentialIdentity>>();
  const tenant = (name: string): Tenant =>
    selectTenants(loadProject(folder, { tenants: [name] }), [name])[0] as Tenant;
  const vendorOf = (name: string): Promise<AwsCredentialIdentity> => {
    const [principal = ''] = tenant(name).vendorPrincipals;
    const known = vendors.get(principal) ?? sessionAs(principal, localAws, REGION);
    vendors.set(principal, known);
    return known;
  };
  const write = (name: string, text: string) => writeFileSync(join(folder, 'tenants', `${name}.yaml`), text);
  for (const [name, text] of Object.entries(tenants)) write(name, text);
  return {
    folder,
    localAws,
    env,
    tenant,
    write,
    read: (name) => readFileSync(join(folder, 'tenants', `${name}.yaml`), 'utf8'),
    run: (...argv) => runIn(folder, env, argv),
    deploy: async (name) => {
      if (tenant(name).vendorPrincipals.length > 0) await vendorOf(name);
      synthesise(folder, [name], env);
      await apply(folder, name, env);
    },
    vendorIsThere: async (name) => void (await vendorOf(name)),
    plan: (name) => {
      synthesise(folder, [name], env);
      return plan(folder, name, env);
    },
    assume: async (name, externalId) =>
      assumed(
        targetRoleArn(tenant(name)),
        { region: REGION, localAws, credentials: await vendorOf(name) },
        { sessionName: 'vendor', externalId },
      )(),
    use: (name, credentials, Prefix) =>
      s3Client({ region: REGION, localAws, credentials })
        .send(new ListObjectsV2Command({ Bucket: tenant(name).bucket.name, Prefix }))
        .then(
          () => 'allowed',
          (error: Error) => error.name,
        ),
    close: async () => {
      await localAws.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function runIn(cwd: string, env: Record<string, string>, argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await commandLine(argv, { env, cwd });
  if (code !== 0) throw new Error(`s3-handshake ${argv.join(' ')} ended with ${code}:\n${stderr}${stdout}`);
  return stdout;
}
