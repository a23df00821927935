/** A new key, handed out once. */

import { type ClientSettings, secretsManagerClient } from '../../aws/clients';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { Io } from '../../scripts/command';
import type { AccessKeys, NewKey } from './access-keys';
import { findSecret, putSecret, type SecretPlace } from './hand-out';
import { mustHaveRoom } from './rotation';

export interface CreateOptions {
  readonly json: boolean;
  /** Another key is there, and is to go later. */
  readonly rotates: boolean;
  /** The name of the secret that takes the key; undefined where it is printed. */
  readonly secret: string | undefined;
}

/** Throws `UserError`, before anything is made, where there is no room for the key or no place for its secret. */
export async function createKey(
  tenant: Tenant,
  keys: AccessKeys,
  settings: ClientSettings,
  io: Io,
  { json, rotates, secret }: CreateOptions,
): Promise<void> {
  mustHaveRoom(tenant.name, await keys.list(), rotates);
  if (secret === undefined) {
    const key = await keys.create();
    print(tenant, key, io, json);
  } else await intoSecret(tenant, keys, settings, io, secret, json);
  if (!json) io.stderr(next(tenant, rotates, secret));
}

/** The one place where a secret is printed. */
function print({ name, role }: Tenant, key: NewKey, io: Io, json: boolean): void {
  if (json) {
    io.stdout(`${JSON.stringify({ version: 1, tenant: name, user: role.name, ...key }, null, 2)}\n`);
    return;
  }
  io.stdout(`Access key ID: ${key.accessKeyId}\nSecret access key: ${key.secretAccessKey}\n`);
}

async function intoSecret(
  tenant: Tenant,
  keys: AccessKeys,
  settings: ClientSettings,
  io: Io,
  name: string,
  json: boolean,
): Promise<void> {
  const client = secretsManagerClient(settings);
  try {
    const place = await findSecret(tenant, name, client);
    const key = await keys.create();
    const arn = await putOrTakeBack(key, place);
    const { accessKeyId } = key;
    if (json)
      io.stdout(
        `${JSON.stringify({ version: 1, tenant: tenant.name, user: tenant.role.name, accessKeyId, secret: arn }, null, 2)}\n`,
      );
    else io.stdout(`Access key ID: ${accessKeyId}\nSecret: ${arn}\n`);
  } finally {
    client.destroy();
  }

  /** A key whose secret nobody has is of no use, and takes one of two places. */
  async function putOrTakeBack(key: NewKey, place: SecretPlace): Promise<string> {
    try {
      return await putSecret(tenant, place, key, client);
    } catch (error) {
      await keys.remove(key.accessKeyId);
      throw new UserError(
        `the secret ${name} could not be written: ${(error as Error).message}; the key was deleted again`,
      );
    }
  }
}

function next({ name, vendor }: Tenant, rotates: boolean, secret: string | undefined): string {
  const from = secret === undefined ? '' : ' from the secret';
  const lines = [
    ...(secret === undefined ? ['The secret is shown this once, and is kept nowhere.'] : []),
    '',
    'Next:',
    `  Put both${from} into ${vendor.name}'s form: s3-handshake handover ${name} names the fields`,
    `  s3-handshake verify ${name} --as vendor    # with these as its credentials`,
    ...(rotates
      ? [`  s3-handshake keys rotate ${name} --finish    # when ${vendor.name} uses the new key`]
      : []),
    '',
  ];
  return lines.join('\n');
}
