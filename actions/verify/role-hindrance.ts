/**
 * Why the target role does not let the caller in, however long one waits, by what the caller itself may read of it: there is no
 * such role, or its trust policy says no. What it may not read stands against nothing.
 */
import type { IAMClient } from '@aws-sdk/client-iam';
import { presentValue } from '../../aws/deployed/reading';
import { readRole } from '../../aws/deployed/role';
import { targetRoleArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { parseArn } from '../../config/values/arn';
import { decide, type Policy, type Principal, parsePolicy } from '../../iam';
import { whyMissing } from './deployed-part';

export interface RoleHindrance {
  readonly absent: boolean;
  /** A clause: `there is no such thing as the role acme-amperity`. */
  readonly says: string;
}

/** `caller`: its ARN as STS tells it. Undefined where the role may let it in, or nobody knows. Throws nothing. */
export async function roleHindrance(
  tenant: Tenant,
  iam: IAMClient,
  caller: string,
  externalId: string | undefined,
): Promise<RoleHindrance | undefined> {
  // A role of this name in the caller's own account would say nothing of the tenant's.
  if (parseArn(caller)?.account !== tenant.account) return undefined;
  const role = await readRole(iam, tenant.target.name);
  if (role.state === 'absent') return { absent: true, says: whyMissing('role', tenant, role) };
  const trust = presentValue(role.value.settings)?.trustPolicy;
  const says = trust === undefined ? undefined : trustHindrance(tenant, trust, caller, externalId);
  return says === undefined ? undefined : { absent: false, says };
}

/** Pure. Only what is denied for certain counts: whatever the caller's own policies and other keys say. */
export function trustHindrance(
  tenant: Tenant,
  trustPolicy: string,
  caller: string,
  externalId: string | undefined,
): string | undefined {
  const principal = principalOf(tenant, caller);
  const parsed = parsePolicy(trustPolicy, 'trust', tenant.target.name, 'keep');
  if (!principal || !parsed.ok) return undefined;
  const { outcome } = decide(
    {
      principal,
      action: 'sts:AssumeRole',
      resource: { arn: targetRoleArn(tenant) },
      context: externalId === undefined ? {} : { 'sts:ExternalId': externalId },
      vouchedKeys: ['sts:ExternalId'],
    },
    { identity: [EVERYTHING], resource: parsed.policy },
  );
  if (outcome !== 'denied') return undefined;
  const id = externalId === undefined ? 'without an external ID' : `with the external ID ${externalId}`;
  return `the trust policy of the role ${tenant.target.name}, as it is deployed, does not let ${caller} in ${id}`;
}

const EVERYTHING = everything();

function everything(): Policy {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: [statement] }, 'identity');
  if (!parsed.ok) throw new Error('a policy that allows everything is a policy');
  return parsed.policy;
}

/** STS tells a session without the path of its role, which the tenant's file has. */
function principalOf({ verifier, vendorPrincipals }: Tenant, caller: string): Principal | undefined {
  const { account, resource = '' } = parseArn(caller) ?? {};
  if (resource.startsWith('user/')) return { kind: 'user', arn: caller };
  const [kind, name] = resource.split('/');
  if (kind !== 'assumed-role') return undefined;
  const known = [...(verifier ? [verifier.principal] : []), ...vendorPrincipals];
  const roleArn = known.find((arn) => {
    const role = parseArn(arn);
    return (
      role?.account === account && role?.resource.startsWith('role/') && role.resource.endsWith(`/${name}`)
    );
  });
  return roleArn === undefined ? undefined : { kind: 'role-session', roleArn, sessionArn: caller };
}
