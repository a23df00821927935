/**
 * The actions of a deployer, by name. The AWS provider reads more than we set: it asks for every part of a bucket that it
 * knows.
 */

export const BUCKET_READS = [
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

export const BUCKET_WRITES = [
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
export const EMPTYING = ['s3:DeleteObject', 's3:DeleteObjectVersion'] as const;

export const ACCESS_POINT = [
  's3:CreateAccessPoint',
  's3:DeleteAccessPoint',
  's3:DeleteAccessPointPolicy',
  's3:GetAccessPoint',
  's3:GetAccessPointPolicy',
  's3:GetAccessPointPolicyStatus',
  's3:PutAccessPointPolicy',
] as const;

export const ROLE_READS = [
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:ListInstanceProfilesForRole',
  'iam:ListRolePolicies',
] as const;

/**
 * What changes a role and hears of its boundary: AWS sends `iam:PermissionsBoundary` with each. What `DeleteRole` and
 * `UpdateAssumeRolePolicy` reach is held too, so that a role without the boundary is none of the deployer's.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const BOUNDED_ROLE_WRITES = [
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
  'iam:UpdateRoleDescription',
] as const;

export const ROLE_TAGS = ['iam:TagRole', 'iam:UntagRole'] as const;

/**
 * The provider looks for everything that can hang on a user before it deletes it. It makes no access keys, but takes them
 * away with the user.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_remove.html
 */
export const USER_READS = [
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

export const BOUNDED_USER_WRITES = [
  'iam:CreateUser',
  'iam:DeleteUserPolicy',
  'iam:DetachUserPolicy',
  'iam:PutUserPolicy',
] as const;

/** AWS sends no boundary with these; none of them gives a user a right. */
export const OTHER_USER_WRITES = [
  'iam:DeactivateMFADevice',
  'iam:DeleteAccessKey',
  'iam:DeleteLoginProfile',
  'iam:DeleteServiceSpecificCredential',
  'iam:DeleteSigningCertificate',
  'iam:DeleteSSHPublicKey',
  'iam:DeleteUser',
  'iam:TagUser',
  'iam:UntagUser',
  'iam:UpdateUser',
] as const;
