/** The way into a customer's account for what is to happen at once, without Terraform. */
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { UserError } from '../config/user-error';
import { localAws } from '../config/values/local-aws';
import { type ClientSettings, stsClient } from './clients';
import { assumed, callerCredentials } from './credentials';
import { required } from './required';

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
  const client = stsClient(settings);
  try {
    const answer = await client.send(new GetCallerIdentityCommand({}));
    const Account = required(answer.Account, 'GetCallerIdentity', 'Account');
    if (Account !== account)
      throw new UserError(`the credentials are of the account ${Account}, and the tenant's is ${account}`, {
        code: 'OtherAccount',
      });
  } finally {
    client.destroy();
  }
}
