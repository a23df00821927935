/** What tenants claim for themselves, sorted out so that the rules between them need not look at every pair. */

import type { Ruling, TenantView } from '../tenant/tenant-draft';
import type { Partition } from '../values/arn';

/** A tenant among the others. */
export interface Claimant {
  readonly view: TenantView;
  /** Path of the file. */
  readonly file: string;
  /** The text of a file that is no map of fields, so that nothing but the text can be looked at. */
  readonly unread?: string;
  /** Whether nothing is wrong with the tenant by itself: a file that is broken accuses nobody but itself. */
  readonly sound: boolean;
}

export interface CrossRuling extends Ruling {
  readonly tenant: string;
}

/** All tenants, and what several rules ask of them, sorted out once. */
export interface Claims {
  readonly claimants: readonly Claimant[];
  /** By {@link bucketKey}. */
  readonly byBucket: ReadonlyMap<string, readonly Claimant[]>;
  /** Those of each bucket that several use. */
  readonly sharers: readonly (readonly Claimant[])[];
}

export function claimsOf(claimants: readonly Claimant[]): Claims {
  const byBucket = sorted(claimants, (view) => [bucketKey(view)]);
  return { claimants, byBucket, sharers: ofSeveral(byBucket) };
}

/** Names of buckets are unique in a partition. */
function bucketKey({ says, partition }: TenantView): string | undefined {
  const name = says.bucket?.name;
  return name === undefined || partition === undefined ? undefined : keyOfBucket(partition, name);
}

export function keyOfBucket(partition: Partition, name: string): string {
  return `${partition} ${name}`;
}

/** By each of the keys that `keysOf` gives, those that have it, in their order. */
function sorted(
  claimants: readonly Claimant[],
  keysOf: (view: TenantView) => readonly (string | undefined)[],
): ReadonlyMap<string, readonly Claimant[]> {
  const byKey = new Map<string, Claimant[]>();
  for (const claimant of claimants) {
    const keys = keysOf(claimant.view);
    for (const key of keys.length > 1 ? new Set(keys) : keys) {
      if (key === undefined) continue;
      const group = byKey.get(key);
      if (group) group.push(claimant);
      else byKey.set(key, [claimant]);
    }
  }
  return byKey;
}

function ofSeveral(byKey: ReadonlyMap<string, readonly Claimant[]>): readonly (readonly Claimant[])[] {
  return [...byKey.values()].filter((group) => group.length > 1);
}

/** Those that have a key in common with another. */
export function groups(
  claimants: readonly Claimant[],
  keysOf: (view: TenantView) => readonly (string | undefined)[],
): readonly (readonly Claimant[])[] {
  return ofSeveral(sorted(claimants, keysOf));
}
