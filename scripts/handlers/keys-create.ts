/** `s3-handshake keys create` runs: a new key, handed out once. */
import { createKey } from '../../actions/keys/create';
import { handedTo, intoSecret } from '../../actions/keys/key-places';
import { handedOutJson, handedOutText, nextWithKey } from '../../actions/keys/keys-report';
import type { Context } from '../../command-line/command';
import { EXIT, type ExitCode } from '../../report/exit-codes';

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
  context: Context,
): Promise<ExitCode> {
  const { project, stdout, stderr, deliver } = context;
  const words = json ? handedOutJson : handedOutText;
  const placeFor = secret === undefined ? handedTo((key) => deliver(words(key))) : intoSecret(secret);
  const key = await createKey({ project, tenant, profile }, { rotates, placeFor }, context);
  if (secret !== undefined) stdout(words(key));
  if (!json) stderr(nextWithKey(key, rotates));
  return EXIT.ok;
}
