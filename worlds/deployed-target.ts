/** The target role or user as it is deployed, with all policies that hang on it. */

import type { IdentityPolicies } from '../aws/deployed/identity-policies';
import { present, type Reading } from '../aws/deployed/reading';
import type { DeployedTarget, DeployedTenant } from '../aws/deployed/tenant-readings';
import type { Policy, PolicyKind } from '../iam';
import type { Actor } from '../iam/reach';
import { type Note, policyIn } from './deployed-policy';

/** Undefined where there is none, or where nothing is known of it. */
export function deployedActor(
  { target, managedPolicies }: Pick<DeployedTenant, 'target' | 'managedPolicies'>,
  note: Note,
): Actor | undefined {
  const found = target.kind === 'role' ? target.role : target.user;
  if (found.state === 'absent') return undefined;
  const managed = (arn: string, kind: PolicyKind): readonly Policy[] => {
    const read = managedPolicies.get(arn);
    const document = read === undefined || read.state === 'absent' ? notThere(arn) : read;
    return policiesIn(document, kind, arn, 'GetPolicyVersion', note);
  };
  const identity = holdersOf(target).flatMap((holder) => [
    ...inline(holder, target.kind === 'role' ? 'GetRolePolicy' : 'GetUserPolicy', note),
    ...[...(note(holder.attachedPolicies)?.keys() ?? [])].flatMap((arn) => managed(arn, 'identity')),
  ]);
  if (target.kind === 'user' && target.user.state === 'present') note(target.user.value.groups);
  const settings = note<RoleOrUserSettings>(found.value.settings);
  if (!settings) return undefined;
  const { arn, uniqueId, tags, permissionsBoundary, trustPolicy } = settings;
  const [boundary] = permissionsBoundary === undefined ? [] : managed(permissionsBoundary, 'boundary');
  const trust = trustPolicy && policyIn(present(trustPolicy), 'trust', 'the trust policy', 'GetRole', note);
  return {
    kind: target.kind,
    arn,
    uniqueId,
    identity,
    ...(boundary ? { boundary } : {}),
    ...(trust ? { trust } : {}),
    tags,
  };
}

interface RoleOrUserSettings {
  readonly arn: string;
  readonly uniqueId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly permissionsBoundary?: string;
  readonly trustPolicy?: string;
}

/** A user's groups hold policies for it. */
function holdersOf(target: DeployedTarget): readonly IdentityPolicies[] {
  if (target.kind === 'role') return target.role.state === 'present' ? [target.role.value] : [];
  return target.user.state === 'present' ? [target.user.value, ...target.groups.values()] : [];
}

function inline({ inlinePolicies }: IdentityPolicies, operation: string, note: Note): readonly Policy[] {
  return [...(note(inlinePolicies) ?? [])].flatMap(([name, document]) =>
    policiesIn(document, 'identity', name, operation, note),
  );
}

function policiesIn(...read: Parameters<typeof policyIn>): readonly Policy[] {
  const policy = policyIn(...read);
  return policy ? [policy] : [];
}

/** IAM deletes no policy that is attached, so what names it has changed since it was read. */
function notThere(arn: string): Reading<string> {
  const code = 'NoSuchEntity';
  const message = `${code}: the policy ${arn} was attached a moment ago and is not there any more`;
  return { state: 'unread', right: 'iam:GetPolicy', reason: 'failed', code, message };
}
