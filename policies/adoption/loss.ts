/** What a deployment that takes something over would take away from it. */
import { createHash } from 'node:crypto';
import { canonical, type Json } from '../../config/values/json-value';

export interface Loss {
  /**
   * `bucket.policy.PartnerReads-1f0c9a2b`: where, which, and the digest of what would be lost, so that an approval holds
   * for what was seen and for nothing that is put in its place.
   */
  readonly id: string;
  readonly of: 'bucket' | 'role';
  /** What would be lost, one sentence without a full stop. */
  readonly message: string;
  /** How it is kept, one sentence without a full stop. */
  readonly remediation: string;
  /** False where a deployment would destroy what it takes over, or cannot take it over at all: no approval helps. */
  readonly canBeApproved: boolean;
}

export interface LossParts extends Omit<Loss, 'id' | 'canBeApproved'> {
  /** Below `of`: `policy.PartnerReads`. */
  readonly at: string;
  /** What is there and would be lost. */
  readonly value: Json;
  readonly canBeApproved?: boolean;
}

export function loss({ at, value, canBeApproved = true, ...words }: LossParts): Loss {
  const digest = createHash('sha256').update(canonical(value)).digest('hex').slice(0, 8);
  return { id: `${words.of}.${at}-${digest}`, ...words, canBeApproved };
}

/** What is on the bucket or role and has another value in the tenant's file, or none. */
export function lostTags(
  of: Loss['of'],
  there: Readonly<Record<string, Json>>,
  expected: Readonly<Record<string, string>>,
): readonly Loss[] {
  return Object.entries(there)
    .filter(([key, value]) => expected[key] !== value)
    .map(([key, value]) =>
      loss({
        of,
        at: `tags.${key}`,
        value,
        message: `the ${of}'s tag ${key}=${String(value)} ${key in expected ? `becomes ${expected[key]}` : 'is removed'}`,
        remediation: `to keep it, set ${of === 'role' ? 'role.tags' : 'tags'}.${key} in the tenant's file`,
      }),
    );
}
