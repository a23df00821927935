/** The own policies of the target role or user: what the vendor may do, and what cuts it off. */

import { containersOf, targetKind, targetRoleArn } from '../config/tenant/names';
import { ownerAclGrants } from '../config/tenant/owner-acl';
import type { Grant, Tenant } from '../config/tenant/tenant';
import type { Partition } from '../config/values/arn';
import { bucketArn } from '../config/values/arn';
import { grantStatements, otherOwnersDenial } from './grant-scope';
import { oneOrMany, type Policy, type ReasonedStatement, type Statement } from './policy-document';
import { KMS_READ_ACTIONS, KMS_WRITE_ACTIONS } from './s3-actions';

/**
 * The name of the one inline policy of the role or user. What cuts sessions off stands in it too, beside what is
 * allowed: one call replaces the whole, so there is no moment between a Deny that goes and another that comes; and what
 * `suspend --now` puts there is a resource that Terraform knows, so that a plan finds nothing to do.
 */
const ACCESS_POLICY = 's3-handshake-access';

/** All inline policies of the target role or user: it has no others, and no managed ones. */
export function identityPolicies(tenant: Tenant): readonly Policy[] {
  return [accessPolicy(tenant)];
}

/** What the vendor may do. Through an access point AWS asks for the right on the point and on the bucket. */
export function accessPolicy(tenant: Tenant): Policy {
  const statements = [
    ...suspension(tenant),
    ...revokedSessions(tenant),
    ...grantStatements(tenant.grants, containersOf(tenant), {}, ownerAclGrants(tenant)),
    ...bucketWide(tenant),
    otherOwnersDenial(bucketArn(tenant.partition, tenant.bucket.name), tenant.account),
    ...encryption(tenant),
    ...selfAssume(tenant),
  ];
  return { name: ACCESS_POLICY, statements };
}

/**
 * Sessions outlive a change of the trust policy, and a key outlives everything, so a suspended role or user denies all.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
function suspension(tenant: Tenant): readonly ReasonedStatement[] {
  if (tenant.access !== 'suspended') return [];
  const statement: Statement = { Sid: 'Suspended', Effect: 'Deny', Action: '*', Resource: '*' };
  const still = targetKind(tenant) === 'user' ? 'its keys may do' : 'sessions that still live may do';
  return [{ statement, reason: `The tenant is suspended: ${still} nothing.` }];
}

/** Sessions handed out before a tenant was suspended stay dead after it is resumed. */
function revokedSessions({ revokeSessionsBefore: before }: Tenant): readonly ReasonedStatement[] {
  if (before === undefined) return [];
  const statement: Statement = {
    Sid: 'SessionsFromBefore',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { DateLessThan: { 'aws:TokenIssueTime': before } },
  };
  return [{ statement, reason: `Sessions that began before ${before} stay dead.` }];
}

function bucketWide({ vendor, partition, bucket }: Tenant): readonly ReasonedStatement[] {
  if (vendor.bucketWideActions.length === 0) return [];
  const statement: Statement = {
    Sid: 'BucketWide',
    Effect: 'Allow',
    Action: oneOrMany(vendor.bucketWideActions),
    Resource: bucketArn(partition, bucket.name),
  };
  const reason = `${vendor.name} asks for it. It does not support a prefix: it tells of the whole bucket.`;
  return [{ statement, reason }];
}

function encryption(tenant: Tenant): readonly ReasonedStatement[] {
  const actions = kmsActions(tenant);
  const { kmsKeyArn } = tenant.bucket;
  if (kmsKeyArn === undefined || actions.length === 0) return [];
  const { partition, region } = tenant;
  return [keyStatement({ actions, kmsKeyArn, partition, region, who: targetKind(tenant) })];
}

/** A key and what may be done with it. */
export interface KeyUse {
  readonly actions: readonly string[];
  /** One, or several in the region. */
  readonly kmsKeyArn: string | readonly string[];
  readonly partition: Partition;
  readonly region: string;
  readonly who: 'role' | 'user';
}

/** The use of a key, bound to S3. */
export function keyStatement({ actions, kmsKeyArn, partition, region, who }: KeyUse): ReasonedStatement {
  const statement: Statement = {
    Sid: 'EncryptionKey',
    Effect: 'Allow',
    Action: oneOrMany(actions),
    Resource: kmsKeyArn,
    Condition: { StringEquals: { 'kms:ViaService': s3Service(partition, region) } },
  };
  const reason = `The bucket's key, and only for requests that S3 makes on the ${who}'s behalf.`;
  return { statement, reason };
}

/** The KMS actions that the grants need and those that the vendor asks for, none where nothing is read or written. */
export function kmsActions({ grants, vendor }: Tenant): readonly string[] {
  const actions = keyActions(grants);
  return actions.length === 0 ? [] : [...new Set([...actions, ...vendor.kmsActions])];
}

/** The KMS actions that the grants need by themselves. */
export function keyActions(grants: readonly Grant[]): readonly string[] {
  const words = grants.flatMap((grant) => grant.allow);
  return [
    ...(words.includes('put') ? KMS_WRITE_ACTIONS : []),
    ...(words.includes('get') ? KMS_READ_ACTIONS : []),
  ];
}

/**
 * The value of `kms:ViaService` for S3 in a region.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function s3Service(partition: Partition, region: string): string {
  return `s3.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
}

function selfAssume(tenant: Tenant): readonly ReasonedStatement[] {
  if (!tenant.vendor.selfAssume || targetKind(tenant) === 'user') return [];
  const statement: Statement = {
    Sid: 'AssumeItself',
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Resource: targetRoleArn(tenant),
  };
  return [{ statement, reason: `${tenant.vendor.name} requires a role that can assume itself.` }];
}
