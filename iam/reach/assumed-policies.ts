/** What stands for policies that nobody read. */
import { parsePolicy } from '../parse-policy';
import type { Policy, PolicyKind } from '../policy';

function policyOf(kind: PolicyKind, name: string, principal?: unknown): Policy {
  const statement = {
    Effect: 'Allow',
    Action: kind === 'trust' ? 'sts:*' : '*',
    ...(kind === 'trust' ? {} : { Resource: '*' }),
    ...(principal === undefined ? {} : { Principal: principal }),
  };
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: [statement] }, kind, name);
  if (!parsed.ok)
    throw new Error(parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; '));
  return parsed.policy;
}

/** The principal's own account lets it do everything. */
export const OWN_ACCOUNT_ALLOWS = policyOf('identity', 'its own policies');

/** The same where statements name whom they are about, as those of a resource control policy do: everybody. */
export const OWN_ACCOUNT_ALLOWS_EVERYBODY: Policy = {
  ...OWN_ACCOUNT_ALLOWS,
  statements: policyOf('resource', OWN_ACCOUNT_ALLOWS.name, '*').statements,
};

/** A stranger's access point lets everybody do everything. */
export const STRANGERS_POINT = policyOf('resource', "a stranger's access point", '*');

export const ALLOWS_EVERYBODY = policyOf('resource', 'a policy that was not read', '*');

/**
 * A role or a key of the tenant's account of which nobody read the policy: as AWS makes them, it leaves the right to the
 * account's own policies.
 */
export function leavesToAccount(account: string): Policy {
  const known = LEAVING.get(account);
  if (known) return known;
  const policy = policyOf('resource', 'a policy that was not read', { AWS: account });
  LEAVING.set(account, policy);
  return policy;
}

const LEAVING = new Map<string, Policy>();
