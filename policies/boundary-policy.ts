/**
 * A permissions boundary that fits all tenants of an account: the most that any of their roles and users may have. It
 * names their buckets and keys, so a new tenant needs a new version of it, which an administrator makes and the deployer
 * cannot.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */

import { containersOf, targetArn, targetKind } from '../config/tenant/names';
import { ACL_ACTION, OWNER_ACL, ownerAclGrants } from '../config/tenant/owner-acl';
import type { Tenant } from '../config/tenant/tenant';
import { UserError } from '../config/user-error';
import { objectsArn } from '../config/values/arn';
import { keyStatement, kmsActions } from './access-policy';
import { objectActions } from './grant-scope';
import { oneOrMany, type Policy, policyJson, type ReasonedStatement } from './policy-document';
import { QUOTAS } from './quotas';
import { LIST_ACTION, LOCATION_ACTION } from './s3-actions';

/** The managed policy's name. */
export const BOUNDARY_NAME = 's3-handshake-boundary';

/** `tenants`: of one account, at least one. Throws `UserError` where AWS would refuse the policy for its length. */
export function boundaryPolicy(tenants: readonly Tenant[]): Policy {
  const policy = {
    name: BOUNDARY_NAME,
    statements: [...inBuckets(tenants), ...withKeys(tenants), ...itself(tenants)],
  };
  const size = policyJson(policy).length;
  const { limit } = QUOTAS.managed;
  if (size > limit)
    throw new UserError(
      `the boundary of these ${tenants.length} tenants would be ${size} characters long; AWS allows ${limit}: name fewer, make a boundary for each group, and write it as role.permissionsBoundary into their files`,
    );
  return policy;
}

function inBuckets(tenants: readonly Tenant[]): readonly ReasonedStatement[] {
  const containers = distinct(tenants.flatMap(containersOf));
  const onObjects = distinct(tenants.flatMap(({ grants }) => grants.flatMap(objectActions)));
  const onBuckets = [
    LIST_ACTION,
    LOCATION_ACTION,
    ...tenants.flatMap(({ vendor }) => vendor.bucketWideActions),
  ];
  const accounts = distinct(tenants.map(({ account }) => account));
  const Condition = { StringEquals: { 's3:ResourceAccount': oneOrMany(accounts) } };
  const objects = {
    statement: {
      Sid: 'Objects',
      Effect: 'Allow' as const,
      Action: oneOrMany(onObjects),
      Resource: oneOrMany(containers.map((container) => objectsArn(container, ''))),
      Condition,
    },
    reason: 'Objects in the buckets that are shared; which of them, the roles say.',
  };
  const buckets = {
    statement: {
      Sid: 'Buckets',
      Effect: 'Allow' as const,
      Action: oneOrMany(distinct(onBuckets)),
      Resource: oneOrMany(containers),
      Condition,
    },
    reason: 'The same buckets and access points as a whole.',
  };
  const acl = {
    statement: {
      ...objects.statement,
      Sid: 'OwnerAcl',
      Action: ACL_ACTION,
      Condition: { StringEquals: { ...Condition.StringEquals, 's3:x-amz-acl': OWNER_ACL } },
    },
    reason: `The ACL ${OWNER_ACL}, which vendors send with what they put, and no other.`,
  };
  const sendAcl = tenants.some((tenant) => ownerAclGrants(tenant).length > 0);
  return [...(onObjects.length > 0 ? [objects] : []), ...(sendAcl ? [acl] : []), buckets];
}

function withKeys(tenants: readonly Tenant[]): readonly ReasonedStatement[] {
  const keyed = tenants.filter(({ bucket }) => bucket.kmsKeyArn !== undefined);
  const regions = distinct(keyed.map(({ region }) => region));
  return regions.flatMap((region, index) => {
    const here = keyed.filter((tenant) => tenant.region === region);
    const [first] = here;
    const actions = distinct(here.flatMap(kmsActions));
    const keys = distinct(here.flatMap(({ bucket }) => bucket.kmsKeyArn ?? []));
    if (!first || actions.length === 0) return [];
    const kmsKeyArn = oneOrMany(keys);
    const { statement } = keyStatement({
      actions,
      kmsKeyArn,
      partition: first.partition,
      region,
      who: 'role',
    });
    const Sid = index === 0 ? statement.Sid : `${statement.Sid}${index + 1}`;
    return [
      { statement: { ...statement, Sid }, reason: "The buckets' keys, for requests that S3 makes alone." },
    ];
  });
}

function itself(tenants: readonly Tenant[]): readonly ReasonedStatement[] {
  const roles = tenants.filter((tenant) => tenant.vendor.selfAssume && targetKind(tenant) === 'role');
  if (roles.length === 0) return [];
  const statement = {
    Sid: 'AssumeItself',
    Effect: 'Allow' as const,
    Action: 'sts:AssumeRole',
    Resource: oneOrMany(roles.map(targetArn)),
  };
  return [{ statement, reason: 'Roles of vendors that require a role that can assume itself.' }];
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
