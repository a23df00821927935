/** A KMS key as it is deployed: whether it can be used, and by whom. */
import { DescribeKeyCommand, GetKeyPolicyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { required } from '../required';
import { type Absent, type Present, type Reading, read, readWhole } from './reading';

export interface KeySettings {
  /** The key's own, also where it was asked for by an alias. */
  readonly arn: string;
  /** AWS's word: `Enabled`, `Disabled`, `PendingDeletion` … */
  readonly state: string;
  /** `AWS`: a key such as `aws/s3`, which AWS keeps for a service in each account. */
  readonly manager: 'AWS' | 'CUSTOMER';
}

export interface DeployedKey {
  readonly settings: Reading<KeySettings>;
  /** The document. Of a key of another account AWS never hands it out. */
  readonly policy: Reading<string>;
}

/** `keyId`: an ARN, or an id or an alias (`alias/…`) of the account's own. */
export function readKey(
  kms: KMSClient,
  keyId: string,
  signal?: AbortSignal,
): Promise<Present<DeployedKey> | Absent> {
  return readWhole(async () => {
    const settings = await read({ right: 'kms:DescribeKey', call: () => settingsOf(kms, keyId) }, signal);
    // An alias names no key to GetKeyPolicy.
    const arn = settings.state === 'present' ? settings.value.arn : keyId;
    const policy = await read({ right: 'kms:GetKeyPolicy', call: () => policyOf(kms, arn) }, signal);
    return { settings, policy };
  });
}

async function settingsOf(kms: KMSClient, KeyId: string): Promise<KeySettings> {
  const operation = 'DescribeKey';
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
  const { Arn, KeyState, KeyManager } = required(KeyMetadata, operation, 'KeyMetadata');
  return {
    arn: required(Arn, operation, 'KeyMetadata.Arn'),
    state: required(KeyState, operation, 'KeyMetadata.KeyState'),
    manager: KeyManager ?? 'CUSTOMER',
  };
}

async function policyOf(kms: KMSClient, KeyId: string): Promise<string> {
  const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
  return required(Policy, 'GetKeyPolicy', 'Policy');
}
