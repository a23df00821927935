/** A new key, handed out once. */
import { secretsManagerClient } from '../../aws/clients';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { NewKey } from './access-keys';
import { findSecret, putSecret } from './hand-out';
import { mustHaveRoom } from './key-rotation';
import { type KeysOf, type TenantKeys, withTenantKeys } from './tenant-keys';

/** A key that was made: both halves, or the secret that took them. */
export type HandedOut = { readonly tenant: Tenant; readonly accessKeyId: string } & (
  | { readonly secretAccessKey: string }
  | {
      /** Its ARN. */
      readonly secret: string;
    }
);

export interface CreateOptions {
  /** Another key is there, and is to go later. */
  readonly rotates: boolean;
  /** The name of the secret that takes the key; undefined where the caller takes it. */
  readonly secret: string | undefined;
}

/** Throws `UserError`, before anything is made, where there is no room for the key or no place for its secret. */
export function createKey(of: KeysOf, { rotates, secret }: CreateOptions): Promise<HandedOut> {
  if (secret === '') throw new UserError('--secrets-manager needs the name of a secret');
  return withTenantKeys(of, false, async (opened) => {
    const { tenant, keys } = opened;
    mustHaveRoom(tenant.name, await keys.list(), rotates);
    return secret === undefined ? { tenant, ...(await keys.create()) } : intoSecret(opened, secret);
  });
}

async function intoSecret({ tenant, keys, settings }: TenantKeys, name: string): Promise<HandedOut> {
  const client = secretsManagerClient(settings);
  try {
    const place = await findSecret(tenant, name, client);
    const key = await keys.create();
    return {
      tenant,
      accessKeyId: key.accessKeyId,
      secret: await orTakeBack(key, putSecret(tenant, place, key, client)),
    };
  } finally {
    client.destroy();
  }

  /** A key whose secret nobody has is of no use, and takes one of two places. */
  async function orTakeBack(key: NewKey, put: Promise<string>): Promise<string> {
    try {
      return await put;
    } catch (error) {
      await keys.remove(key.accessKeyId);
      throw new UserError(
        `the secret ${name} could not be written: ${(error as Error).message}; the key was deleted again`,
      );
    }
  }
}
