/** The access point's policy: what the target role or user may do through it. */

import { ownerAclGrants } from '../config/tenant/owner-acl';
import type { Tenant } from '../config/tenant/tenant';
import { accessPointArn } from '../config/values/arn';
import { targetAudience } from './audience';
import { grantStatements } from './grant-scope';
import type { Policy } from './policy-document';

/** Undefined where the tenant has no access point. */
export function accessPointPolicy(tenant: Tenant): Policy | undefined {
  const { partition, region, account, accessPoint, grants } = tenant;
  if (!accessPoint) return undefined;
  const arn = accessPointArn(partition, region, account, accessPoint.name);
  const audience = targetAudience(tenant);
  return {
    name: 'access point',
    statements: grantStatements(grants, [arn], audience, ownerAclGrants(tenant)),
  };
}
