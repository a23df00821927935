/**
 * What Terraform needs in a customer's account to deploy, plan and destroy tenants: every action by name, on these
 * tenants' resources alone. The AWS provider reads more than we set: it asks for every part of a bucket that it knows.
 */

import { targetKind, targetRoleArn, targetUserArn } from '../config/tenant/names';
import type { Tenant } from '../config/tenant/tenant';
import { accessPointArn, bucketArn, objectsArn } from '../config/values/arn';
import { oneOrMany, type Policy, type ReasonedStatement } from './policy-document';

const BUCKET_READS = [
  's3:ListBucket',
  's3:GetAccelerateConfiguration',
  's3:GetBucketAcl',
  's3:GetBucketCORS',
  's3:GetBucketLocation',
  's3:GetBucketLogging',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketOwnershipControls',
  's3:GetBucketPolicy',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketRequestPayment',
  's3:GetBucketTagging',
  's3:GetBucketVersioning',
  's3:GetBucketWebsite',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
  's3:GetReplicationConfiguration',
] as const;

const BUCKET_WRITES = [
  's3:CreateBucket',
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:PutBucketLogging',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketTagging',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
] as const;

/** Only for `forceDestroy`: the bucket is emptied, versions and all. */
const EMPTYING = ['s3:DeleteObject', 's3:DeleteObjectVersion'] as const;

const ACCESS_POINT = [
  's3:CreateAccessPoint',
  's3:DeleteAccessPoint',
  's3:DeleteAccessPointPolicy',
  's3:GetAccessPoint',
  's3:GetAccessPointPolicy',
  's3:GetAccessPointPolicyStatus',
  's3:PutAccessPointPolicy',
] as const;

const ROLE_READS = [
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:ListInstanceProfilesForRole',
  'iam:ListRolePolicies',
] as const;

const ROLE = [
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  ...ROLE_READS,
  'iam:PutRolePolicy',
  'iam:TagRole',
  'iam:UntagRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
  'iam:UpdateRoleDescription',
] as const;

/**
 * The provider looks for everything that can hang on a user before it deletes it. It makes no access keys, but takes them
 * away with the user.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_remove.html
 */
const USER_READS = [
  'iam:GetUser',
  'iam:GetUserPolicy',
  'iam:ListAccessKeys',
  'iam:ListAttachedUserPolicies',
  'iam:ListGroupsForUser',
  'iam:ListMFADevices',
  'iam:ListServiceSpecificCredentials',
  'iam:ListSigningCertificates',
  'iam:ListSSHPublicKeys',
  'iam:ListUserPolicies',
] as const;

const USER = [
  'iam:CreateUser',
  'iam:DeactivateMFADevice',
  'iam:DeleteAccessKey',
  'iam:DeleteLoginProfile',
  'iam:DeleteServiceSpecificCredential',
  'iam:DeleteSigningCertificate',
  'iam:DeleteSSHPublicKey',
  'iam:DeleteUser',
  'iam:DeleteUserPolicy',
  'iam:DetachUserPolicy',
  ...USER_READS,
  'iam:PutUserPolicy',
  'iam:TagUser',
  'iam:UntagUser',
  'iam:UpdateUser',
] as const;

const USER_BOUNDARY = ['iam:DeleteUserPermissionsBoundary', 'iam:PutUserPermissionsBoundary'] as const;

const BOUNDARY = ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'] as const;

/** `tenants`: all that the deployer may deploy, of one account. */
export function deployerPolicy(tenants: readonly Tenant[]): Policy {
  const made = tenants.filter(({ bucket }) => !bucket.existing);
  const emptied = made.filter(({ bucket }) => bucket.forceDestroy);
  const of = (kind: 'role' | 'user') => tenants.filter((tenant) => targetKind(tenant) === kind);
  const [roles, users] = [of('role'), of('user')];
  const buckets = made.map(({ partition, bucket }) => bucketArn(partition, bucket.name));
  const points = tenants.flatMap(({ partition, region, account, accessPoint }) =>
    accessPoint ? [accessPointArn(partition, region, account, accessPoint.name)] : [],
  );
  return {
    name: 's3-handshake-deployer',
    statements: [
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
      ...allow(
        'TargetRoles',
        roles.some(isBounded) ? [...ROLE, ...BOUNDARY] : ROLE,
        roles.map(targetRoleArn),
        'Makes the target roles, and removes what was attached to them out of band.',
      ),
      ...allow(
        'MissingRoles',
        ROLE_READS,
        roles.filter(hasPath).map((tenant) => targetRoleArn(withoutPath(tenant))),
        'Learns that a role is gone: of one that is not there IAM knows no path, so it is asked for by its name alone.',
      ),
      ...allow(
        'TargetUsers',
        users.some(isBounded) ? [...USER, ...USER_BOUNDARY] : USER,
        users.map(targetUserArn),
        'Makes the target users, and removes what was attached to them out of band. It makes no access keys.',
      ),
      ...allow(
        'MissingUsers',
        USER_READS,
        users.filter(hasPath).map((tenant) => targetUserArn(withoutPath(tenant))),
        'Learns that a user is gone, likewise.',
      ),
      ...allow(
        'UsersDevices',
        ['iam:ListVirtualMFADevices'],
        users.length > 0 ? ['*'] : [],
        'Looks for devices that a user would leave behind. The action does not support resource-level permissions.',
      ),
    ],
  };
}

function isBounded({ target: role }: Tenant): boolean {
  return role.permissionsBoundary !== undefined;
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
): readonly ReasonedStatement[] {
  if (resources.length === 0) return [];
  const statement = {
    Sid,
    Effect: 'Allow' as const,
    Action: oneOrMany(actions),
    Resource: oneOrMany(resources),
  };
  return [{ statement, reason }];
}
