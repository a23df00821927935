/** The target user against what the tenant's file asks for, and its access keys against their age. */

import { type Absent, type Present, presentValue, type Reading } from '../../aws/deployed/reading';
import type { DeployedAccessKey, DeployedUser } from '../../aws/deployed/user';
import type { Tenant } from '../../config/tenant/tenant';
import { userAttributes } from './actual';
import { compareInlinePolicies } from './inline-policies';
import type { Judged } from './make-finding';
import {
  compareReading,
  gone,
  NOTHING,
  type ResourceComparison,
  still,
  together,
} from './resource-comparison';
import type { WantedUser } from './wanted';

/**
 * A key that is older is to be rotated.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-3
 */
const MOST_DAYS = 90;
const DAY = 86_400_000;

export function compareUser(
  wanted: WantedUser,
  found: Present<DeployedUser> | Absent,
  tenant: Tenant,
  now: Date,
): ResourceComparison {
  if (wanted.kind === 'gone')
    return found.state === 'absent'
      ? NOTHING
      : still(
          userAttributes(found.value).path,
          'the access is revoked, but the user is still there, and its keys',
        );
  if (found.state === 'absent') return gone('the target user is gone');
  const attributes = userAttributes(found.value);
  const each = Object.entries(wanted.attributes).map(([attribute, value]) =>
    compareReading(attribute, value, attributes[attribute as keyof typeof wanted.attributes]),
  );
  return together(
    ...each,
    compareInlinePolicies(wanted.inlinePolicies, found.value.inlinePolicies, tenant.partition),
    compareKeys(found.value.accessKeys, tenant.name, now),
  );
}

function compareKeys(
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
        wanted: { MostDays: MOST_DAYS },
        found: {
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
            wanted: 1,
            found: [...active].sort(),
            severity: 'low',
            says: 'two access keys are active: a rotation was not finished',
            remediation: `s3-handshake keys rotate ${tenant} --finish`,
          },
        ];
  return { judged: [...old, ...several], unread: [] };
}
