/**
 * Whom a resource policy in the customer's account speaks to: one role or user, named by `aws:PrincipalArn` under the
 * account's root, not as the principal itself. Three reasons. The role may be made after the bucket's policy (S3
 * refuses a principal that does not exist, and on a shared bucket another stack makes it). A role that is made again
 * under the same name keeps its access, where a role ARN would have become a dead unique id. And an Allow to an
 * account root does not grant by itself within the account: the role's own policy must allow too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */

import { targetArn } from '../config/tenant/names';
import type { Tenant } from '../config/tenant/tenant';
import { accountRootArn } from '../config/values/arn';
import type { Audience } from './grant-scope';

export function targetAudience(tenant: Tenant): Required<Audience> {
  return {
    Principal: { AWS: accountRootArn(tenant.partition, tenant.account) },
    Condition: { ArnEquals: { 'aws:PrincipalArn': targetArn(tenant) } },
  };
}
