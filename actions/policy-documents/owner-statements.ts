/**
 * What the owner of a bucket that no stack makes must add to the bucket's policy, and the owner of a KMS key to the
 * key's. Both have one owner, so the kit prints and never writes.
 */

import { loadProject, makerOf } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import type { Problem } from '../../config/yaml/problem';
import { statementsForBucketOwner } from '../../policies/bucket-policy';
import { deployableTenants } from '../../policies/deployable';
import { statementsForKeyOwner } from '../../policies/key-policy';
import { documentOf, type Policy } from '../../policies/policy-document';
import { documentHead, jsonDocument } from '../../report/json-document';
import { statementText } from './statement-text';

export interface OwnerStatements {
  readonly tenant: Tenant;
  /** Undefined where a stack makes the bucket and its policy. */
  readonly bucket?: Policy;
  /** The tenant whose stack makes the bucket. */
  readonly maker?: Tenant;
  readonly key?: Policy;
}

export interface AllOwnerStatements {
  readonly tenants: readonly OwnerStatements[];
  /** What is wrong with files of tenants that nobody asked for by name: their statements are not among these. */
  readonly leftOut: readonly Problem[];
}

/** `patterns`: names of tenants, none meaning all. Throws `UserError` for what is wrong with those. */
export function ownerStatements(project: string, patterns: readonly string[]): AllOwnerStatements {
  const loaded = loadProject(project, { tenants: patterns });
  const { tenants, leftOut } = deployableTenants(loaded, patterns);
  const all = tenants.map((tenant): OwnerStatements => {
    const maker = tenant.bucket.existing ? makerOf(loaded, tenant) : tenant;
    const key = statementsForKeyOwner(tenant);
    return {
      tenant,
      ...(maker ? { maker } : { bucket: statementsForBucketOwner(tenant) }),
      ...(key ? { key } : {}),
    };
  });
  return { tenants: all, leftOut };
}

export function ownerStatementsJson(all: AllOwnerStatements): string {
  const tenants = all.tenants.map(({ tenant, bucket, key, maker }) => ({
    tenant: tenant.name,
    bucket: tenant.bucket.name,
    madeBy: maker?.name ?? null,
    bucketPolicy: bucket ? documentOf(bucket) : null,
    kmsKeyArn: tenant.bucket.kmsKeyArn ?? null,
    keyPolicy: key ? documentOf(key) : null,
  }));
  return jsonDocument({ ...documentHead('owner-statements'), tenants, leftOut: all.leftOut });
}

export function ownerStatementsText({ tenant, bucket, maker, key }: OwnerStatements): string {
  const parts: string[] = [];
  if (maker)
    parts.push(
      `${tenant.name}: the stack of ${maker.name} makes ${tenant.bucket.name} and its policy; nothing to add there.\n`,
    );
  if (bucket)
    parts.push(
      `${tenant.name}: add these statements to the policy of the bucket ${tenant.bucket.name}:\n`,
      ...bucket.statements.map(statementText),
    );
  if (key)
    parts.push(
      `${tenant.name}: add this statement to the policy of the key ${tenant.bucket.kmsKeyArn ?? ''}:\n`,
      ...key.statements.map(statementText),
    );
  return parts.join('\n');
}
