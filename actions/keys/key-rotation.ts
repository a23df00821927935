/** Which key is to go when a new one is there, and whether it may go yet. */
import { UserError } from '../../config/user-error';
import { type KeyOnRecord, type LastUse, MOST_KEYS } from './access-keys';

/** Whoever used the old key within this time has not changed to the new one. */
const HOURS_OF_REST = 24;
const HOUR = 3_600_000;

/** Throws `UserError` where there is no room for another key. `rotates`: there must be one that it is to follow. */
export function mustHaveRoom(tenant: string, keys: readonly KeyOnRecord[], rotates: boolean): void {
  if (rotates && keys.length === 0)
    throw new UserError(`${tenant} has no access key to rotate: s3-handshake keys create ${tenant}`);
  if (keys.length < MOST_KEYS) return;
  const ids = keys.map(({ accessKeyId }) => accessKeyId).join(' and ');
  throw new UserError(
    `${tenant} has two access keys already, ${ids}, and AWS allows no more: s3-handshake keys rotate ${tenant} --finish deletes the older one`,
  );
}

/** The older of the two. Throws `UserError` where no rotation has begun, or nobody can tell them apart. */
export function oldKey(tenant: string, keys: readonly KeyOnRecord[]): KeyOnRecord {
  const [old, young] = keys;
  if (!old || !young)
    throw new UserError(
      `${tenant} has ${keys.length === 0 ? 'no access key' : 'one access key'}: no rotation has begun`,
    );
  if (old.created.getTime() === young.created.getTime())
    throw new UserError(
      `the two access keys of ${tenant} were made in the same second, ${old.created.toISOString()}: nobody can tell which is the older one; delete it in IAM`,
    );
  return old;
}

/** Throws `UserError` where the vendor seems to use the old key still. */
export function mustRest(accessKeyId: string, lastUse: LastUse | undefined, now: Date): void {
  if (!lastUse || now.getTime() - lastUse.at.getTime() >= HOURS_OF_REST * HOUR) return;
  throw new UserError(
    `the old key ${accessKeyId} was ${lastUseInWords(lastUse)}, within the last ${HOURS_OF_REST} hours: the vendor may not have changed to the new one; --force deletes it all the same`,
  );
}

export function lastUseInWords(lastUse: LastUse | undefined): string {
  if (!lastUse) return 'never used';
  const { at, service, region } = lastUse;
  return `last used ${at.toISOString().slice(0, 19)}Z at ${service} in ${region}`;
}
