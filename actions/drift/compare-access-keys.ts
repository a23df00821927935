/** The access keys of the target user against their age, their number and the rotation that is on record. */

import type { DeployedAccessKey } from '../../aws/deployed/access-keys';
import { presentValue } from '../../aws/deployed/reading';
import { type Rotation, rotationOf } from '../../aws/deployed/rotation-record';
import type { DeployedUser } from '../../aws/deployed/user';
import { counted } from '../../report/finding-words';
import { accessKeyText, ageInDays } from '../../worlds/access-key-words';
import { ATTRIBUTES } from './attributes';
import type { Judged } from './judged-difference';
import type { ResourceComparison } from './resource-comparison';

/**
 * A key that is older is to be rotated.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-3
 */
const MOST_DAYS = 90;

/** Within this time a vendor has changed to a new key; until then both must work. */
const ROTATION_DAYS = 14;

const PARTS = ATTRIBUTES.user.accessKeys.parts;

/** The attribute of a rotation that goes on. */
export const ROTATION = 'accessKeys.rotation';

export function compareAccessKeys(
  { accessKeys, lastUses, settings }: Pick<DeployedUser, 'accessKeys' | 'lastUses' | 'settings'>,
  now: Date,
): ResourceComparison {
  if (accessKeys.state === 'unread') return { judged: [], unread: [accessKeys] };
  const keys = presentValue(accessKeys) ?? [];
  const rotation = rotationOf(presentValue(settings)?.tags ?? {}, keys);
  // The key that goes is as old as it is: that is why it goes.
  const old = keys
    .filter(({ id }) => id !== rotation?.from)
    .flatMap((key): readonly Judged[] => {
      const days = ageInDays(key, now);
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
  const several = rotation
    ? goingOn(rotation, keys, lastUses, now)
    : unexplained(keys, lastUses, now, settings.state === 'unread');
  return { judged: [...old, ...several], unread: [] };
}

function goingOn(
  { from, to }: Rotation,
  keys: readonly DeployedAccessKey[],
  lastUses: DeployedUser['lastUses'],
  now: Date,
): readonly Judged[] {
  const days = Math.min(...keys.filter(({ id }) => id === to).map((key) => ageInDays(key, now)));
  const isYoung = days <= ROTATION_DAYS;
  return [
    {
      attribute: ROTATION,
      expected: 1,
      actual: [from, to],
      severity: isYoung ? 'note' : PARTS.rotation.severity,
      says: `the rotation that keys rotate began ${counted(days, 'day')} ago ${isYoung ? 'goes on' : 'is not finished'}: ${eachInWords(keys, lastUses, now)}`,
    },
  ];
}

/**
 * A second key lets in whoever has it, and no record says that it is ours. `isRecordUnread`: there may be one.
 */
function unexplained(
  keys: readonly DeployedAccessKey[],
  lastUses: DeployedUser['lastUses'],
  now: Date,
  isRecordUnread: boolean,
): readonly Judged[] {
  const active = keys.filter((key) => key.active);
  if (active.length < 2) return [];
  const record = isRecordUnread
    ? 'whether keys rotate made the second one is not known'
    : 'no record says that keys rotate made the second one, so somebody else may have';
  return [
    {
      attribute: 'accessKeys.active',
      expected: 1,
      actual: active.map(({ id }) => id).sort(),
      severity: PARTS.active.severity,
      says: `two access keys are active, and ${record}: ${eachInWords(active, lastUses, now)}`,
    },
  ];
}

function eachInWords(
  keys: readonly DeployedAccessKey[],
  lastUses: DeployedUser['lastUses'],
  now: Date,
): string {
  return keys.map((key) => accessKeyText(key, lastUses, now)).join('; and ');
}
