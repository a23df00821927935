/**
 * Every sub-resource of a bucket: how it is read, by which right, and in what form it is compared. Each yields a record
 * whose parts are compared one by one, or `null` where nothing is set. What AWS sets by itself counts as nothing.
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
  type LifecycleRule,
} from '@aws-sdk/client-s3';
import { type Json, type JsonRecord, plain } from '../../config/values/json-value';
import { BUCKET_CONFIGURATIONS } from './bucket-configurations';
import { type BucketSetting, named, nothingAsNull, record } from './bucket-setting';

const NO_BLOCK = {
  BlockPublicAcls: false,
  BlockPublicPolicy: false,
  IgnorePublicAcls: false,
  RestrictPublicBuckets: false,
};

export const BUCKET_SETTINGS: readonly BucketSetting[] = [
  {
    attribute: 'publicAccessBlock',
    right: 's3:GetBucketPublicAccessBlock',
    unset: ['NoSuchPublicAccessBlockConfiguration'],
    otherwise: NO_BLOCK,
    read: async (client, Bucket) => {
      const { PublicAccessBlockConfiguration } = await client.send(
        new GetPublicAccessBlockCommand({ Bucket }),
      );
      return publicAccessBlock(PublicAccessBlockConfiguration);
    },
  },
  {
    attribute: 'ownership',
    right: 's3:GetBucketOwnershipControls',
    unset: ['OwnershipControlsNotFoundError'],
    read: async (client, Bucket) => {
      const { OwnershipControls } = await client.send(new GetBucketOwnershipControlsCommand({ Bucket }));
      return { ObjectOwnership: OwnershipControls?.Rules?.[0]?.ObjectOwnership ?? null };
    },
  },
  {
    attribute: 'acl',
    right: 's3:GetBucketAcl',
    read: async (client, Bucket) => {
      const { Owner, Grants = [] } = await client.send(new GetBucketAclCommand({ Bucket }));
      // The owner's own entry is always there.
      const others = Grants.filter(
        ({ Grantee, Permission }) =>
          Grantee?.ID !== Owner?.ID || Grantee?.ID === undefined || Permission !== 'FULL_CONTROL',
      );
      return record(
        others.map(({ Grantee, Permission }) => [
          `${Grantee?.URI?.split('/').at(-1) ?? Grantee?.ID ?? Grantee?.EmailAddress ?? ''} ${Permission}`,
          Permission ?? '',
        ]),
      );
    },
  },
  {
    attribute: 'policy',
    right: 's3:GetBucketPolicy',
    unset: ['NoSuchBucketPolicy'],
    read: async (client, Bucket) =>
      (await client.send(new GetBucketPolicyCommand({ Bucket }))).Policy ?? null,
  },
  {
    attribute: 'versioning',
    right: 's3:GetBucketVersioning',
    read: async (client, Bucket) => {
      const { Status, MFADelete } = await client.send(new GetBucketVersioningCommand({ Bucket }));
      return { Status: Status ?? 'Off', MFADelete: MFADelete ?? 'Disabled' };
    },
  },
  {
    attribute: 'encryption',
    right: 's3:GetEncryptionConfiguration',
    // Since 2023 S3 encrypts whatever nobody set otherwise.
    unset: ['ServerSideEncryptionConfigurationNotFoundError'],
    otherwise: { Algorithm: 'AES256', Key: null, BucketKey: null },
    read: async (client, Bucket) => {
      const { ServerSideEncryptionConfiguration } = await client.send(
        new GetBucketEncryptionCommand({ Bucket }),
      );
      const rule = ServerSideEncryptionConfiguration?.Rules?.[0];
      const { SSEAlgorithm = 'AES256', KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
      // A bucket key means nothing without a KMS key.
      const BucketKey = SSEAlgorithm === 'AES256' ? null : (rule?.BucketKeyEnabled ?? false);
      return { Algorithm: SSEAlgorithm, Key: KMSMasterKeyID ?? null, BucketKey };
    },
  },
  {
    attribute: 'lifecycle',
    right: 's3:GetLifecycleConfiguration',
    unset: ['NoSuchLifecycleConfiguration'],
    read: async (client, Bucket) => {
      const { Rules = [] } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
      return named(Rules, ({ ID }) => ID, lifecycleRule);
    },
  },
  {
    attribute: 'logging',
    right: 's3:GetBucketLogging',
    read: async (client, Bucket) => {
      const { LoggingEnabled } = await client.send(new GetBucketLoggingCommand({ Bucket }));
      if (!LoggingEnabled) return null;
      const { TargetBucket, TargetPrefix, TargetGrants = [], TargetObjectKeyFormat } = LoggingEnabled;
      const partitioned = TargetObjectKeyFormat?.PartitionedPrefix;
      return {
        TargetBucket: TargetBucket ?? null,
        TargetPrefix: TargetPrefix ?? '',
        ...(TargetGrants.length > 0 ? { TargetGrants: plain(TargetGrants) } : {}),
        ...(partitioned ? { PartitionedPrefix: plain(partitioned) } : {}),
      };
    },
  },
  {
    attribute: 'replication',
    right: 's3:GetReplicationConfiguration',
    unset: ['ReplicationConfigurationNotFoundError'],
    read: async (client, Bucket) => {
      const { ReplicationConfiguration } = await client.send(new GetBucketReplicationCommand({ Bucket }));
      const { Rules = [], Role } = ReplicationConfiguration ?? {};
      return named(
        Rules,
        ({ ID }) => ID,
        (rule) => ({ ...(plain(rule, ['ID']) as JsonRecord), Role: Role ?? null }),
      );
    },
  },
  {
    attribute: 'notifications',
    right: 's3:GetBucketNotification',
    read: async (client, Bucket) => {
      const {
        TopicConfigurations,
        QueueConfigurations,
        LambdaFunctionConfigurations,
        EventBridgeConfiguration,
      } = await client.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
      const targets = [
        ...(TopicConfigurations ?? []).map((to) => [to.TopicArn, to] as const),
        ...(QueueConfigurations ?? []).map((to) => [to.QueueArn, to] as const),
        ...(LambdaFunctionConfigurations ?? []).map((to) => [to.LambdaFunctionArn, to] as const),
      ];
      return record([
        ...targets.map(([arn, to], index): [string, Json] => [
          to.Id ?? arn ?? String(index),
          notification(arn, to),
        ]),
        ...(EventBridgeConfiguration ? [['EventBridge', true] as [string, Json]] : []),
      ]);
    },
  },
  ...BUCKET_CONFIGURATIONS,
  {
    attribute: 'website',
    right: 's3:GetBucketWebsite',
    unset: ['NoSuchWebsiteConfiguration'],
    read: async (client, Bucket) =>
      nothingAsNull(plain(await client.send(new GetBucketWebsiteCommand({ Bucket })))),
  },
  {
    attribute: 'cors',
    right: 's3:GetBucketCORS',
    unset: ['NoSuchCORSConfiguration'],
    read: async (client, Bucket) => {
      const { CORSRules = [] } = await client.send(new GetBucketCorsCommand({ Bucket }));
      return named(
        CORSRules,
        ({ ID }) => ID,
        (rule) => plain(rule, ['ID']),
      );
    },
  },
  {
    attribute: 'acceleration',
    right: 's3:GetAccelerateConfiguration',
    read: async (client, Bucket) => {
      const { Status } = await client.send(new GetBucketAccelerateConfigurationCommand({ Bucket }));
      return Status === 'Enabled' ? { Status } : null;
    },
  },
  {
    attribute: 'requestPayment',
    right: 's3:GetBucketRequestPayment',
    read: async (client, Bucket) => {
      const { Payer } = await client.send(new GetBucketRequestPaymentCommand({ Bucket }));
      return Payer === 'Requester' ? { Payer } : null;
    },
  },
  {
    attribute: 'objectLock',
    right: 's3:GetBucketObjectLockConfiguration',
    unset: ['ObjectLockConfigurationNotFoundError'],
    read: async (client, Bucket) => {
      const { ObjectLockConfiguration } = await client.send(
        new GetObjectLockConfigurationCommand({ Bucket }),
      );
      // That locks can be put on objects binds nobody; a default lock binds whoever writes.
      return nothingAsNull(plain(ObjectLockConfiguration, ['ObjectLockEnabled']));
    },
  },
  {
    attribute: 'tags',
    right: 's3:GetBucketTagging',
    unset: ['NoSuchTagSet'],
    read: async (client, Bucket) => {
      const { TagSet = [] } = await client.send(new GetBucketTaggingCommand({ Bucket }));
      return ownTags(TagSet);
    },
  },
];

/** Tags that begin with `aws:` are set by AWS and by nobody else. */
export function ownTags(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[],
): Json {
  return record(
    tags.flatMap(({ Key = '', Value = '' }) =>
      Key.startsWith('aws:') ? [] : [[Key, Value] as [string, Json]],
    ),
  );
}

interface Block {
  readonly BlockPublicAcls?: boolean | undefined;
  readonly BlockPublicPolicy?: boolean | undefined;
  readonly IgnorePublicAcls?: boolean | undefined;
  readonly RestrictPublicBuckets?: boolean | undefined;
}

/** What is not said is not blocked. */
export function publicAccessBlock(block: Block = {}): JsonRecord {
  const { BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets } = block;
  return {
    BlockPublicAcls: BlockPublicAcls ?? false,
    BlockPublicPolicy: BlockPublicPolicy ?? false,
    IgnorePublicAcls: IgnorePublicAcls ?? false,
    RestrictPublicBuckets: RestrictPublicBuckets ?? false,
  };
}

/** A rule for the whole bucket can be written in four ways, with one meaning. */
function lifecycleRule(rule: LifecycleRule): Json {
  const { ID: _, Prefix, Filter, ...rest } = rule;
  const { And, Prefix: below = Prefix, ...others } = Filter ?? {};
  const narrowed = nothingAsNull({
    ...((below ?? '') === '' ? {} : { Prefix: below as string }),
    ...((plain(And) ?? {}) as JsonRecord),
    ...(plain(others) as JsonRecord),
  });
  return { ...(plain(rest) as JsonRecord), ...(narrowed === null ? {} : { Filter: narrowed }) };
}

function notification(
  arn: string | undefined,
  { Events = [], Filter }: { readonly Events?: readonly Event[] | undefined; readonly Filter?: unknown },
): Json {
  return { To: arn ?? null, Events: [...Events].sort(), ...(Filter ? { Filter: plain(Filter) } : {}) };
}
