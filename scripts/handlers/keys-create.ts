/** `s3-handshake keys create` runs: a new key, handed out once. */
import { createKey } from '../../actions/keys/create';
import { handedOutJson, handedOutText, nextWithKey } from '../../actions/keys/keys-report';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Context } from '../command';

export interface KeyValues {
  readonly tenant: string;
  readonly secretsManager: string | undefined;
  readonly profile: string | undefined;
  readonly json: boolean;
}

export function run(values: KeyValues, context: Context): Promise<ExitCode> {
  return makeKey(values, false, context);
}

/** `rotates`: another key is there, and is to go later. */
export async function makeKey(
  { tenant, secretsManager: secret, profile, json }: KeyValues,
  rotates: boolean,
  { project, env, stdout, stderr }: Context,
): Promise<ExitCode> {
  const key = await createKey({ project, tenant, profile, env }, { rotates, secret });
  stdout(json ? handedOutJson(key) : handedOutText(key));
  if (!json) stderr(nextWithKey(key, rotates));
  return EXIT.ok;
}
