/**
 * Every sub-resource of a bucket: how it is read, by which right, and in what form it is compared. Each yields a record
 * whose parts can be compared one by one. What AWS sets by itself counts as nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
import {
  type Event,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  type Grant,
  type LifecycleRule,
} from '@aws-sdk/client-s3';
import { type Json, type JsonRecord, plain } from '../../config/values/json-value';
import { required } from '../required';
import { BUCKET_CONFIGURATIONS } from './bucket-configurations';
import { type BucketSetting, named, record, unlessEmpty } from './bucket-setting';
import { NOTHING_BLOCKED, publicAccessBlock } from './public-access-block';
import { ownTags } from './tags';

const SETTINGS = [
  {
    name: 'publicAccessBlock',
    right: 's3:GetBucketPublicAccessBlock',
    unset: ['NoSuchPublicAccessBlockConfiguration'],
    read: async (client, names) => {
      const { PublicAccessBlockConfiguration } = await client.send(new GetPublicAccessBlockCommand(names));
      return { ...publicAccessBlock(PublicAccessBlockConfiguration) };
    },
  },
  {
    name: 'ownership',
    right: 's3:GetBucketOwnershipControls',
    unset: ['OwnershipControlsNotFoundError'],
    read: async (client, names) => {
      const { OwnershipControls } = await client.send(new GetBucketOwnershipControlsCommand(names));
      const rule = OwnershipControls?.Rules?.[0];
      return {
        ObjectOwnership: required(
          rule?.ObjectOwnership,
          'GetBucketOwnershipControls',
          'Rule.ObjectOwnership',
        ),
      };
    },
  },
  {
    name: 'acl',
    right: 's3:GetBucketAcl',
    read: async (client, names) => {
      const { Owner, Grants } = await client.send(new GetBucketAclCommand(names));
      const owner = required(Owner?.ID, 'GetBucketAcl', 'Owner.ID');
      const grants = required(Grants, 'GetBucketAcl', 'AccessControlList').map(grantOf);
      // The owner's own entry is always there.
      const others = grants.filter(({ id, permission }) => id !== owner || permission !== 'FULL_CONTROL');
      return record(
        others.map(({ id, to, permission }) => [
          `${id === owner ? ACL_OWNER : to} ${permission}`,
          permission,
        ]),
      );
    },
  },
  {
    name: 'policy',
    right: 's3:GetBucketPolicy',
    unset: ['NoSuchBucketPolicy'],
    read: async (client, names) => {
      const { Policy } = await client.send(new GetBucketPolicyCommand(names));
      return required(Policy, 'GetBucketPolicy', 'Policy');
    },
  },
  {
    name: 'versioning',
    right: 's3:GetBucketVersioning',
    read: async (client, names) => {
      const { Status, MFADelete } = await client.send(new GetBucketVersioningCommand(names));
      return { Status: Status ?? 'Off', MFADelete: MFADelete ?? 'Disabled' };
    },
  },
  {
    name: 'encryption',
    right: 's3:GetEncryptionConfiguration',
    // Since 2023 S3 encrypts whatever nobody set otherwise.
    unset: ['ServerSideEncryptionConfigurationNotFoundError'],
    read: async (client, names) => {
      const { ServerSideEncryptionConfiguration } = await client.send(new GetBucketEncryptionCommand(names));
      const rule = ServerSideEncryptionConfiguration?.Rules?.[0];
      const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
      const Algorithm = required(SSEAlgorithm, 'GetBucketEncryption', 'Rule.SSEAlgorithm');
      // A bucket key means nothing without a KMS key.
      const BucketKey = Algorithm === 'AES256' ? null : (rule?.BucketKeyEnabled ?? false);
      return { Algorithm, Key: KMSMasterKeyID ?? null, BucketKey };
    },
  },
  {
    name: 'lifecycle',
    right: 's3:GetLifecycleConfiguration',
    unset: ['NoSuchLifecycleConfiguration'],
    read: async (client, names) => {
      const { Rules } = await client.send(new GetBucketLifecycleConfigurationCommand(names));
      const rules = required(Rules, 'GetBucketLifecycleConfiguration', 'Rule');
      return named(rules, ({ ID }) => ID, lifecycleRule);
    },
  },
  {
    name: 'logging',
    right: 's3:GetBucketLogging',
    read: async (client, names) => {
      const { LoggingEnabled } = await client.send(new GetBucketLoggingCommand(names));
      if (!LoggingEnabled) return undefined;
      const { TargetBucket, TargetPrefix, TargetGrants = [], TargetObjectKeyFormat } = LoggingEnabled;
      const partitioned = TargetObjectKeyFormat?.PartitionedPrefix;
      return {
        TargetBucket: required(TargetBucket, 'GetBucketLogging', 'LoggingEnabled.TargetBucket'),
        TargetPrefix: TargetPrefix ?? '',
        ...(TargetGrants.length > 0 ? { TargetGrants: plain(TargetGrants) } : {}),
        ...(partitioned ? { PartitionedPrefix: plain(partitioned) } : {}),
      };
    },
  },
  {
    name: 'replication',
    right: 's3:GetReplicationConfiguration',
    unset: ['ReplicationConfigurationNotFoundError'],
    read: async (client, names) => {
      const { ReplicationConfiguration } = await client.send(new GetBucketReplicationCommand(names));
      const { Rules, Role } = ReplicationConfiguration ?? {};
      const operation = 'GetBucketReplication';
      const role = required(Role, operation, 'Role');
      return named(
        required(Rules, operation, 'Rule'),
        ({ ID }) => ID,
        (rule) => {
          required(rule.Status, operation, 'Rule.Status');
          return { ...(plain(rule, ['ID']) as JsonRecord), Role: role };
        },
      );
    },
  },
  {
    name: 'notifications',
    right: 's3:GetBucketNotification',
    read: async (client, names) => {
      const {
        TopicConfigurations,
        QueueConfigurations,
        LambdaFunctionConfigurations,
        EventBridgeConfiguration,
      } = await client.send(new GetBucketNotificationConfigurationCommand(names));
      const targets = [
        ...(TopicConfigurations ?? []).map((to) => [to.TopicArn, to] as const),
        ...(QueueConfigurations ?? []).map((to) => [to.QueueArn, to] as const),
        ...(LambdaFunctionConfigurations ?? []).map((to) => [to.LambdaFunctionArn, to] as const),
      ];
      return record([
        ...targets.map(([to, configuration]): [string, Json] => {
          const arn = required(to, 'GetBucketNotificationConfiguration', 'the ARN of a target');
          return [configuration.Id ?? arn, notification(arn, configuration)];
        }),
        ...(EventBridgeConfiguration ? [['EventBridge', true] as [string, Json]] : []),
      ]);
    },
  },
  ...BUCKET_CONFIGURATIONS,
  {
    name: 'website',
    right: 's3:GetBucketWebsite',
    unset: ['NoSuchWebsiteConfiguration'],
    read: async (client, names) => unlessEmpty(plain(await client.send(new GetBucketWebsiteCommand(names)))),
  },
  {
    name: 'cors',
    right: 's3:GetBucketCORS',
    unset: ['NoSuchCORSConfiguration'],
    read: async (client, names) => {
      const { CORSRules } = await client.send(new GetBucketCorsCommand(names));
      return named(
        required(CORSRules, 'GetBucketCors', 'CORSRule'),
        ({ ID }) => ID,
        (rule) => {
          required(rule.AllowedMethods, 'GetBucketCors', 'CORSRule.AllowedMethod');
          return plain(rule, ['ID']);
        },
      );
    },
  },
  {
    name: 'acceleration',
    right: 's3:GetAccelerateConfiguration',
    read: async (client, names) => {
      const { Status } = await client.send(new GetBucketAccelerateConfigurationCommand(names));
      return Status === 'Enabled' ? { Status } : undefined;
    },
  },
  {
    name: 'requestPayment',
    right: 's3:GetBucketRequestPayment',
    read: async (client, names) => {
      const { Payer } = await client.send(new GetBucketRequestPaymentCommand(names));
      const payer = required(Payer, 'GetBucketRequestPayment', 'Payer');
      return payer === 'Requester' ? { Payer: payer } : undefined;
    },
  },
  {
    name: 'objectLock',
    right: 's3:GetBucketObjectLockConfiguration',
    unset: ['ObjectLockConfigurationNotFoundError'],
    read: async (client, names) => {
      const { ObjectLockConfiguration } = await client.send(new GetObjectLockConfigurationCommand(names));
      const rule = ObjectLockConfiguration?.Rule;
      if (rule) required(rule.DefaultRetention, 'GetObjectLockConfiguration', 'Rule.DefaultRetention');
      // That locks can be put on objects binds nobody; a default lock binds everybody who writes.
      return unlessEmpty(plain(ObjectLockConfiguration, ['ObjectLockEnabled']));
    },
  },
  {
    name: 'tags',
    right: 's3:GetBucketTagging',
    unset: ['NoSuchTagSet'],
    read: async (client, names) => {
      const { TagSet } = await client.send(new GetBucketTaggingCommand(names));
      const tags = ownTags(required(TagSet, 'GetBucketTagging', 'TagSet'), 'GetBucketTagging');
      return unlessEmpty(tags);
    },
  },
] as const satisfies readonly BucketSetting[];

export type BucketSettingName = (typeof SETTINGS)[number]['name'];

export const BUCKET_SETTINGS: readonly BucketSetting<BucketSettingName>[] = SETTINGS;

/** What holds where a setting is absent, of those by which S3 then does something. */
export const WHERE_UNSET: Readonly<Partial<Record<BucketSettingName, JsonRecord>>> = {
  publicAccessBlock: { ...NOTHING_BLOCKED },
  encryption: { Algorithm: 'AES256', Key: null, BucketKey: null },
};

/** How the bucket's owner is called among the grantees of its ACL. */
export const ACL_OWNER = 'owner';

interface AclGrant {
  readonly id: string | undefined;
  /** The group's name, the account's canonical id, or an address. */
  readonly to: string;
  readonly permission: string;
}

function grantOf({ Grantee, Permission }: Grant): AclGrant {
  const { ID, URI, EmailAddress } = required(Grantee, 'GetBucketAcl', 'Grant.Grantee');
  return {
    id: ID,
    to: required(URI?.split('/').at(-1) ?? ID ?? EmailAddress, 'GetBucketAcl', 'Grant.Grantee.ID'),
    permission: required(Permission, 'GetBucketAcl', 'Grant.Permission'),
  };
}

/** A rule for the whole bucket can be written in four ways, with one meaning. */
function lifecycleRule(rule: LifecycleRule): Json {
  const { ID: _, Prefix, Filter, ...rest } = rule;
  required(rule.Status, 'GetBucketLifecycleConfiguration', 'Rule.Status');
  const { And, Prefix: below = Prefix, ...others } = Filter ?? {};
  const narrowed = unlessEmpty({
    ...((below ?? '') === '' ? {} : { Prefix: below as string }),
    ...((plain(And) ?? {}) as JsonRecord),
    ...(plain(others) as JsonRecord),
  });
  return { ...(plain(rest) as JsonRecord), ...(narrowed === undefined ? {} : { Filter: narrowed }) };
}

function notification(
  arn: string,
  { Events = [], Filter }: { readonly Events?: readonly Event[] | undefined; readonly Filter?: unknown },
): Json {
  return { To: arn, Events: [...Events].sort(), ...(Filter ? { Filter: plain(Filter) } : {}) };
}
