/** The access keys of the target user against their age and their number. */

import { presentValue, type Reading } from '../../aws/deployed/reading';
import type { DeployedAccessKey } from '../../aws/deployed/user';
import type { Judged } from './judged-difference';
import type { ResourceComparison } from './resource-comparison';

/**
 * A key that is older is to be rotated.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-3
 */
const MOST_DAYS = 90;
const DAY = 86_400_000;

export function compareAccessKeys(
  reading: Reading<readonly DeployedAccessKey[]>,
  tenant: string,
  now: Date,
): ResourceComparison {
  if (reading.state === 'unread') return { judged: [], unread: [reading] };
  const keys = presentValue(reading) ?? [];
  const old = keys.flatMap((key): readonly Judged[] => {
    const days = Math.floor((now.getTime() - key.created.getTime()) / DAY);
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
        remediation: `s3-handshake keys rotate ${tenant}`,
      },
    ];
  });
  const active = keys.filter((key) => key.active).map(({ id }) => id);
  const several: readonly Judged[] =
    active.length < 2
      ? []
      : [
          {
            attribute: 'accessKeys.active',
            expected: 1,
            actual: [...active].sort(),
            severity: 'low',
            says: 'two access keys are active: a rotation was not finished',
            remediation: `s3-handshake keys rotate ${tenant} --finish`,
          },
        ];
  return { judged: [...old, ...several], unread: [] };
}
