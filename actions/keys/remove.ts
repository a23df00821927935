/** Keys that go. */
import { rotationOf } from '../../aws/deployed/rotation-record';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { ActionHost } from '../host';
import { keysInWords, keyToFinish } from './key-rotation';
import type { AccessKeys, KnownKey } from './target-user-keys';
import { type KeysOf, withTenantKeys } from './tenant-keys';

/** The older of two keys, which is deleted now. */
export interface FinishedRotation {
  readonly tenant: Tenant;
  readonly deleted: KnownKey;
}

/** Deletes the older of two keys. Throws `UserError` where that may be the one in use: see {@link keyToFinish}. */
export function finishRotation(of: KeysOf, force: boolean, host: ActionHost): Promise<FinishedRotation> {
  return withTenantKeys(of, false, host, async ({ tenant, keys, tags, signal }) => {
    const known = await keys.known(await keys.list());
    const deleted = keyToFinish(tenant.name, known, rotationOf(tags, known), { force, now: new Date() });
    signal.throwIfAborted();
    await keys.remove(deleted.id);
    return { tenant, deleted };
  });
}

export interface RevokedKeys {
  readonly tenant: Tenant;
  /** Key IDs; none where there was no key. */
  readonly deleted: readonly string[];
  /** Key IDs that were not asked for. */
  readonly left: readonly string[];
}

/**
 * Deletes all keys, or the one with the ID `only`, where there are any and `confirm` answers true. It is asked with what
 * would be deleted and what comes of it. Throws `UserError` where it answers false; then nothing is deleted.
 */
export function revokeKeys(
  of: KeysOf,
  only: string | undefined,
  confirm: (what: string) => Promise<boolean>,
  host: ActionHost,
): Promise<RevokedKeys> {
  return withTenantKeys(of, true, host, async ({ tenant, keys, signal }) => {
    const all = await keys.list();
    const meant = only === undefined ? all : all.filter(({ id }) => id === only);
    if (only !== undefined && meant.length === 0)
      throw new UserError(
        `${tenant.name} has no access key ${only}: it has ${all.map(({ id }) => id).join(' and ') || 'none'}`,
      );
    const left = all.filter((key) => !meant.includes(key)).map(({ id }) => id);
    if (meant.length > 0) {
      const comes =
        left.length === 0
          ? `${tenant.vendor.name} is locked out at once`
          : `${left.join(' and ')} stays, and is then the only key of ${tenant.vendor.name}`;
      const what = `the access ${meant.length === 1 ? 'key' : 'keys'} of ${tenant.name} (${keysInWords(await keys.known(meant))}): ${comes}`;
      if (!(await confirm(what))) throw new UserError('nothing was deleted');
      signal.throwIfAborted();
    }
    const deleted = meant.map(({ id }) => id);
    await removeAll(keys, deleted, signal);
    return { tenant, deleted, left };
  });
}

/** Throws `UserError` that says which are deleted, where one of them could not be. */
async function removeAll(keys: AccessKeys, ids: readonly string[], signal: AbortSignal): Promise<void> {
  const done: string[] = [];
  for (const id of ids) {
    try {
      if (done.length > 0) signal.throwIfAborted();
      await keys.remove(id);
      done.push(id);
    } catch (error) {
      const rest = ids.slice(done.length);
      const words = signal.aborted ? `interrupted: ${(error as Error).message}` : (error as Error).message;
      throw new UserError(
        `${words}; deleted: ${done.join(', ') || 'none'}, not known to be deleted: ${rest.join(', ')}`,
        { source: 'aws', cause: error },
      );
    }
  }
}
