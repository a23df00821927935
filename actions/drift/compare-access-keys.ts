/** The access keys of the target user against their age and their number. */

import type { DeployedAccessKey, LastUse } from '../../aws/deployed/access-keys';
import { presentValue, type Reading } from '../../aws/deployed/reading';
import type { DeployedUser } from '../../aws/deployed/user';
import type { Judged } from './judged-difference';
import type { ResourceComparison } from './resource-comparison';

/**
 * A key that is older is to be rotated.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-3
 */
const MOST_DAYS = 90;
const DAY = 86_400_000;

export function compareAccessKeys(
  { accessKeys, lastUses }: Pick<DeployedUser, 'accessKeys' | 'lastUses'>,
  now: Date,
): ResourceComparison {
  if (accessKeys.state === 'unread') return { judged: [], unread: [accessKeys] };
  const keys = presentValue(accessKeys) ?? [];
  const old = keys.flatMap((key): readonly Judged[] => {
    const days = daysOf(key, now);
    if (days <= MOST_DAYS) return [];
    return [
      {
        attribute: `accessKeys.${key.id}`,
        expected: { MostDays: MOST_DAYS },
        actual: {
          Created: key.created.toISOString().slice(0, 10),
          Status: key.active ? 'Active' : 'Inactive',
        },
        says: `the access key is ${days} days old; a key does not end by itself`,
      },
    ];
  });
  return { judged: [...old, ...severalActive(keys, lastUses, now)], unread: [] };
}

/**
 * A second key lets in whoever has it, and nothing that AWS tells says who made it.
 */
function severalActive(
  keys: readonly DeployedAccessKey[],
  lastUses: DeployedUser['lastUses'],
  now: Date,
): readonly Judged[] {
  const active = keys.filter((key) => key.active);
  if (active.length < 2) return [];
  const each = active.map(
    (key) => `${key.id}, ${daysOf(key, now)} days old, ${useInWords(lastUses.get(key.id))}`,
  );
  return [
    {
      attribute: 'accessKeys.active',
      expected: 1,
      actual: active.map(({ id }) => id).sort(),
      severity: 'high',
      says: `two access keys are active: ${each.join('; and ')}. Who began no rotation did not make the second one`,
    },
  ];
}

function daysOf({ created }: DeployedAccessKey, now: Date): number {
  return Math.floor((now.getTime() - created.getTime()) / DAY);
}

function useInWords(reading: Reading<LastUse> | undefined): string {
  if (!reading || reading.state === 'unread')
    return `last use not known (${reading?.message ?? 'not asked'})`;
  if (reading.state === 'absent') return 'never used';
  const { at, service, region } = reading.value;
  return `last used ${at.toISOString().slice(0, 19)}Z at ${service} in ${region}`;
}
