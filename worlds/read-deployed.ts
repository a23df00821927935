/** A tenant's world as it is deployed, asked of AWS now. */
import { mustBeIn, settingsFor } from '../aws/customer-account';
import { presentValue } from '../aws/deployed/reading';
import { type DeployedTarget, readDeployedTenant, readingClients } from '../aws/deployed/tenant-readings';
import type { Project } from '../config';
import type { Tenant } from '../config/tenant/tenant';
import { accessKeyText } from './access-key-words';
import { type DeployedWorld, deployedWorld } from './deployed';
import { organizationOf } from './organization';

export interface ReadWorld extends Pick<DeployedWorld, 'world' | 'ids'> {
  /** What could not be read, a line each: with any of it the world may not be whole. */
  readonly unread: readonly string[];
  /** Of a target user, its access keys, the oldest first: a line each. */
  readonly accessKeys: readonly string[];
}

/**
 * By the tenant's read role where there is one, else by `profile` or the caller's credentials. Throws `UserError` where
 * they are of another account, and the signal's reason once it is aborted.
 */
export async function readDeployedWorld(
  project: Project,
  tenant: Tenant,
  profile: string | undefined,
  caller: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<ReadWorld> {
  const settings = settingsFor(tenant.region, tenant.readRole, caller, profile);
  await mustBeIn(tenant.account, settings);
  const deployed = await readDeployedTenant(tenant, readingClients(settings), caller.signal);
  const { world, unread, ids } = deployedWorld(tenant, deployed, organizationOf(project));
  return {
    world,
    ids,
    accessKeys: accessKeysOf(deployed.target, new Date()),
    unread: unread.map(({ right, message }) => `${right}: ${message}`),
  };
}

function accessKeysOf(target: DeployedTarget, now: Date): readonly string[] {
  const user = target.kind === 'user' ? presentValue(target.user) : undefined;
  if (!user) return [];
  return (presentValue(user.accessKeys) ?? []).map((key) => accessKeyText(key, user.lastUses, now));
}
