/**
 * What the policy of the tenant's KMS key should say. It is its owner's: beside what all tenants with this key need it
 * leaves the rest to the account's own policies, as AWS makes keys.
 */
import type { Project } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { accountRootArn, parseArn } from '../../config/values/arn';
import { parsePolicy } from '../../iam';
import type { Key } from '../../iam/reach';
import { statementsForKeyOwner } from '../../policies/key-policy';
import type { Statement } from '../../policies/policy-document';

/** The document. Undefined where the bucket is encrypted without a key. */
export function expectedKeyPolicy({ tenants }: Project, tenant: Tenant): string | undefined {
  const arn = tenant.bucket.kmsKeyArn;
  if (arn === undefined) return undefined;
  const users = tenants.filter(({ bucket, access }) => bucket.kmsKeyArn === arn && access !== 'revoked');
  const needed = users.flatMap((user) => statementsForKeyOwner(user)?.statements ?? []);
  const root: Statement = {
    Sid: 'Account',
    Effect: 'Allow',
    Principal: { AWS: accountRootArn(tenant.partition, parseArn(arn)?.account ?? '') },
    Action: 'kms:*',
    Resource: '*',
  };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [...needed.map(({ statement }) => statement), root],
  });
}

export function expectedKeys(project: Project, tenant: Tenant): readonly Key[] {
  const document = expectedKeyPolicy(project, tenant);
  if (document === undefined) return [];
  const parsed = parsePolicy(document, 'key', 'key');
  if (!parsed.ok)
    throw new Error(parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; '));
  return [{ arn: tenant.bucket.kmsKeyArn ?? '', policy: parsed.policy }];
}
