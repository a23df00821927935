/** ARNs of managed policies, as permissions boundaries take them. */
import { parseArn, severalArnsProblem } from './arn';
import { quote } from './quote';

const MANAGED_POLICY_PATTERN = /^policy\/(?:[\u0021-\u007e]+\/)?[\w+=,.@-]{1,128}$/;

/** A boundary of all that there is bounds nothing. */
const ADMINISTRATOR = /^policy\/AdministratorAccess$/;

/** AWS's own policies that allow all of S3: what bounds other services bounds nothing of a vendor's role. */
const ALL_OF_S3 = /^policy\/(?:PowerUserAccess|AmazonS3FullAccess)$/;

export function managedPolicyProblem(text: string): string | undefined {
  const several = severalArnsProblem(text);
  if (several !== undefined) return several;
  const arn = parseArn(text);
  const sample = 'arn:aws:iam::111122223333:policy/boundary';
  if (
    arn?.service !== 'iam' ||
    arn.region !== '' ||
    arn.account === '' ||
    !MANAGED_POLICY_PATTERN.test(arn.resource)
  )
    return `${quote(text)} is not an ARN of a managed policy; it looks like ${sample}`;
  if (arn.account === 'aws' && ADMINISTRATOR.test(arn.resource))
    return 'AdministratorAccess allows everything, so it bounds nothing; name a policy of the account, which s3-handshake deployer-policy --with-boundary prints';
  return undefined;
}

/** Whether a policy bounds nothing of what a role may do in S3; its name then. */
export function allowsAllOfS3(text: string): string | undefined {
  const arn = parseArn(text);
  return arn?.account === 'aws' && ALL_OF_S3.test(arn.resource)
    ? arn.resource.slice('policy/'.length)
    : undefined;
}
