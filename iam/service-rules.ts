/** What single services add to the evaluation that holds for all. */
import type { ArnParts } from './arn';
import type { PolicyKind } from './policy';
import type { AccessRequest } from './request';

export interface ServiceRule {
  readonly rule: string;
  readonly source: string;
}

/** A rule that refuses the request whatever the policies say. */
export function serviceRuleAgainst({ principal, action }: AccessRequest): ServiceRule | undefined {
  if (principal.kind !== 'root' || action.toLowerCase() !== 'sts:assumerole') return undefined;
  return {
    rule: 'the root user of an account cannot assume a role',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
  };
}

/** A rule by which the request is allowed whatever the policies say, an explicit Deny too. */
export function serviceRuleFor({ principal, action }: AccessRequest): ServiceRule | undefined {
  if (principal.kind === 'anonymous' || action.toLowerCase() !== 'sts:getcalleridentity') return undefined;
  return {
    rule: 'every signed request may ask for its own identity',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html',
  };
}

/**
 * A role's trust policy and a key's policy must allow whatever is done with them, in the same account too: the
 * principal itself, or its account, which then leaves it to its own policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function needsResourcePolicy(kind: PolicyKind | undefined, action: string, arn: ArnParts): boolean {
  if (kind === 'trust' || kind === 'key') return true;
  const [, , service, , , resource = ''] = arn;
  if (service === 'kms') return resource.startsWith('key/');
  return service === 'iam' && resource.startsWith('role/') && action.startsWith('sts:');
}

const BUCKET_POLICY_ACTIONS = ['s3:getbucketpolicy', 's3:putbucketpolicy', 's3:deletebucketpolicy'];

/**
 * The root user of a bucket's owner can always read, put and delete the bucket's policy, whatever that policy denies,
 * so that nobody locks himself out. `action` in lower case.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export function canRepairBucketPolicy(
  { principal }: Pick<AccessRequest, 'principal'>,
  action: string,
): boolean {
  return principal.kind === 'root' && BUCKET_POLICY_ACTIONS.includes(action);
}
