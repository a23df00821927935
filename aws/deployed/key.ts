/** The policy of a KMS key as it is deployed. */
import { GetKeyPolicyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { required } from '../required';
import { type Reading, read } from './reading';

/** The document. Absent where there is no such key. */
export function readKeyPolicy(
  kms: KMSClient,
  keyArn: string,
  signal?: AbortSignal,
): Promise<Reading<string>> {
  const call = async () => {
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }));
    return required(Policy, 'GetKeyPolicy', 'Policy');
  };
  return read({ right: 'kms:GetKeyPolicy', call, absent: ['NotFoundException'] }, signal);
}
