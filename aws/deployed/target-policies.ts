/** The policies of a target role or user, with the documents of all that is attached to it, parsed for the policy engine. */
import type { IAMClient } from '@aws-sdk/client-iam';
import type { Policy, PolicyKind } from '../../iam';
import { type IdentityPolicies, readIdentityPolicies } from './identity-policies';
import { readManagedPolicy } from './managed-policy';
import { parsedPolicy } from './policy-text';
import { ABSENT, mapReading, present, type Reading, type Unread } from './reading';
import { readRole } from './role';
import { readUser } from './user';

export interface TargetPolicies {
  readonly arn: string;
  /** Inline and attached; of a user, those of its groups too. */
  readonly policies: readonly Policy[];
  /** Named by its ARN. */
  readonly boundary?: Policy;
  /** Of a role alone. */
  readonly trust?: Policy;
}

/** Unread where any of them is: nothing can be decided by the others alone. */
export async function readTargetRole(iam: IAMClient, name: string): Promise<Reading<TargetPolicies>> {
  const role = await readRole(iam, name);
  if (role.state === 'absent') return ABSENT;
  const { settings } = role.value;
  if (settings.state !== 'present') return settings;
  const { arn, trustPolicy, permissionsBoundary } = settings.value;
  const trust = mapReading(settings, 'iam:GetRole', () =>
    parsedPolicy(trustPolicy, 'trust', 'the trust policy', 'GetRole'),
  );
  if (trust.state !== 'present') return trust;
  const target = await readTarget(iam, arn, [role.value], permissionsBoundary);
  return target.state === 'present' ? present({ ...target.value, trust: trust.value }) : target;
}

export async function readTargetUser(iam: IAMClient, name: string): Promise<Reading<TargetPolicies>> {
  const user = await readUser(iam, name);
  if (user.state === 'absent') return ABSENT;
  const { settings, groups } = user.value;
  if (settings.state !== 'present') return settings;
  if (groups.state !== 'present') return groups;
  const ofGroups = await Promise.all(
    [...groups.value.keys()].map((group) => readIdentityPolicies(iam, 'Group', group)),
  );
  return readTarget(iam, settings.value.arn, [user.value, ...ofGroups], settings.value.permissionsBoundary);
}

async function readTarget(
  iam: IAMClient,
  arn: string,
  holders: readonly IdentityPolicies[],
  boundaryArn: string | undefined,
): Promise<Reading<TargetPolicies>> {
  const [policies, boundary] = await Promise.all([
    Promise.all(holders.map((holder) => policiesOf(iam, holder))),
    boundaryArn === undefined ? undefined : readManaged(iam, boundaryArn, 'boundary'),
  ]);
  const all = [...policies.flat(), ...(boundary ? [boundary] : [])];
  const unread = all.find((policy): policy is Unread => policy.state === 'unread');
  if (unread) return unread;
  return present({
    arn,
    policies: policies.flat().flatMap((policy) => (policy.state === 'present' ? policy.value : [])),
    ...(boundary?.state === 'present' ? { boundary: boundary.value } : {}),
  });
}

async function policiesOf(
  iam: IAMClient,
  { inlinePolicies, attachedPolicies }: IdentityPolicies,
): Promise<readonly Reading<Policy>[]> {
  if (inlinePolicies.state !== 'present') return [inlinePolicies as Reading<never>];
  if (attachedPolicies.state !== 'present') return [attachedPolicies as Reading<never>];
  const attached = [...attachedPolicies.value.keys()].map((arn) => readManaged(iam, arn, 'identity'));
  return [
    ...[...inlinePolicies.value].map(([name, document]) =>
      mapReading(document, 'iam:GetRolePolicy', (text) =>
        parsedPolicy(text, 'identity', name, 'GetRolePolicy'),
      ),
    ),
    ...(await Promise.all(attached)),
  ];
}

async function readManaged(iam: IAMClient, arn: string, kind: PolicyKind): Promise<Reading<Policy>> {
  const document = await readManagedPolicy(iam, arn);
  if (document.state === 'absent') return notThere(arn);
  return mapReading(document, 'iam:GetPolicyVersion', (text) =>
    parsedPolicy(text, kind, arn, 'GetPolicyVersion'),
  );
}

/** IAM deletes no policy that is attached, so what names it has changed since it was read. */
function notThere(arn: string): Unread {
  const code = 'NoSuchEntity';
  const message = `${code}: the policy ${arn} was attached a moment ago and is not there any more`;
  return { state: 'unread', right: 'iam:GetPolicy', reason: 'failed', code, message };
}
