/**
 * The rights by which drift reads, and no others: for the fleet's `read` role.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */

import { BUCKET_SETTINGS } from '../../aws/deployed/bucket-settings';
import type { Partition } from '../../config/values/arn';
import type { PolicyDocument } from '../../policies/policy-document';

export function readRights(partition: Partition): PolicyDocument {
  const buckets = BUCKET_SETTINGS.map(({ right }) => right);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Buckets',
        Effect: 'Allow',
        Action: ['s3:GetBucketLocation', ...buckets].sort(),
        Resource: `arn:${partition}:s3:::*`,
      },
      {
        Sid: 'AccessPoints',
        Effect: 'Allow',
        Action: ['s3:GetAccessPoint', 's3:GetAccessPointPolicy'],
        Resource: `arn:${partition}:s3:*:*:accesspoint/*`,
      },
      {
        Sid: 'Roles',
        Effect: 'Allow',
        Action: [
          'iam:GetRole',
          'iam:GetRolePolicy',
          'iam:ListAttachedRolePolicies',
          'iam:ListRolePolicies',
          'iam:ListRoleTags',
        ],
        Resource: `arn:${partition}:iam::*:role/*`,
      },
      {
        Sid: 'Users',
        Effect: 'Allow',
        Action: [
          'iam:GetAccessKeyLastUsed',
          'iam:GetLoginProfile',
          'iam:GetUser',
          'iam:GetUserPolicy',
          'iam:ListAccessKeys',
          'iam:ListAttachedUserPolicies',
          'iam:ListGroupsForUser',
          'iam:ListUserPolicies',
          'iam:ListUserTags',
        ],
        Resource: `arn:${partition}:iam::*:user/*`,
      },
      {
        Sid: 'Groups',
        Effect: 'Allow',
        Action: ['iam:GetGroupPolicy', 'iam:ListAttachedGroupPolicies', 'iam:ListGroupPolicies'],
        Resource: `arn:${partition}:iam::*:group/*`,
      },
      {
        // What is attached, and permissions boundaries.
        Sid: 'ManagedPolicies',
        Effect: 'Allow',
        Action: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
        Resource: `arn:${partition}:iam::*:policy/*`,
      },
      {
        Sid: 'Keys',
        Effect: 'Allow',
        Action: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
        Resource: `arn:${partition}:kms:*:*:key/*`,
      },
      {
        // These do not support resource-level permissions.
        Sid: 'Account',
        Effect: 'Allow',
        Action: [
          'iam:ListRoles',
          'iam:ListUsers',
          's3:GetAccountPublicAccessBlock',
          's3:ListAccessPoints',
          's3:ListAllMyBuckets',
          'tag:GetResources',
        ],
        Resource: '*',
      },
    ],
  };
}
