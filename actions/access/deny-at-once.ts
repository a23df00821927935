/** The emergency brake: what the next deployment of a suspended tenant would do to its role or user, done now. */
import {
  type IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { type ClientSettings, iamClient } from '../../aws/clients';
import { mustBeIn } from '../../aws/customer-account';
import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { accessPolicy } from '../../policies/access-policy';
import { policyJson } from '../../policies/policy-document';
import { trustPolicy } from '../../policies/trust-policy';

export type Denied =
  | { readonly done: true }
  /** There is no role or user that could be used: nothing was deployed yet. */
  | { readonly done: false; readonly why: 'not there' };

/**
 * Puts the Deny on the role or user, by the name and in the words of the deployment, and closes a role's trust policy.
 * The Deny comes first: it is what stops sessions that live. The trust policy is closed even where the Deny fails. `tenant` must be suspended. Throws what AWS answers, and `UserError`
 * for another account's credentials.
 */
export async function denyAtOnce(tenant: Tenant, settings: ClientSettings): Promise<Denied> {
  if (tenant.access !== 'suspended') throw new Error(`${tenant.name} is not suspended`);
  await mustBeIn(tenant.account, settings);
  const iam = iamClient(settings);
  try {
    await (targetKind(tenant) === 'user' ? denyUser(iam, tenant) : denyRole(iam, tenant));
    return { done: true };
  } catch (error) {
    if ((error as Error).name === 'NoSuchEntityException') return { done: false, why: 'not there' };
    throw error;
  } finally {
    iam.destroy();
  }
}

/** A Deny that AWS does not take, because the policy has no room for it, is no reason to let new sessions begin. */
async function denyRole(iam: IAMClient, tenant: Tenant): Promise<void> {
  const RoleName = tenant.target.name;
  const PolicyDocument = policyJson(trustPolicy(tenant));
  const deny = new PutRolePolicyCommand({ RoleName, ...inlineDeny(tenant) });
  const close = new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument });
  const [denied] = await Promise.allSettled([iam.send(deny)]);
  const [closed] = await Promise.allSettled([iam.send(close)]);
  for (const outcome of [denied, closed]) if (outcome.status === 'rejected') throw outcome.reason;
}

async function denyUser(iam: IAMClient, tenant: Tenant): Promise<void> {
  await iam.send(new PutUserPolicyCommand({ UserName: tenant.target.name, ...inlineDeny(tenant) }));
}

function inlineDeny(tenant: Tenant): { readonly PolicyName: string; readonly PolicyDocument: string } {
  const access = accessPolicy(tenant);
  return { PolicyName: access.name, PolicyDocument: policyJson(access) };
}
