/** The way into a customer's account for what is to happen at once, without Terraform. */
import { UserError } from '../config/user-error';
import { localAws } from '../config/values/local-aws';
import type { ClientSettings } from './clients';
import { assumed, callerCredentials } from './credentials';
import { accountOf } from './who-is';

/** By `role`, one of the fleet's, where there is one; else as the caller. Asks nobody yet. `signal` ends what is asked. */
export function settingsFor(
  region: string,
  role: string | undefined,
  { env, signal }: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
  profile: string | undefined,
): ClientSettings {
  const caller = { region, localAws: localAws(env), credentials: callerCredentials(env, profile), signal };
  if (role === undefined) return caller;
  return { ...caller, credentials: assumed(role, caller, { sessionName: 's3-handshake' }) };
}

/** Throws `UserError` where the credentials are of another account: roles there may have the same names. */
export async function mustBeIn(account: string, settings: ClientSettings): Promise<void> {
  const own = await accountOf(settings);
  if (own === account) return;
  throw new UserError(`the credentials are of the account ${own}, and the tenant's is ${account}`, {
    code: 'OtherAccount',
  });
}
