/** What is said of a target user's access keys: ids, ages and uses, never a secret. */
import type { DeployedAccessKey, LastUse } from '../aws/deployed/access-keys';
import type { Reading } from '../aws/deployed/reading';
import type { DeployedUser } from '../aws/deployed/user';

const DAY = 86_400_000;

export function ageInDays({ created }: DeployedAccessKey, now: Date): number {
  return Math.floor((now.getTime() - created.getTime()) / DAY);
}

/** `AKIA…, 12 days old, never used`. */
export function accessKeyText(key: DeployedAccessKey, lastUses: DeployedUser['lastUses'], now: Date): string {
  const use = lastUses.get(key.id);
  const parts = [
    `${ageInDays(key, now)} days old`,
    ...(key.active ? [] : ['inactive']),
    // Of a key that is alone nobody has to know which of them is in use.
    ...(use ? [useInWords(use)] : []),
  ];
  return [key.id, ...parts].join(', ');
}

function useInWords(reading: Reading<LastUse>): string {
  if (reading.state === 'unread') return `last use not known (${reading.message})`;
  if (reading.state === 'absent') return 'never used';
  const { at, service, region } = reading.value;
  return `last used ${at.toISOString().slice(0, 19)}Z at ${service} in ${region}`;
}
