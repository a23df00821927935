/**
 * The bucket's policy: plain HTTP is refused, and access points that vendors are sent through are let in. A bucket has
 * one policy and one owner, so what several vendors on one bucket need stands in it together.
 */

import { pointArn } from '../config/tenant/names';
import { ownerAclGrants } from '../config/tenant/owner-acl';
import type { Grant, Tenant } from '../config/tenant/tenant';
import { bucketArn, objectsArn, type Partition } from '../config/values/arn';
import { targetAudience } from './audience';
import { type Audience, grantStatements } from './grant-scope';
import type { Policy, ReasonedStatement, Statement } from './policy-document';

/** `sharers` are the other tenants on the bucket that `owner` makes. */
export function bucketPolicy(owner: Tenant, sharers: readonly Tenant[]): Policy {
  return {
    name: 'bucket',
    statements: [denyPlainHttp(owner), ...[owner, ...sharers].flatMap(accessPointDelegation)],
  };
}

/** What the owner of a bucket that no stack makes must add to its policy for this tenant. */
export function statementsForBucketOwner(tenant: Tenant): Policy {
  return { name: 'bucket', statements: [denyPlainHttp(tenant), ...accessPointDelegation(tenant)] };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html */
export function denyPlainHttp({
  partition,
  bucket,
}: {
  readonly partition: Partition;
  readonly bucket: { readonly name: string };
}): ReasonedStatement {
  const arn = bucketArn(partition, bucket.name);
  const statement: Statement = {
    Sid: 'DenyPlainHttp',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [arn, objectsArn(arn, '')],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  return { statement, reason: 'Nobody reads or writes without TLS.' };
}

function accessPointDelegation(tenant: Tenant): readonly ReasonedStatement[] {
  const { partition, bucket, accessPoint, access, name, grants } = tenant;
  const point = pointArn(tenant);
  if (!accessPoint || point === undefined || access === 'revoked') return [];
  return delegation(
    { point, bucket: bucketArn(partition, bucket.name), audience: targetAudience(tenant) },
    { grants, ownerAcl: ownerAclGrants(tenant) },
    { sid: sidOf(name), through: `Through the access point ${accessPoint.name} of tenant ${name}.` },
  );
}

/** Who is let into a bucket, and by which access point; both by their ARNs. */
interface Passage {
  readonly point: string;
  readonly bucket: string;
  readonly audience: Required<Audience>;
}

/**
 * Bucket and access point must both permit a request through the point. The role, the actions and the prefixes are
 * named: AWS's own sample lets any principal in and leaves all to the point's policy.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 *
 * `sid`: what the ids of the statements begin with. `through`: the first sentence of their reasons.
 */
export function delegation(
  { point, bucket, audience: { Principal, Condition } }: Passage,
  { grants, ownerAcl = [] }: { readonly grants: readonly Grant[]; readonly ownerAcl?: readonly Grant[] },
  { sid, through }: { readonly sid: string; readonly through: string },
): readonly ReasonedStatement[] {
  const audience = {
    Principal,
    Condition: { ...Condition, StringEquals: { 's3:DataAccessPointArn': point } },
  };
  return grantStatements(grants, [bucket], audience, ownerAcl).map(({ statement, reason }) => ({
    statement: { ...statement, Sid: `${sid}${statement.Sid}` },
    reason: `${through} ${reason}`,
  }));
}

/**
 * A Sid takes letters and digits only, and names of tenants have no capital: `acme-prod` becomes `acmeXprod`, which no
 * other name does.
 */
export function sidOf(tenant: string): string {
  return tenant.replaceAll('-', 'X');
}
