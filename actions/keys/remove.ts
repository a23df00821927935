/** Keys that go. */
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { Io } from '../../scripts/command';
import type { AccessKeys } from './access-keys';
import { lastUseInWords, mustRest, oldKey } from './rotation';

/** Deletes the older of two keys. Throws `UserError` where it was used of late, unless `force`. */
export async function finishRotation(
  tenant: Tenant,
  keys: AccessKeys,
  io: Io,
  { json, force }: { readonly json: boolean; readonly force: boolean },
): Promise<void> {
  const { accessKeyId, created } = oldKey(tenant.name, await keys.list());
  const lastUse = await keys.lastUse(accessKeyId);
  if (!force) mustRest(accessKeyId, lastUse, new Date());
  await keys.remove(accessKeyId);
  if (json)
    io.stdout(
      `${JSON.stringify(
        {
          version: 1,
          tenant: tenant.name,
          user: tenant.role.name,
          deleted: [accessKeyId],
          lastUsed: lastUse?.at.toISOString() ?? null,
        },
        null,
        2,
      )}\n`,
    );
  else
    io.stdout(
      `The key ${accessKeyId} of ${created.toISOString().slice(0, 10)}, ${lastUseInWords(lastUse)}, is deleted.\n`,
    );
}

/** Deletes all keys, after a yes. */
export async function revokeKeys(
  tenant: Tenant,
  keys: AccessKeys,
  io: Io,
  { json, yes }: { readonly json: boolean; readonly yes: boolean },
): Promise<void> {
  const there = (await keys.list()).map(({ accessKeyId }) => accessKeyId);
  if (there.length > 0 && !yes) await mustBeMeant(tenant, there, io);
  for (const accessKeyId of there) await keys.remove(accessKeyId);
  if (json)
    io.stdout(
      `${JSON.stringify({ version: 1, tenant: tenant.name, user: tenant.role.name, deleted: there }, null, 2)}\n`,
    );
  else io.stdout(there.length === 0 ? 'There is no key.\n' : `Deleted: ${there.join(', ')}\n`);
}

async function mustBeMeant({ name, vendor }: Tenant, ids: readonly string[], io: Io): Promise<void> {
  const what = `${ids.join(' and ')} of ${name}: ${vendor.name} is locked out at once`;
  if (!io.terminal) throw new UserError(`this deletes ${what}; say --yes where that is meant`);
  const terminal = io.terminal();
  try {
    const answer = await terminal.ask(`This deletes ${what}. Type yes to go on: `);
    if (answer.trim() !== 'yes') throw new UserError('nothing was deleted');
  } finally {
    terminal.close();
  }
}
