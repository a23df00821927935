/**
 * What somebody puts on a bucket or role between `adopt --record` and the first deployment stands in no record, and the
 * plan says nothing of it: Terraform would overwrite it unseen. So a plan that takes something over is followed by
 * another look.
 */
import { openSessions } from '../../aws/account-session';
import { readAdoptables } from '../../aws/deployed/adoptable';
import { sharersOf } from '../../config';
import { adoptionFile } from '../../config/adoption/adoption';
import { readAdoption } from '../../config/adoption/adoption-file';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { adoptionLosses, adopts } from '../../policies/adoption/adoption-losses';
import type { Loss } from '../../policies/adoption/loss';
import { Refused } from './refused';
import type { Work } from './work';

/** Throws {@link Refused} where something would be lost that the record does not hold, or could not be read. */
export async function mustBeAsRecorded(
  tenant: Tenant,
  { root, project, host }: Pick<Work, 'root' | 'project' | 'host'>,
): Promise<void> {
  const { name } = tenant;
  const sharers = sharersOf(project, tenant);
  const record = readAdoption(root, name);
  const known = new Set(record ? adoptionLosses(tenant, sharers, record).map(({ id }) => id) : []);
  const now = await lossesNow(tenant, sharers, host);
  const unseen = now.filter(({ id }) => !known.has(id));
  if (unseen.length === 0) return;
  throw new Refused(
    `${adoptionFile(name)} does not hold what would be lost now: ${unseen.map(({ message }) => message).join('; ')}`,
    `run s3-handshake adopt ${name} --record, which tells how it is kept`,
  );
}

async function lossesNow(
  tenant: Tenant,
  sharers: readonly Tenant[],
  { env, signal }: Work['host'],
): Promise<readonly Loss[]> {
  const sessions = openSessions(env, undefined, signal);
  try {
    const readRole = tenant.readRole ?? tenant.deployRole;
    // Who deploys may read what it is about to overwrite.
    const entered = await sessions.enter(readRole === undefined ? tenant : { ...tenant, readRole });
    if (entered.state !== 'present') throw unread(tenant, entered.message);
    const there = await readAdoptables(tenant, adopts(tenant), entered.value.clients(tenant.region), signal);
    const parts = Object.values(there).flatMap((one) => (one?.state === 'unreadable' ? one.parts : []));
    if (parts.length > 0)
      throw unread(tenant, parts.map(({ right, message }) => `${right}: ${message}`).join('; '));
    const { bucket, role } = there;
    // What is not there any more is not lost; Terraform itself says that it cannot be imported.
    return adoptionLosses(tenant, sharers, {
      ...(bucket?.state === 'present' ? { bucket: bucket.value } : {}),
      ...(role?.state === 'present' ? { role: role.value } : {}),
    });
  } catch (error) {
    // Without credentials one tenant is not deployed, and no other is kept from it.
    if (error instanceof UserError && !signal.aborted) throw unread(tenant, error.message);
    throw error;
  } finally {
    sessions.close();
  }
}

function unread({ name }: Tenant, why: string): Refused {
  return new Refused(
    `what ${name} takes over could not be read again, so that it is not known what would be lost: ${why}`,
    'give the deployer, or roles.read in handshake.yaml, the rights to read that s3-handshake drift --policy prints',
  );
}
