/**
 * Which permissions an S3 operation takes, each with the policies of the bucket and of the access point.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
import { type AccessPoint, accessPointArn } from './access-points';
import type { Bucket } from './buckets';
import type { Call } from './call';
import { type Keys, prefixed } from './global-keys';
import type { Headers } from './message';
import { existingTags, tagsOf } from './object-tags';
import { parsedPolicy } from './parsed-policies';
import type { Permission } from './permission';
import { S3_KEYS, s3Context } from './s3-context';
import { type S3Operation, versionedAction, versionIdOf } from './s3-operations';
import type { CopySource, S3Target } from './s3-target';
import { tagPairs } from './tag-sets';
import type { World } from './world';
import { find, parseXml } from './xml';

/** Where something is done: a bucket that is there, and maybe the access point through which it is reached. */
export interface Place {
  readonly bucket: Bucket;
  readonly accessPoint: AccessPoint | undefined;
}

/** `action` without `s3:`. */
export function permissionOn(
  { bucket, accessPoint }: Place,
  action: string,
  key: string | undefined,
  keys: Keys,
): Permission {
  return {
    action: `s3:${action}`,
    arn: `arn:aws:s3:::${bucket.name}${key === undefined ? '' : `/${key}`}`,
    account: bucket.account,
    policy:
      bucket.policy === undefined
        ? undefined
        : { kind: 'bucket', name: bucket.name, document: bucket.policy },
    keys: { ...keys, 's3:ResourceAccount': bucket.account },
    knownKeys: S3_KEYS,
    through: accessPoint && {
      arn: accessPointArn(accessPoint),
      networkOrigin: accessPoint.vpcId === undefined ? 'Internet' : 'VPC',
      policy:
        accessPoint.policy === undefined
          ? undefined
          : parsedPolicy({ kind: 'access-point', name: accessPoint.name, document: accessPoint.policy }),
    },
  };
}

/** All but what encryption takes, and the single keys of a DeleteObjects. */
export function s3Permissions(
  call: Call,
  operation: S3Operation,
  target: S3Target,
  source: CopySource | undefined,
): Permission[] {
  const keys = s3Context(call, operation.name);
  const { headers, query, body } = call.incoming;
  const { bucket, accessPoint, container, key } = target;
  if (!bucket) {
    const account = call.caller.kind === 'anonymous' ? '' : call.caller.account;
    const arn = container === undefined ? '*' : `arn:aws:s3:::${container}`;
    const onNew = (action: string): Permission => ({
      action: `s3:${action}`,
      arn,
      account,
      keys,
      knownKeys: S3_KEYS,
    });
    return [operation.action, ...(container === undefined ? [] : actionsWithNewBucket(headers, body))].map(
      onNew,
    );
  }
  const place = { bucket, accessPoint };
  const versionId = versionIdOf(query);
  const also = [
    ...(ACTIONS_BESIDE[operation.name] ?? []).map((action) => versionedAction(action, versionId)),
    ...(WRITES.has(operation.name) ? actionsWithNewObject(headers) : []),
    ...(BYPASSES.has(operation.name) ? actionsWithBypass(headers) : []),
  ];
  const tags = /^Put(?:Object|Bucket)Tagging$/.test(operation.name) ? tagsInBody(operation.name, body) : {};
  const here = [operation.action, ...also].map((action) => ({
    ...permissionOn(place, action, key, { ...keys, ...tags }),
    costly: existingTags(call.world, action, bucket, key, versionId),
  }));
  return [...here, ...(source ? permissionsOnSource(call.world, source, keys) : [])];
}

const WRITES = new Set(['PutObject', 'CopyObject', 'CreateMultipartUpload']);
const BYPASSES = new Set(['DeleteObject', 'PutObjectRetention']);

const ACTIONS_BESIDE: Readonly<Record<string, readonly string[]>> = { GetObjectAttributes: ['GetObject'] };

function actionsWithNewObject(headers: Headers): string[] {
  return [
    ...('x-amz-tagging' in headers ? ['PutObjectTagging'] : []),
    ...(setsAcl(headers) ? ['PutObjectAcl'] : []),
    ...('x-amz-object-lock-mode' in headers ? ['PutObjectRetention'] : []),
    ...('x-amz-object-lock-legal-hold' in headers ? ['PutObjectLegalHold'] : []),
  ];
}

/**
 * An ACL needs a right of its own, unless it is `private`, which Terraform's provider always sends.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
function actionsWithNewBucket(headers: Headers, body: Buffer): string[] {
  return [
    ...(find(parseXml(body.toString()), 'Tags', 'Tag') ? ['TagResource'] : []),
    ...(setsAcl(headers) && headers['x-amz-acl'] !== 'private' ? ['PutBucketAcl'] : []),
    ...('x-amz-object-ownership' in headers ? ['PutBucketOwnershipControls'] : []),
    ...(headers['x-amz-bucket-object-lock-enabled']?.toLowerCase() === 'true'
      ? ['PutBucketObjectLockConfiguration', 'PutBucketVersioning']
      : []),
  ];
}

export function actionsWithBypass(headers: Headers): string[] {
  return headers['x-amz-bypass-governance-retention']?.toLowerCase() === 'true'
    ? ['BypassGovernanceRetention']
    : [];
}

function setsAcl(headers: Headers): boolean {
  return Object.keys(headers).some((name) => name === 'x-amz-acl' || name.startsWith('x-amz-grant-'));
}

function tagsInBody(operation: string, body: Buffer): Keys {
  const tags = Object.fromEntries(tagPairs(find(parseXml(body.toString()), 'TagSet')));
  const [name, names] =
    operation === 'PutObjectTagging'
      ? (['s3:RequestObjectTag/', 's3:RequestObjectTagKeys'] as const)
      : (['aws:RequestTag/', 'aws:TagKeys'] as const);
  return { ...prefixed(name, tags), [names]: Object.keys(tags) };
}

function permissionsOnSource(world: World, source: CopySource, keys: Keys): Permission[] {
  const { bucket, accessPoint, key, versionId } = source;
  if (!bucket) return [];
  const { 's3:VersionId': _, ...others } = keys;
  const onSource = versionId === undefined ? others : { ...others, 's3:VersionId': versionId };
  const action = versionedAction('GetObject', versionId);
  const reading = permissionOn({ bucket, accessPoint }, action, key, onSource);
  return [{ ...reading, costly: existingTags(world, action, bucket, key, versionId) }];
}

/**
 * A copy takes the source's tags along unless it brings its own, and that takes the rights to read and to put them.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export async function permissionsOnCopiedTags(
  call: Call,
  { bucket, accessPoint, key }: S3Target,
  source: CopySource,
): Promise<Permission[]> {
  const { headers } = call.incoming;
  if (!bucket || !source.bucket || headers['x-amz-tagging-directive'] === 'REPLACE') return [];
  const tags = await tagsOf(call.world, source.bucket, source.key ?? '', source.versionId);
  if (Object.keys(tags).length === 0) return [];
  const keys = s3Context(call, 'CopyObject');
  const given = { ...prefixed('s3:RequestObjectTag/', tags), 's3:RequestObjectTagKeys': Object.keys(tags) };
  const from = { bucket: source.bucket, accessPoint: source.accessPoint };
  const reading = versionedAction('GetObjectTagging', source.versionId);
  const writing = 'PutObjectTagging';
  return [
    {
      ...permissionOn(from, reading, source.key, keys),
      costly: existingTags(call.world, reading, source.bucket, source.key, source.versionId),
    },
    {
      ...permissionOn({ bucket, accessPoint }, writing, key, { ...keys, ...given }),
      costly: existingTags(call.world, writing, bucket, key, undefined),
    },
  ];
}
