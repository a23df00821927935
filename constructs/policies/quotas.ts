/** AWS's limits on the size of policies, told before AWS says so. */
import type { Tenant } from '../../config/tenant';
import { accessPointPolicy } from './access-point-policy';
import { rolePolicies } from './access-policy';
import { bucketPolicy } from './bucket-policy';
import { type Policy, policyJson } from './policy-document';
import { trustPolicy } from './trust-policy';

/**
 * IAM counts characters without white space, S3 bytes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
const QUOTAS = {
  trust: { limit: 2048, unit: 'characters' },
  /** All inline policies of a role together. */
  inline: { limit: 10_240, unit: 'characters' },
  bucket: { limit: 20 * 1024, unit: 'bytes' },
  accessPoint: { limit: 20 * 1024, unit: 'bytes' },
} as const;

export interface QuotaProblem {
  /** The field of the tenant's file that makes the policy as long as it is. */
  readonly path: string;
  readonly message: string;
}

/** `sharers`: the other tenants whose statements stand in the policy of the bucket that `tenant` makes. */
export function quotaProblems(tenant: Tenant, sharers: readonly Tenant[]): readonly QuotaProblem[] {
  const trust = check('trust', [trustPolicy({ ...tenant, access: 'active' })], 'externalId', 'trust policy');
  const inline = check('inline', rolePolicies(tenant), 'grants', "role's inline policies");
  const point = check('accessPoint', [accessPointPolicy(tenant)], 'grants', "access point's policy");
  const bucket = tenant.bucket.existing
    ? []
    : check('bucket', [bucketPolicy(tenant, sharers)], 'bucket', "bucket's policy");
  return [...trust, ...inline, ...point, ...bucket];
}

function check(
  quota: keyof typeof QUOTAS,
  policies: readonly (Policy | undefined)[],
  path: string,
  what: string,
): readonly QuotaProblem[] {
  const { limit, unit } = QUOTAS[quota];
  const texts = policies.flatMap((policy) => (policy ? [policyJson(policy)] : []));
  const size = texts.reduce(
    (sum, text) => sum + (unit === 'bytes' ? Buffer.byteLength(text) : text.length),
    0,
  );
  if (size <= limit) return [];
  return [{ path, message: `the ${what} would be ${size} ${unit} long; AWS allows ${limit}` }];
}
