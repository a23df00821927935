/** Keys that go. */
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { KeyOnRecord, LastUse } from './access-keys';
import { mustRest, oldKey } from './key-rotation';
import { type KeysOf, withTenantKeys } from './tenant-keys';

/** The older of two keys, which is deleted now. */
export interface FinishedRotation {
  readonly tenant: Tenant;
  readonly deleted: KeyOnRecord;
  /** Undefined where nobody ever used it. */
  readonly lastUse: LastUse | undefined;
}

/** Deletes the older of two keys. Throws `UserError` where it was used of late, unless `force`. */
export function finishRotation(of: KeysOf, force: boolean): Promise<FinishedRotation> {
  return withTenantKeys(of, false, async ({ tenant, keys }) => {
    const deleted = oldKey(tenant.name, await keys.list());
    const lastUse = await keys.lastUse(deleted.accessKeyId);
    if (!force) mustRest(deleted.accessKeyId, lastUse, new Date());
    await keys.remove(deleted.accessKeyId);
    return { tenant, deleted, lastUse };
  });
}

export interface RevokedKeys {
  readonly tenant: Tenant;
  /** Key IDs; none where there was no key. */
  readonly deleted: readonly string[];
}

/**
 * Deletes all keys, where there are any and `confirm` answers true. It is asked with what would be deleted and what
 * comes of it. Throws `UserError` where it answers false; then nothing is deleted.
 */
export function revokeKeys(of: KeysOf, confirm: (what: string) => Promise<boolean>): Promise<RevokedKeys> {
  return withTenantKeys(of, true, async ({ tenant, keys }) => {
    const deleted = (await keys.list()).map(({ accessKeyId }) => accessKeyId);
    const what = `${deleted.join(' and ')} of ${tenant.name}: ${tenant.vendor.name} is locked out at once`;
    if (deleted.length > 0 && !(await confirm(what))) throw new UserError('nothing was deleted');
    for (const accessKeyId of deleted) await keys.remove(accessKeyId);
    return { tenant, deleted };
  });
}
