/** The access point's policy: what the target role or user may do through it. */

import { pointArn } from '../config/tenant/names';
import { ownerAclGrants } from '../config/tenant/owner-acl';
import type { Tenant } from '../config/tenant/tenant';
import { targetAudience } from './audience';
import { grantStatements } from './grant-scope';
import type { Policy } from './policy-document';

/** Undefined where the tenant has no access point. */
export function accessPointPolicy(tenant: Tenant): Policy | undefined {
  const arn = pointArn(tenant);
  if (arn === undefined) return undefined;
  const audience = targetAudience(tenant);
  return {
    name: 'access point',
    statements: grantStatements(tenant.grants, [arn], audience, ownerAclGrants(tenant)),
  };
}
