/** A new key, handed out once. A key whose secret nobody has is taken back, or named where that fails. */
import { rotationOf } from '../../aws/deployed/rotation-record';
import { metadataOf } from '../../aws/sdk-error';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { ActionHost } from '../host';
import { mustHaveRoom } from './key-rotation';
import type { KnownKey, NewKey } from './target-user-keys';
import { type KeysOf, type TenantKeys, withTenantKeys } from './tenant-keys';

/** A key that was made: both halves, or the secret that took them. */
export type HandedOut = { readonly tenant: Tenant; readonly accessKeyId: string } & (
  | { readonly secretAccessKey: string }
  | {
      /** Its ARN. */
      readonly secret: string;
    }
);

/** Where a new key goes. Looked at before there is a key that it is for. */
export interface KeyPlace {
  /** Resolves when the key is there for good. Throws {@link MaybeTaken} where nobody knows whether it is. */
  take(key: NewKey): Promise<HandedOut>;
}

/** The place may hold the key: taking the key back could take it from somebody who uses it. */
export class MaybeTaken extends UserError {}

export interface CreateOptions {
  /** Another key is there, and is to go later. */
  readonly rotates: boolean;
  /** Throws `UserError` where it cannot take a key. */
  readonly placeFor: (opened: TenantKeys) => Promise<KeyPlace>;
}

/** Throws `UserError`, before anything is made, where there is no room for the key or no place for its secret. */
export function createKey(
  of: KeysOf,
  { rotates, placeFor }: CreateOptions,
  host: ActionHost,
): Promise<HandedOut> {
  return withTenantKeys(of, false, host, async (opened) => {
    const { tenant, keys, tags, signal } = opened;
    const before = await keys.known(await keys.list());
    const followed = mustHaveRoom(tenant.name, before, rotationOf(tags, before), rotates);
    const place = await placeFor(opened);
    signal.throwIfAborted();
    const key = await make(
      opened,
      before.map(({ id }) => id),
    );
    if (followed && !signal.aborted) await record(opened, followed, key);
    if (signal.aborted) throw new UserError(`${why(signal.reason)}: ${await takeBack(opened, key)}`);
    try {
      return await place.take(key);
    } catch (error) {
      if (error instanceof MaybeTaken) throw error;
      throw new UserError(
        `the secret of the key ${key.accessKeyId} could not be handed out: ${why(error)}; ${await takeBack(opened, key)}`,
        { cause: error },
      );
    }
  });
}

/** Before anybody has the key: of a rotation that is not on record, nobody could tell the two keys apart later. */
async function record(opened: TenantKeys, followed: KnownKey, key: NewKey): Promise<void> {
  try {
    await opened.keys.record({ from: followed.id, to: key.accessKeyId });
  } catch (error) {
    throw new UserError(
      `that the key ${key.accessKeyId} follows ${followed.id} could not be put on record: ${why(error)}; ${await takeBack(opened, key)}`,
      { source: 'aws', cause: error },
    );
  }
}

/** One request; where its answer does not come, or is no key, it is found out what is there. */
async function make(opened: TenantKeys, before: readonly string[]): Promise<NewKey> {
  try {
    return await opened.keys.create();
  } catch (error) {
    // AWS said no: nothing was made. What a proxy says on the way back has no request ID of AWS's.
    const { httpStatusCode: status = 0, requestId } = metadataOf(error);
    if (requestId !== undefined && status >= 400 && status < 500) throw error;
    throw new UserError(
      `there is no usable answer to CreateAccessKey (${why(error)}); ${await afterLostAnswer(opened, before)}`,
      { source: 'aws', cause: error },
    );
  }
}

/** Compares what is there with what was there `before`, and deletes what nobody can have the secret of. */
async function afterLostAnswer(opened: TenantKeys, before: readonly string[]): Promise<string> {
  const { keys, tenant } = opened;
  let added: readonly string[];
  try {
    added = (await keys.listAfterwards()).map(({ id }) => id).filter((id) => !before.includes(id));
  } catch (error) {
    return `whether a key was made could not be found out (${why(error)}): the next s3-handshake keys create ${tenant.name} or keys rotate ${tenant.name} names it where one was`;
  }
  const [key] = added;
  if (key === undefined)
    return `IAM lists no new key, which it may do late: the next s3-handshake keys create ${tenant.name} or keys rotate ${tenant.name} names it where one was made`;
  // One of two is somebody else's, and nobody can tell which.
  if (added.length > 1)
    return `the keys ${added.join(' and ')} are new, and one of them is of somebody else: s3-handshake keys revoke ${tenant.name} <id> deletes the one that nobody has`;
  return takeBack(opened, { accessKeyId: key });
}

/** Deletes a key whose secret nobody has, and says what came of it: a clause. */
async function takeBack(
  { keys, tenant }: TenantKeys,
  { accessKeyId }: Pick<NewKey, 'accessKeyId'>,
): Promise<string> {
  try {
    await keys.remove(accessKeyId);
    return `the key ${accessKeyId} was deleted again`;
  } catch (error) {
    return `${why(error)}, and nobody has its secret: s3-handshake keys revoke ${tenant.name} ${accessKeyId} deletes it`;
  }
}

function why(error: unknown): string {
  const { name, message } = error as Error;
  return name === 'AbortError' ? 'interrupted' : message;
}
