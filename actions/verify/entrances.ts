/** By whose credentials a tenant is verified: the caller's, and the owner's where there are any. */

import type { ClientSettings } from '../../aws/clients';
import { assumed, callerCredentials } from '../../aws/credentials';
import type { Tenant } from '../../config/tenant/tenant';
import { localAws } from '../../config/values/local-aws';
import type { Actor } from './check';
import { type Credentials, type Owner, ownerFor } from './owner';

export interface EntranceOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly profile: string | undefined;
  readonly ownerProfile: string | undefined;
  /** Milliseconds that one request may take. */
  readonly timeout: number;
}

export interface Entrances {
  readonly settings: Omit<ClientSettings, 'region' | 'credentials'>;
  readonly caller: Credentials;
  readonly owner: Owner | undefined;
  /** Whether the owner may write: the fleet's `read` role may not. */
  readonly seeds: boolean;
}

/** Answers a function, so that credentials that many tenants share are asked for once. */
export function entrancesFor(options: EntranceOptions): (tenant: Tenant, as: Actor) => Entrances {
  const { env, profile, ownerProfile, timeout } = options;
  const settings = { localAws: localAws(env), timeout };
  const caller = callerCredentials(env, profile);
  const byProfile = ownerProfile === undefined ? undefined : callerCredentials(env, ownerProfile);
  return (tenant, as) => {
    const by = (source: string, credentials: Credentials): Owner =>
      ownerFor(tenant, source, credentials, settings);
    const enter = (role: string): Credentials =>
      assumed(role, { ...settings, region: tenant.region, credentials: caller }, { sessionName: SESSION });
    if (byProfile) return { settings, caller, owner: by(`profile ${ownerProfile}`, byProfile), seeds: true };
    if (tenant.verifyRole !== undefined)
      return { settings, caller, owner: by(tenant.verifyRole, enter(tenant.verifyRole)), seeds: true };
    if (tenant.readRole !== undefined)
      return { settings, caller, owner: by(tenant.readRole, enter(tenant.readRole)), seeds: false };
    return {
      settings,
      caller,
      owner: as === 'simulation' ? by('the caller', caller) : undefined,
      seeds: false,
    };
  };
}

const SESSION = 's3-handshake-verify';
