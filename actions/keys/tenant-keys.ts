/** The way to the access keys of one tenant, by the caller's own credentials: the deployer has no right to make keys. */
import type { IAMClient } from '@aws-sdk/client-iam';
import { type ClientSettings, iamClient } from '../../aws/clients';
import { mustBeIn, settingsFor } from '../../aws/customer-account';
import { loadProject, selectTenants } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { AccessKeys, mustBeTargetUser } from './access-keys';

/** Whose keys, and by whose credentials. */
export interface KeysOf {
  /** The project's folder. */
  readonly project: string;
  /** Of one tenant: each key has a vendor's screen of its own. */
  readonly tenant: string;
  readonly profile: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

export interface TenantKeys {
  readonly tenant: Tenant;
  readonly keys: AccessKeys;
  readonly settings: ClientSettings;
}

/**
 * Does `work` with the keys of a tenant. `mayBeShut`: keys of a suspended or revoked tenant can be deleted still, and
 * none made. Throws `UserError` for a tenant that has none, and for credentials or a user that are not the tenant's.
 */
export async function withTenantKeys<Result>(
  { project, tenant: name, profile, env }: KeysOf,
  mayBeShut: boolean,
  work: (keys: TenantKeys) => Promise<Result>,
): Promise<Result> {
  const tenant = oneTenant(project, name);
  mustHaveKeys(tenant, mayBeShut);
  const settings = settingsFor(tenant.region, undefined, env, profile);
  await mustBeIn(tenant.account, settings);
  const iam: IAMClient = iamClient(settings);
  try {
    await mustBeTargetUser(tenant, iam);
    return await work({ tenant, keys: new AccessKeys(iam, tenant.target.name), settings });
  } finally {
    iam.destroy();
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
