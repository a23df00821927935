/** Who makes the requests that a tenant's table speaks of: the vendor, in the target and at its door. */
import { targetArn, targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { parseArn, roleArn } from '../../config/values/arn';
import type { Case } from '../../iam/reach';

/** As a comparison takes it. */
export type Caller = Pick<Case, 'principal' | 'backing'>;

/** A name that nobody's role has. */
const ANY_ROLE = 's3-handshake-any';

/** The vendor in the target role, or as the target user. */
export function sessionOf(tenant: Tenant): Caller {
  const arn = targetArn(tenant);
  const principal = targetKind(tenant) === 'user' ? ({ kind: 'user', arn } as const) : sessionIn(arn);
  return { principal, backing: 'actor' };
}

/** Who comes as a principal that the tenant's file names. An account's root means its roles. */
export function callerNamed({ account }: Tenant, arn: string): Caller {
  const { partition = 'aws', account: owner = '', resource = '' } = parseArn(arn) ?? {};
  const backing = owner === account ? 'everything' : 'foreign';
  if (resource.startsWith('user/')) return { principal: { kind: 'user', arn }, backing };
  const role = resource === 'root' ? roleArn(partition, owner, '/', ANY_ROLE) : arn;
  return { principal: sessionIn(role), backing };
}

function sessionIn(role: string): Caller['principal'] {
  const { partition = 'aws', account = '', resource = '' } = parseArn(role) ?? {};
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  const sessionArn = `arn:${partition}:sts::${account}:assumed-role/${name}/s3-handshake`;
  return { kind: 'role-session', roleArn: role, sessionArn };
}
