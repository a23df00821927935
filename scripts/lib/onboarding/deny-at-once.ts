/** The emergency brake: what the next deployment of a suspended tenant would do to its role, done now. */
import { PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import type { Tenant } from '../../../config/tenant';
import { accessPolicy } from '../../../constructs/policies/access-policy';
import { policyJson } from '../../../constructs/policies/policy-document';
import { trustPolicy } from '../../../constructs/policies/trust-policy';
import { type ClientSettings, iamClient } from '../aws-clients';
import { mustBeIn } from './customer-account';

export type Denied =
  | { readonly done: true }
  /** There is no role that could be used: nothing was deployed yet. */
  | { readonly done: false; readonly why: 'no role' };

/**
 * Puts the Deny on the role, by the name and in the words of the deployment, and closes its trust policy. The Deny
 * comes first: it is what stops sessions that live. `tenant` must be suspended. Throws what AWS answers, and `UserError`
 * for another account's credentials.
 */
export async function denyAtOnce(tenant: Tenant, settings: ClientSettings): Promise<Denied> {
  if (tenant.access !== 'suspended') throw new Error(`${tenant.name} is not suspended`);
  await mustBeIn(tenant.account, settings);
  const iam = iamClient(settings);
  const access = accessPolicy(tenant);
  const RoleName = tenant.role.name;
  try {
    await iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName: access.name, PolicyDocument: policyJson(access) }),
    );
    await iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: policyJson(trustPolicy(tenant)) }),
    );
    return { done: true };
  } catch (error) {
    if ((error as Error).name === 'NoSuchEntityException') return { done: false, why: 'no role' };
    throw error;
  } finally {
    iam.destroy();
  }
}
