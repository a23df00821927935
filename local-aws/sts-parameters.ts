/** What STS's operations share: how long a session lasts, which policies narrow it, what is handed out. */
import type { Key } from './credentials';
import type { Query } from './message';
import { checkIamPolicy } from './policy-checks';
import { Refusal } from './refusal';
import { constraintError } from './sts-model';
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

interface Seconds {
  readonly default: number;
  readonly least: number;
  readonly most: number;
}

/** `DurationSeconds`, within what the operation takes. */
export function durationOf(form: Query, seconds: Seconds): number {
  const text = form.get('DurationSeconds');
  if (text === undefined) return seconds.default;
  const value = Number(text);
  const isLess = value < seconds.least;
  if (Number.isInteger(value) && !isLess && value <= seconds.most) return value;
  const constraint = isLess
    ? `Member must have value greater than or equal to ${seconds.least}`
    : `Member must have value less than or equal to ${seconds.most}`;
  throw constraintError(text, 'durationSeconds', constraint);
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
