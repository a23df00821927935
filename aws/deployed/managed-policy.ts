/** A managed policy, in the version that holds. */
import { GetPolicyCommand, GetPolicyVersionCommand, type IAMClient } from '@aws-sdk/client-iam';
import { required } from '../required';
import { decodedPolicy } from './policy-text';
import { NO_SUCH_ENTITY, type Reading, read } from './reading';

/** The document. Absent where there is no such policy. */
export async function readManagedPolicy(
  iam: IAMClient,
  PolicyArn: string,
  signal?: AbortSignal,
): Promise<Reading<string>> {
  const defaultVersion = async () => {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    return required(Policy?.DefaultVersionId, 'GetPolicy', 'Policy.DefaultVersionId');
  };
  const version = await read(
    { right: 'iam:GetPolicy', call: defaultVersion, absent: NO_SUCH_ENTITY },
    signal,
  );
  if (version.state !== 'present') return version;
  const document = async () => {
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn, VersionId: version.value }),
    );
    return decodedPolicy(PolicyVersion?.Document, 'GetPolicyVersion', 'PolicyVersion.Document');
  };
  return read({ right: 'iam:GetPolicyVersion', call: document, absent: NO_SUCH_ENTITY }, signal);
}
