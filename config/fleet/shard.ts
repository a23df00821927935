/** A part of the fleet: which tenants it covers follows from their names alone. */
import { createHash } from 'node:crypto';
import { UserError } from '../user-error';

export interface Shard {
  /** Counted from 1. */
  readonly index: number;
  readonly count: number;
}

/** As many jobs as a matrix of GitHub's can have. */
const MOST = 256;

/** `3/16`. Throws `UserError`. */
export function parseShard(text: string): Shard {
  const [, index = '', count = ''] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index < 1 || shard.count > MOST || shard.index > shard.count)
    throw new UserError(
      `--shard is ${text}; it looks like 3/16: the third of sixteen parts, at most ${MOST}`,
    );
  return shard;
}

/** Whether `name`, a tenant's or an account's, belongs to the shard. */
export function isInShard(name: string, { index, count }: Shard): boolean {
  const hash = createHash('sha256').update(name).digest();
  return (hash.readUInt32BE(0) % count) + 1 === index;
}

/** By what two runs over the same tenants are known: names in any order. */
export function namesDigest(names: readonly string[]): string {
  return createHash('sha256')
    .update([...names].sort().join('\n'))
    .digest('hex')
    .slice(0, 16);
}
