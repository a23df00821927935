/** Finding the keys of KMS, and what it takes to use one. */

import type { Caller } from './credentials';
import type { Keys } from './global-keys';
import type { KmsKey } from './kms-key';
import type { Answer } from './message';
import type { Permission } from './permission';
import type { World } from './world';

/** The condition keys that the gate knows of a call to KMS. */
export const KMS_KEYS = [
  'kms:CallerAccount',
  'kms:EncryptionContext:*',
  'kms:EncryptionContextKeys',
  'kms:GrantIsForAWSResource',
  'kms:ViaService',
] as const;

const KEY_ARN = /^arn:aws:kms:(?<region>[a-z0-9-]+):(?<account>\d{12}):(?<rest>(?:key|alias)\/.+)$/;

/** By id, ARN, alias or alias ARN, as KMS takes them. What is no ARN is looked for in the given account and region. */
export async function findKey(
  world: World,
  account: string,
  region: string,
  keyId: string,
): Promise<KmsKey | undefined> {
  const arn = KEY_ARN.exec(keyId)?.groups;
  const owner = arn?.account ?? account;
  const place = arn?.region ?? region;
  const name = arn?.rest?.replace(/^key\//, '') ?? keyId;
  const cached = world.kmsKeys.get(`${owner}/${place}/${name}`);
  if (cached) return cached;
  const reading = readKey(world, owner, place, name);
  world.kmsKeys.set(`${owner}/${place}/${name}`, reading);
  reading.catch(() => world.kmsKeys.delete(`${owner}/${place}/${name}`));
  return reading;
}

async function readKey(
  world: World,
  account: string,
  region: string,
  name: string,
): Promise<KmsKey | undefined> {
  const described = await askKms(world, account, region, 'DescribeKey', { KeyId: name });
  if (described.status >= 300) return undefined;
  const { KeyMetadata } = JSON.parse(described.body.toString()) as {
    KeyMetadata: { Arn: string; KeyId: string; KeyState: string };
  };
  const read = await askKms(world, account, region, 'GetKeyPolicy', {
    KeyId: KeyMetadata.KeyId,
    PolicyName: 'default',
  });
  const { Policy } = JSON.parse(read.body.toString()) as { Policy: string };
  return { arn: KeyMetadata.Arn, account, region, state: KeyMetadata.KeyState, policy: Policy };
}

/** Any KMS call, past the gate. */
export function askKms(
  world: World,
  account: string,
  region: string,
  operation: string,
  input: object,
): Promise<Answer> {
  return world.moto.send({
    service: 'kms',
    region,
    account,
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${operation}` },
    body: JSON.stringify(input),
  });
}

/** `action`: `kms:Decrypt` … */
export function permissionOnKey(caller: Caller, key: KmsKey, action: string, keys: Keys): Permission {
  return {
    action,
    arn: key.arn,
    account: key.account,
    policy: { kind: 'key', name: key.arn, document: key.policy },
    keys: { ...keys, ...(caller.kind === 'anonymous' ? {} : { 'kms:CallerAccount': caller.account }) },
    knownKeys: KMS_KEYS,
  };
}
