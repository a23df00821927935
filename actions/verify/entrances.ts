/** By whose credentials a tenant is verified: the caller's, and the owner's where there are any. */

import type { ClientSettings } from '../../aws/clients';
import { assumed, callerCredentials } from '../../aws/credentials';
import { graceAfter } from '../../aws/grace';
import type { Tenant } from '../../config/tenant/tenant';
import { localAws } from '../../config/values/local-aws';
import type { Actor } from './check';
import { type Credentials, type Owner, ownerFor } from './owner';

export interface EntranceOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly profile: string | undefined;
  readonly ownerProfile: string | undefined;
  /** Of the run: what is under way gets some time to come to its end when it is aborted. */
  readonly signal: AbortSignal;
}

export interface Entrances {
  readonly settings: Omit<ClientSettings, 'region' | 'credentials'>;
  /** The same for what removes objects, which an interrupt leaves more time. */
  readonly cleaning: Entrances['settings'];
  readonly caller: Credentials;
  readonly owner: Owner | undefined;
  /** Whether the owner may write: the fleet's `read` role may not. */
  readonly seeds: boolean;
}

/** Answers a function, so that credentials that many tenants share are asked for once. */
export function entrancesFor(options: EntranceOptions): (tenant: Tenant, as: Actor) => Entrances {
  const { env, profile, ownerProfile, signal } = options;
  // No request is cut off by an interrupt at once: what is sent gets its answer, so that it is known what to remove.
  const settings = { localAws: localAws(env), timeout: REQUEST_TIMEOUT, signal: graceAfter(signal) };
  const cleaning = { ...settings, signal: graceAfter(signal, CLEAN_UP_TIME) };
  const caller = callerCredentials(env, profile);
  const byProfile = ownerProfile === undefined ? undefined : callerCredentials(env, ownerProfile);
  return (tenant, as) => {
    const by = (source: string, credentials: Credentials): Owner =>
      ownerFor(tenant, source, credentials, settings, cleaning);
    const enter = (role: string): Credentials =>
      assumed(role, { ...settings, region: tenant.region, credentials: caller }, { sessionName: SESSION });
    if (byProfile)
      return { settings, cleaning, caller, owner: by(`profile ${ownerProfile}`, byProfile), seeds: true };
    if (tenant.verifyRole !== undefined)
      return {
        settings,
        cleaning,
        caller,
        owner: by(tenant.verifyRole, enter(tenant.verifyRole)),
        seeds: true,
      };
    if (tenant.readRole !== undefined)
      return { settings, cleaning, caller, owner: by(tenant.readRole, enter(tenant.readRole)), seeds: false };
    return {
      settings,
      cleaning,
      caller,
      owner: as === 'simulation' ? by('the caller', caller) : undefined,
      seeds: false,
    };
  };
}

/** Milliseconds that one request may take. */
const REQUEST_TIMEOUT = 30_000;
/** Milliseconds after an interrupt in which what a run has put there is removed; what is left then is listed. */
const CLEAN_UP_TIME = 10_000;
const SESSION = 's3-handshake-verify';
