/** The rights with which Terraform can deploy tenants of one account, and nothing else. */
import { loadProject } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { deployableTenants } from '../../policies/deployable';
import { deployerPolicy } from '../../policies/deployer-policy';
import { documentOf } from '../../policies/policy-document';

/** `patterns`: names of tenants, none meaning all. Throws `UserError`, also where these lie in several accounts. */
export function deployerDocument(
  project: string,
  patterns: readonly string[],
): ReturnType<typeof documentOf> {
  const { tenants } = deployableTenants(loadProject(project, { tenants: patterns }), patterns);
  refuseSeveralAccounts(tenants);
  return documentOf(deployerPolicy(tenants));
}

/** Roles and access points of two accounts in one policy would be rights that nobody can use. */
function refuseSeveralAccounts(tenants: readonly Tenant[]): void {
  const accounts = [...new Set(tenants.map(({ account }) => account))];
  if (accounts.length > 1)
    throw new UserError(`these tenants lie in several accounts (${accounts.join(', ')}): name those of one`);
}
