/** The way to the access keys of one tenant, by the caller's own credentials: the deployer has no right to make keys. */
import { type ClientSettings, iamClient } from '../../aws/clients';
import { mustBeIn, settingsFor } from '../../aws/customer-account';
import { graceAfter } from '../../aws/grace';
import { loadProject, selectTenants } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { ActionHost } from '../host';
import { AccessKeys, type KeyClients, mustBeTargetUser } from './target-user-keys';

/** Whose keys, and by whose credentials. */
export interface KeysOf {
  /** The project's folder. */
  readonly project: string;
  /** Of one tenant: each key has a vendor's screen of its own. */
  readonly tenant: string;
  readonly profile: string | undefined;
}

export interface TenantKeys {
  readonly tenant: Tenant;
  readonly keys: AccessKeys;
  /** Of the user. */
  readonly tags: Readonly<Record<string, string>>;
  /** Of clients whose requests end at once where the work is interrupted. */
  readonly settings: ClientSettings;
  /** Of clients whose requests get some time to come to their end. */
  readonly lateSettings: ClientSettings;
  readonly signal: AbortSignal;
}

/**
 * Does `work` with the keys of a tenant. `mayBeShut`: keys of a suspended or revoked tenant can be deleted still, and
 * none made. Throws `UserError` for a tenant that has none, and for credentials or a user that are not the tenant's.
 */
export async function withTenantKeys<Result>(
  { project, tenant: name, profile }: KeysOf,
  mayBeShut: boolean,
  host: ActionHost,
  work: (keys: TenantKeys) => Promise<Result>,
): Promise<Result> {
  const tenant = oneTenant(project, name);
  mustHaveKeys(tenant, mayBeShut);
  const settings = settingsFor(tenant.region, undefined, host, profile);
  await mustBeIn(tenant.account, settings);
  const lateSettings = { ...settings, signal: graceAfter(host.signal) };
  const clients: KeyClients = {
    reads: iamClient(settings),
    creates: iamClient({ ...lateSettings, maxAttempts: 1 }),
    completes: iamClient(lateSettings),
  };
  try {
    const tags = await mustBeTargetUser(tenant, clients.reads);
    const keys = new AccessKeys(clients, tenant.target.name);
    return await work({ tenant, keys, tags, settings, lateSettings, signal: host.signal });
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

function oneTenant(root: string, name: string): Tenant {
  const [tenant, ...others] = selectTenants(loadProject(root, { tenants: [name] }), [name]);
  if (!tenant || others.length > 0)
    throw new UserError(`${name} names ${others.length + 1} tenants; keys takes one`);
  return tenant;
}

function mustHaveKeys({ name, file, credentials, access }: Tenant, mayBeShut: boolean): void {
  if (credentials !== 'access-key')
    throw new UserError(
      `${file}: ${name} has a role and no access keys; credentials: access-key would be needed`,
    );
  if (access !== 'active' && !mayBeShut)
    throw new UserError(
      `${file}: the access of ${name} is ${access}: a new key would open nothing; s3-handshake resume ${name}`,
    );
}
