/** ARNs of managed policies, as permissions boundaries take them. */
import { parseArn } from './arn';
import { quote } from './quote';

const MANAGED_POLICY_PATTERN = /^policy\/(?:[\u0021-\u007e]+\/)?[\w+=,.@-]{1,128}$/;

export function managedPolicyProblem(text: string): string | undefined {
  const arn = parseArn(text);
  const sample = 'arn:aws:iam::111122223333:policy/boundary';
  if (
    arn?.service !== 'iam' ||
    arn.region !== '' ||
    arn.account === '' ||
    !MANAGED_POLICY_PATTERN.test(arn.resource)
  )
    return `${quote(text)} is no ARN of a managed policy; it looks like ${sample}`;
  return undefined;
}
