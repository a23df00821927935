/** What STS's operations share: how long a session lasts, which policies narrow it, what is handed out. */
import type { Key } from './credentials';
import { checkPolicyArn } from './iam-references';
import type { Query } from './message';
import { constraintError } from './parameter-shapes';
import { checkIamPolicy } from './policy-checks';
import { Refusal } from './refusal';
import type { World } from './world';
import type { XmlValue } from './xml';

/** The condition keys of STS that the gate knows. */
export const STS_KEYS = [
  'aws:CalledVia*',
  'sts:DurationSeconds',
  'sts:ExternalId',
  'sts:RoleSessionName',
  'sts:SourceIdentity',
  'sts:TransitiveTagKeys',
] as const;

/** `DurationSeconds`, which the model has checked. */
export function durationOf(form: Query, byDefault: number): number {
  return Number(form.get('DurationSeconds') ?? byDefault);
}

/** Characters of one session policy. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const SESSION_POLICY_QUOTA = 2048;

export async function checkSessionPolicies(
  world: World,
  account: string,
  policies: readonly string[],
  policyArns: readonly string[],
): Promise<void> {
  for (const policy of policies) {
    if (policy.length > SESSION_POLICY_QUOTA) {
      throw constraintError(
        policy,
        'policy',
        `Member must have length less than or equal to ${SESSION_POLICY_QUOTA}`,
      );
    }
    await checkIamPolicy(world, policy, 'session', account);
  }
  for (const arn of policyArns) {
    checkPolicyArn(arn);
    if ((await world.iam.managedPolicy(account, arn)) === undefined) {
      throw new Refusal(400, 'MalformedPolicyDocument', `Policy ARN ${arn} does not exist`);
    }
  }
}

export function credentialsOf(key: Key): XmlValue {
  return {
    AccessKeyId: key.accessKeyId,
    SecretAccessKey: key.secretAccessKey,
    SessionToken: key.sessionToken,
    Expiration: new Date(key.expiresAt ?? 0).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}
