/**
 * What a tenant's file states, written down a second time, in the words of AWS's own documents: as the policies that it
 * comes to. Nothing here is taken from `policies/`, so that no mistake made there is repeated by its judge.
 *
 * Object operations and the actions behind them:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndKMS
 */
import { makerOf, type Project, sharersOf } from '../config';
import { pointArn, targetArn, targetKind } from '../config/tenant/names';
import { ownerAclGrants } from '../config/tenant/owner-acl';
import type { Tenant } from '../config/tenant/tenant';
import type { Access } from '../config/values/access';
import { accountRootArn, bucketArn } from '../config/values/arn';
import { type Actor, atOnce, type Pausing, type World } from '../iam/reach';
import { policyOf, type StatementValue } from './policy-statements';
import { trustStatements } from './stated-trust';

/** What each word of a grant means on objects. */
const ON_OBJECTS: Readonly<Record<Access, readonly string[]>> = {
  get: ['s3:GetObject'],
  put: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
  list: [],
  delete: ['s3:DeleteObject'],
};

const WITH_KEY: Readonly<Record<Access, readonly string[]>> = {
  get: ['kms:Decrypt'],
  put: ['kms:GenerateDataKey', 'kms:Decrypt'],
  list: [],
  delete: [],
};

/** What decisions call a policy that follows from the file. */
export const STATED = "the tenant's file";

/**
 * Exactly what the file states, as a world that is compared with the one that would be deployed. What the owner of a
 * bucket or a key was asked to add stands for the whole of its policy.
 */
export function statedWorld(project: Project, tenant: Tenant): World {
  return atOnce(statedWorldInSteps(project, tenant));
}

/** The same, with a pause before each policy: one of a thousand grants takes a tenth of a second. */
export function* statedWorldInSteps(project: Project, tenant: Tenant): Pausing<World> {
  const { partition, account, region, bucket, access } = tenant;
  const isThere = access !== 'revoked';
  const point = isThere ? pointArn(tenant) : undefined;
  const { kmsKeyArn } = bucket;
  const actor = isThere ? actorOf(tenant) : undefined;
  yield;
  const letThrough: StatementValue[] = [];
  for (const each of onBucketOf(project, tenant)) {
    yield;
    letThrough.push(...throughPoint(each));
  }
  const policy = policyOf('bucket', STATED, [tls(tenant), ...letThrough]);
  yield;
  const accessPoints =
    point === undefined
      ? []
      : [
          {
            arn: point,
            policy: policyOf('access-point', STATED, granted(tenant, [point], [`${point}/object/`])),
          },
        ];
  yield;
  return {
    account,
    partition,
    region,
    ...(actor ? { actor } : {}),
    bucket: {
      name: bucket.name,
      policy,
      ...(kmsKeyArn === undefined ? {} : { defaultKey: { arn: kmsKeyArn } }),
    },
    accessPoints,
    keys: kmsKeyArn === undefined ? [] : [{ arn: kmsKeyArn, policy: keyPolicy(tenant) }],
  };
}

/** The tenants whose access points the bucket's policy lets through. */
function onBucketOf(project: Project, tenant: Tenant): readonly Tenant[] {
  const maker = tenant.bucket.existing ? makerOf(project, tenant) : tenant;
  return maker ? [maker, ...sharersOf(project, maker)] : [tenant];
}

function actorOf(tenant: Tenant): Actor {
  const kind = targetKind(tenant);
  return {
    kind,
    arn: targetArn(tenant),
    identity: [policyOf('identity', STATED, ownStatements(tenant))],
    ...(kind === 'role' ? { trust: policyOf('trust', STATED, trustStatements(tenant)) } : {}),
  };
}

function ownStatements(tenant: Tenant): readonly StatementValue[] {
  const { partition, account, bucket, access, revokeSessionsBefore, vendor } = tenant;
  const own = bucketArn(partition, bucket.name);
  const point = pointArn(tenant);
  const everything = { Effect: 'Deny', Action: '*', Resource: '*' };
  const keyActions = actionsOnKey(tenant);
  return [
    ...(access === 'suspended' ? [{ Sid: 'Suspended', ...everything }] : []),
    ...(revokeSessionsBefore === undefined
      ? []
      : [
          {
            Sid: 'OldSessions',
            ...everything,
            Condition: { DateLessThan: { 'aws:TokenIssueTime': revokeSessionsBefore } },
          },
        ]),
    ...granted(
      tenant,
      [own, ...(point === undefined ? [] : [point])],
      [`${own}/`, ...(point === undefined ? [] : [`${point}/object/`])],
    ),
    ...allowing('BucketWide', vendor.bucketWideActions, [own]),
    {
      Sid: 'OtherOwner',
      Effect: 'Deny',
      Action: 's3:*',
      Resource: [own, `${own}/*`],
      Condition: { StringNotEquals: { 's3:ResourceAccount': account } },
    },
    ...(bucket.kmsKeyArn === undefined
      ? []
      : allowing('Key', keyActions, [bucket.kmsKeyArn], { Condition: viaS3(tenant) })),
    ...(vendor.selfAssume && targetKind(tenant) === 'role'
      ? allowing('Itself', ['sts:AssumeRole'], [targetArn(tenant)])
      : []),
  ];
}

/** The grants on containers (ARNs of bucket and access point) and on their objects (what stands before a key). */
function granted(
  tenant: Tenant,
  containers: readonly string[],
  objects: readonly string[],
  { Principal, Condition = {} }: Audience = audienceOf(tenant, containers),
): readonly StatementValue[] {
  const { grants } = tenant;
  const forWhom = Principal === undefined ? {} : { Principal };
  const withAcl = ownerAclGrants(tenant);
  const listed = grants.filter(({ allow }) => allow.includes('list')).map(({ prefix }) => prefix);
  const held = listed.includes('')
    ? {}
    : { StringLike: { 's3:prefix': listed.map((prefix) => `${prefix}*`) } };
  return [
    ...grants.flatMap(({ prefix, allow, extraActions }, at) =>
      allowing(
        `Grant${at}`,
        [...allow.flatMap((word) => ON_OBJECTS[word]), ...extraActions],
        objects.map((before) => `${before}${prefix}*`),
        { ...forWhom, Condition },
      ),
    ),
    ...allowing(
      'Acl',
      withAcl.length === 0 ? [] : ['s3:PutObjectAcl'],
      objects.flatMap((before) => withAcl.map(({ prefix }) => `${before}${prefix}*`)),
      { ...forWhom, Condition: withTheOneAcl(Condition) },
    ),
    ...(listed.length === 0
      ? []
      : allowing('List', ['s3:ListBucket'], containers, {
          ...forWhom,
          Condition: { ...Condition, ...held },
        })),
    ...allowing('Location', ['s3:GetBucketLocation'], containers, { ...forWhom, Condition }),
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
function withTheOneAcl({ StringEquals = {}, ...others }: StatementValue): StatementValue {
  const equals = { ...(StringEquals as StatementValue), 's3:x-amz-acl': 'bucket-owner-full-control' };
  return { ...others, StringEquals: equals };
}

/** Whom a resource's policy means; a role's own policy says it of nobody else. */
interface Audience {
  readonly Principal?: unknown;
  readonly Condition?: StatementValue;
}

/** What hangs on an access point is for the target alone; what hangs on the target names nobody. */
function audienceOf(tenant: Tenant, containers: readonly string[]): Audience {
  const isPolicyOfPoint = containers.length === 1 && containers[0] === pointArn(tenant);
  return isPolicyOfPoint ? targetOnly(tenant) : {};
}

/** Through the root, so that the target's own policy has to allow as well. */
function targetOnly(tenant: Tenant): Required<Audience> {
  return {
    Principal: { AWS: accountRootArn(tenant.partition, tenant.account) },
    Condition: { ArnEquals: { 'aws:PrincipalArn': targetArn(tenant) } },
  };
}

/** What the bucket leaves to an access point: the grants, to the target, on that way alone. */
function throughPoint(tenant: Tenant): readonly StatementValue[] {
  const point = pointArn(tenant);
  if (point === undefined || tenant.access === 'revoked') return [];
  const own = bucketArn(tenant.partition, tenant.bucket.name);
  const { Principal, Condition } = targetOnly(tenant);
  return granted(tenant, [own], [`${own}/`], {
    Principal,
    Condition: { ...Condition, StringEquals: { 's3:DataAccessPointArn': point } },
  }).map(({ Sid: _, ...statement }) => statement);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html */
function tls({ partition, bucket }: Tenant): StatementValue {
  const own = bucketArn(partition, bucket.name);
  return {
    Sid: 'Tls',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [own, `${own}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

function keyPolicy(tenant: Tenant): ReturnType<typeof policyOf> {
  const { Principal, Condition } = targetOnly(tenant);
  const isNeeded = tenant.access !== 'revoked';
  return policyOf(
    'key',
    STATED,
    isNeeded
      ? allowing('Key', actionsOnKey(tenant), ['*'], {
          Principal,
          Condition: { ...Condition, ...viaS3(tenant) },
        })
      : [],
  );
}

function actionsOnKey({ grants, vendor }: Tenant): readonly string[] {
  const needed = grants.flatMap(({ allow }) => allow).flatMap((word) => WITH_KEY[word]);
  return needed.length > 0 ? [...needed, ...vendor.kmsActions] : [];
}

/** The key is used through S3 in the bucket's region, never directly. */
function viaS3({ partition, region }: Tenant): StatementValue {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { StringEquals: { 'kms:ViaService': `s3.${region}.${suffix}` } };
}

function allowing(
  Sid: string,
  actions: readonly string[],
  resources: readonly string[],
  more: StatementValue = {},
): readonly StatementValue[] {
  if (actions.length === 0) return [];
  return [{ Sid, Effect: 'Allow', Action: [...new Set(actions)], Resource: resources, ...more }];
}
