/** When a new key may be made, and which one goes when the vendor has changed to it. Pure: by what IAM tells of the keys. */
import type { LastUse } from '../../aws/deployed/access-keys';
import type { Rotation } from '../../aws/deployed/rotation-record';
import { UserError } from '../../config/user-error';
import { type KnownKey, MOST_KEYS } from './target-user-keys';

/** Who used the old key within this time has not changed to the new one. */
const HOURS_OF_REST = 24;
const HOUR = 3_600_000;

/**
 * Throws `UserError` where there is no room for another key. `rotates`: there must be one that it is to follow; without
 * it there must be none, since one that nobody asked for would stay unseen. Answers the one that it is to follow.
 */
export function mustHaveRoom(
  tenant: string,
  keys: readonly KnownKey[],
  rotation: Rotation | undefined,
  rotates: boolean,
): KnownKey | undefined {
  const [first] = keys;
  if (rotates && !first)
    throw new UserError(`${tenant} has no access key to rotate: s3-handshake keys create ${tenant}`);
  if (keys.length >= MOST_KEYS)
    throw new UserError(
      `${tenant} has two access keys already, and AWS allows no more: ${keysInWords(keys)}; ${finishOrRevoke(tenant, rotation)}`,
    );
  if (!first || rotates) return first;
  throw new UserError(
    `${tenant} has an access key already: ${keyInWords(first)}; s3-handshake keys rotate ${tenant} makes a second one beside it, and if nobody has its secret, s3-handshake keys revoke ${tenant} ${first.id} deletes it`,
  );
}

function finishOrRevoke(tenant: string, rotation: Rotation | undefined): string {
  const revoke = `s3-handshake keys revoke ${tenant} <id> deletes the one that nobody should have`;
  if (!rotation) return `no record says that s3-handshake keys rotate made the second one, and ${revoke}`;
  return `s3-handshake keys rotate ${tenant} --finish deletes ${rotation.from} when the vendor uses ${rotation.to}, and ${revoke}`;
}

/**
 * The older of two keys, which may go now. Throws `UserError` where no rotation has begun, where no record says that these
 * two are of one, and where the older one may be the one in use. `force`: it goes though it was used within the last day;
 * never though it was used last, or though nobody used the newer one: then only its ID says that it is meant.
 */
export function keyToFinish(
  tenant: string,
  keys: readonly KnownKey[],
  rotation: Rotation | undefined,
  { force, now }: { readonly force: boolean; readonly now: Date },
): KnownKey {
  if (keys.length < MOST_KEYS)
    throw new UserError(
      `${tenant} has ${keys.length === 0 ? 'no access key' : 'one access key'}: no rotation has begun`,
    );
  const refuse = (why: string): UserError =>
    new UserError(
      `${why}: ${keysInWords(keys)}; s3-handshake keys revoke ${tenant} <id> deletes the one that is named`,
    );
  const old = keys.find(({ id }) => id === rotation?.from);
  const young = keys.find(({ id }) => id === rotation?.to);
  if (!old || !young)
    throw refuse(
      `no record says that s3-handshake keys rotate made the second access key of ${tenant}, so somebody else may have`,
    );
  if (!young.active) throw refuse('the newer key is inactive, so the older one is the only one that works');
  if (!young.lastUse)
    throw refuse(
      `nobody has used the newer key yet, so the vendor does not have it, or nobody does; s3-handshake verify ${tenant} --as vendor uses it. Nothing is deleted`,
    );
  if (!old.lastUse || !old.active) return old;
  if (old.lastUse.at.getTime() > young.lastUse.at.getTime())
    throw refuse('the older key was used after the newer one, so the vendor has not changed to it');
  if (!force && now.getTime() - old.lastUse.at.getTime() < HOURS_OF_REST * HOUR)
    throw new UserError(
      `the old key ${old.id} was ${lastUseInWords(old.lastUse)}, within the last ${HOURS_OF_REST} hours: the vendor may not have changed to the new one; --force deletes it all the same`,
    );
  return old;
}

/** `AKIA…, made 2026-11-01T…Z, never used`. */
export function keyInWords({ id, active, created, lastUse }: KnownKey): string {
  return `${id}${active ? '' : ', inactive'}, made ${instant(created)}, ${lastUseInWords(lastUse)}`;
}

export function keysInWords(keys: readonly KnownKey[]): string {
  return keys.map(keyInWords).join('; and ');
}

function lastUseInWords(lastUse: LastUse | undefined): string {
  if (!lastUse) return 'never used';
  const { at, service, region } = lastUse;
  return `last used ${instant(at)} at ${service} in ${region}`;
}

function instant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
