/** The keys as they are deployed: the one that the tenant's file names, and the one of the bucket's default encryption. */

import type { DeployedKey } from '../aws/deployed/key';
import type { Absent, Present } from '../aws/deployed/reading';
import type { DeployedTenant } from '../aws/deployed/tenant-readings';
import type { Tenant } from '../config/tenant/tenant';
import { formatArn, parseArn } from '../config/values/arn';
import type { Key } from '../iam/reach';
import { type Note, policyIn } from './deployed-policy';

/**
 * Without the keys that AWS keeps for its services: every principal of the account may use those by way of S3, and no
 * policy of anybody's changes that. https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function deployedKeys(
  { bucket: { kmsKeyArn }, ...tenant }: Tenant,
  keys: DeployedTenant['keys'],
  note: Note,
): readonly Key[] {
  const byArn = new Map<string, Key>();
  for (const [id, reading] of keys) {
    const arn = keyArnIn(tenant, keys, id);
    if (arn === undefined || byArn.has(arn)) continue;
    // AWS shows no account the policy of another's key; what the file does not name the target has no right on.
    const isReadable = parseArn(arn)?.account === tenant.account || arn === kmsKeyArn;
    byArn.set(arn, deployedKey(arn, reading, isReadable ? note : () => undefined));
  }
  return [...byArn.values()];
}

/** `id`: as the default encryption names a key. Undefined for a key of AWS's. */
export function keyArnIn(
  { partition, region, account }: Pick<Tenant, 'partition' | 'region' | 'account'>,
  keys: DeployedTenant['keys'],
  id: string,
): string | undefined {
  const reading = keys.get(id);
  const settings = reading?.state === 'present' ? reading.value.settings : undefined;
  if (settings?.state === 'present') return settings.value.manager === 'AWS' ? undefined : settings.value.arn;
  if (parseArn(id)) return id;
  const resource = id.startsWith('alias/') ? id : `key/${id}`;
  return formatArn({ partition, service: 'kms', region, account, resource });
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const USABLE: ReadonlySet<string> = new Set(['Enabled', 'Updating']);

function deployedKey(arn: string, reading: Present<DeployedKey> | Absent, note: Note): Key {
  if (reading.state === 'absent') return { arn, usable: false };
  const settings = note(reading.value.settings);
  const policy = policyIn(reading.value.policy, 'key', "the key's policy", 'GetKeyPolicy', note);
  return {
    arn,
    ...(policy ? { policy } : {}),
    ...(settings ? { usable: USABLE.has(settings.state) } : {}),
  };
}
