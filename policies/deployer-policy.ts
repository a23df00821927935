/**
 * What Terraform needs in a customer's account to deploy, plan and destroy tenants: every action by name, on these
 * tenants' resources alone. Where the roles have a permissions boundary, the deployer can make none without it and take
 * it from none, so that what it gives a role is at most what the boundary allows. Without one it can give a role
 * everything, and become that role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */

import { pointArn, targetArn, targetKind } from '../config/tenant/names';
import type { Tenant } from '../config/tenant/tenant';
import { bucketArn, objectsArn, parseArn } from '../config/values/arn';
import {
  ACCESS_POINT,
  BOUNDED_ROLE_WRITES,
  BOUNDED_USER_WRITES,
  BUCKET_READS,
  BUCKET_WRITES,
  EMPTYING,
  OTHER_USER_WRITES,
  ROLE_READS,
  ROLE_TAGS,
  USER_READS,
} from './deployer-actions';
import { type ConditionBlock, oneOrMany, type Policy, type ReasonedStatement } from './policy-document';

/** `tenants`: all that the deployer may deploy, of one account. */
export function deployerPolicy(tenants: readonly Tenant[]): Policy {
  return {
    name: 's3-handshake-deployer',
    statements: [...onBuckets(tenants), ...onRoles(tenants), ...onUsers(tenants), ...keptBoundaries(tenants)],
  };
}

/** The tenants whose role or user has no boundary: with the deployer's rights they can be given everything. */
export function unbounded(tenants: readonly Tenant[]): readonly Tenant[] {
  return tenants.filter(({ target }) => target.permissionsBoundary === undefined);
}

function onBuckets(tenants: readonly Tenant[]): readonly ReasonedStatement[] {
  const made = tenants.filter(({ bucket }) => !bucket.existing);
  const emptied = made.filter(({ bucket }) => bucket.forceDestroy);
  const buckets = made.map(({ partition, bucket }) => bucketArn(partition, bucket.name));
  const points = tenants.flatMap((tenant) => pointArn(tenant) ?? []);
  return [
    ...allow(
      'Buckets',
      [...BUCKET_READS, ...BUCKET_WRITES],
      buckets,
      'Makes the buckets and keeps them closed.',
    ),
    ...allow(
      'EmptyBuckets',
      [...EMPTYING, 's3:ListBucketVersions'],
      emptied.flatMap(({ partition, bucket }) => {
        const arn = bucketArn(partition, bucket.name);
        return [arn, objectsArn(arn, '')];
      }),
      'Empties the buckets whose file says forceDestroy, before they are destroyed.',
    ),
    ...allow('AccessPoints', ACCESS_POINT, points, 'Makes the access points.'),
  ];
}

function onRoles(tenants: readonly Tenant[]): readonly ReasonedStatement[] {
  const roles = tenants.filter((tenant) => targetKind(tenant) === 'role');
  const free = unbounded(roles);
  const bounded = roles.filter((tenant) => !free.includes(tenant));
  return [
    ...allow(
      'TargetRoles',
      [...BOUNDED_ROLE_WRITES, ...ROLE_READS, ...ROLE_TAGS].sort(),
      free.map(targetArn),
      'Makes the target roles, and removes what was attached to them out of band.',
    ),
    ...allow(
      'BoundedRoles',
      [...ROLE_READS, ...ROLE_TAGS],
      bounded.map(targetArn),
      'Looks at the target roles that have a boundary, and tags them.',
    ),
    ...withinBoundary(
      'ChangeRoles',
      [...BOUNDED_ROLE_WRITES, 'iam:PutRolePermissionsBoundary'],
      bounded,
      'Makes and changes these target roles, with this boundary only.',
    ),
    ...allow(
      'MissingRoles',
      ROLE_READS,
      roles.filter(hasPath).map((tenant) => targetArn(withoutPath(tenant))),
      'Learns that a role is gone: of one that is not there IAM has no path, so it is asked for by its name alone.',
    ),
  ];
}

function onUsers(tenants: readonly Tenant[]): readonly ReasonedStatement[] {
  const users = tenants.filter((tenant) => targetKind(tenant) === 'user');
  const free = unbounded(users);
  const bounded = users.filter((tenant) => !free.includes(tenant));
  return [
    ...allow(
      'TargetUsers',
      [...BOUNDED_USER_WRITES, ...OTHER_USER_WRITES, ...USER_READS].sort(),
      free.map(targetArn),
      'Makes the target users, and removes what was attached to them out of band. It makes no access keys.',
    ),
    ...allow(
      'BoundedUsers',
      [...OTHER_USER_WRITES, ...USER_READS],
      bounded.map(targetArn),
      'Looks at the target users that have a boundary, and removes what hangs on them. It makes no access keys.',
    ),
    ...withinBoundary(
      'ChangeUsers',
      [...BOUNDED_USER_WRITES, 'iam:PutUserPermissionsBoundary'],
      bounded,
      'Makes and changes these target users, with this boundary only.',
    ),
    ...allow(
      'MissingUsers',
      USER_READS,
      users.filter(hasPath).map((tenant) => targetArn(withoutPath(tenant))),
      'Learns that a user is gone, likewise.',
    ),
    ...allow(
      'UsersDevices',
      ['iam:ListVirtualMFADevices'],
      users.length > 0 ? ['*'] : [],
      'Looks for devices that a user would leave behind. The action does not support resource-level permissions.',
    ),
  ];
}

/** One statement for each boundary: a role of the one is not to be had by the other. */
function withinBoundary(
  Sid: string,
  actions: readonly string[],
  tenants: readonly Tenant[],
  reason: string,
): readonly ReasonedStatement[] {
  return boundariesOf(tenants).flatMap((boundary, index) =>
    allow(
      index === 0 ? Sid : `${Sid}${index + 1}`,
      actions,
      tenants.filter(({ target }) => target.permissionsBoundary === boundary).map(targetArn),
      reason,
      { StringEquals: { 'iam:PermissionsBoundary': boundary } },
    ),
  );
}

/** Whatever else the deployer is allowed, it neither changes a boundary nor takes one away. */
function keptBoundaries(tenants: readonly Tenant[]): readonly ReasonedStatement[] {
  const bounded = tenants.filter(({ target }) => target.permissionsBoundary !== undefined);
  const own = boundariesOf(tenants).filter((boundary) => parseArn(boundary)?.account !== 'aws');
  return [
    ...deny(
      'KeepBoundaries',
      ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'],
      bounded.map(targetArn),
      'Takes no boundary away; an administrator does.',
    ),
    ...deny(
      'KeepBoundaryPolicies',
      [
        'iam:CreatePolicyVersion',
        'iam:DeletePolicy',
        'iam:DeletePolicyVersion',
        'iam:SetDefaultPolicyVersion',
      ],
      own,
      'Changes no boundary; an administrator does.',
    ),
  ];
}

function boundariesOf(tenants: readonly Tenant[]): readonly string[] {
  return [...new Set(tenants.flatMap(({ target }) => target.permissionsBoundary ?? []))];
}

function hasPath({ target: role }: Tenant): boolean {
  return role.path !== '/';
}

function withoutPath(tenant: Tenant): Tenant {
  return { ...tenant, target: { ...tenant.target, path: '/' } };
}

function allow(
  Sid: string,
  actions: readonly string[],
  resources: readonly string[],
  reason: string,
  Condition?: ConditionBlock,
): readonly ReasonedStatement[] {
  return statement('Allow', Sid, actions, resources, reason, Condition);
}

function deny(
  Sid: string,
  actions: readonly string[],
  resources: readonly string[],
  reason: string,
): readonly ReasonedStatement[] {
  return statement('Deny', Sid, actions, resources, reason);
}

function statement(
  Effect: 'Allow' | 'Deny',
  Sid: string,
  actions: readonly string[],
  resources: readonly string[],
  reason: string,
  Condition?: ConditionBlock,
): readonly ReasonedStatement[] {
  if (resources.length === 0) return [];
  const said = { Sid, Effect, Action: oneOrMany(actions), Resource: oneOrMany(resources) };
  return [{ statement: Condition ? { ...said, Condition } : said, reason }];
}
