/** Settings that decide as policies do, as the statements that say the same. */
import type { StatementRef } from '../decision';
import { parsePolicy } from '../parse-policy';
import type { Policy, PolicyKind } from '../policy';
import { isPublicPolicy } from '../public-policy';
import type { AclGrant, Bucket, Key, Point, PublicAccess, World } from './world';

interface Setting {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** Statements of settings are counted from here, so that none is taken for one of the policy's own. */
const FIRST_SETTING = 1_000;

const SIDS = {
  requesterPays: 'RequesterPays',
  networkOrigin: 'NetworkOriginVpc',
  keyState: 'KeyState',
  publicAccess: 'RestrictPublicBuckets',
} as const;

/** A setting that decides as a statement does. `grantee`: a group, or a canonical user's id. */
export type SettingTold =
  | { readonly setting: 'acl'; readonly permission: string; readonly grantee: string }
  | { readonly setting: keyof typeof SIDS };

/** The setting that a statement stands for; undefined for one of a policy. */
export function settingIn({ index, sid = '' }: StatementRef): SettingTold | undefined {
  if (index < FIRST_SETTING) return undefined;
  const [, permission, grantee] = /^Acl (\S+) (\S+)$/.exec(sid) ?? [];
  if (permission !== undefined && grantee !== undefined) return { setting: 'acl', permission, grantee };
  const setting = (Object.keys(SIDS) as (keyof typeof SIDS)[]).find((name) => SIDS[name] === sid);
  return setting && { setting };
}

/**
 * What a grant in a bucket's ACL lets do.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions
 */
const GRANTED: Readonly<Record<Exclude<AclGrant['permission'], 'FULL_CONTROL'>, readonly string[]>> = {
  READ: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
  WRITE: ['s3:PutObject', 's3:DeleteObject'],
  READ_ACP: ['s3:GetBucketAcl'],
  WRITE_ACP: ['s3:PutBucketAcl'],
};

/** The policy of the bucket with its ACL and its settings. */
export function bucketDocument(world: World, bucket: Bucket): Policy | undefined {
  const blocks = either(bucket.publicAccess, world.publicAccess);
  const settings: Setting[] = [
    ...(bucket.ownership === undefined || bucket.ownership === 'BucketOwnerEnforced'
      ? []
      : (bucket.grants ?? []).flatMap((grant) => grantSettings(grant, blocks))),
    ...restriction(bucket.policy, blocks, world.account),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html
    ...(bucket.requesterPays
      ? [denial(SIDS.requesterPays, ['s3:*'], { StringEquals: { 'aws:PrincipalType': 'Anonymous' } })]
      : []),
  ];
  return withSettings(bucket.policy, 'bucket', settings);
}

export function pointDocument(world: World, point: Point): Policy | undefined {
  const elsewhere =
    point.vpc === undefined
      ? { Null: { 'aws:SourceVpc': 'true' } }
      : { StringNotEquals: { 'aws:SourceVpc': point.vpc } };
  return withSettings(point.policy, 'access-point', [
    ...restriction(point.policy, either(point.publicAccess, world.publicAccess), world.account),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html
    ...(point.networkOrigin === 'VPC' ? [denial(SIDS.networkOrigin, ['s3:*'], elsewhere)] : []),
  ]);
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const CRYPTOGRAPHIC = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*', 'kms:Sign'];

export function keyDocument({ policy, usable = true }: Key): Policy | undefined {
  if (policy === undefined) return undefined;
  return withSettings(policy, 'key', usable ? [] : [denial(SIDS.keyState, CRYPTOGRAPHIC)]);
}

function either(one: PublicAccess | undefined, other: PublicAccess | undefined): PublicAccess {
  return {
    ignorePublicAcls: (one?.ignorePublicAcls ?? false) || (other?.ignorePublicAcls ?? false),
    restrictPublicBuckets: (one?.restrictPublicBuckets ?? false) || (other?.restrictPublicBuckets ?? false),
  };
}

function grantSettings({ grantee, permission }: AclGrant, blocks: PublicAccess): readonly Setting[] {
  if ('group' in grantee && blocks.ignorePublicAcls) return [];
  const actions = permission === 'FULL_CONTROL' ? Object.values(GRANTED).flat() : GRANTED[permission];
  const named = 'group' in grantee ? grantee.group : grantee.canonicalUser;
  const setting: Setting = {
    Sid: `Acl ${permission} ${named}`,
    Effect: 'Allow',
    Principal: 'group' in grantee ? '*' : { CanonicalUser: grantee.canonicalUser },
    Action: actions,
  };
  if (named !== 'AuthenticatedUsers') return [setting];
  return [{ ...setting, Condition: { StringNotEquals: { 'aws:PrincipalType': 'Anonymous' } } }];
}

/**
 * A public policy with RestrictPublicBuckets is for the owner's account and AWS's services alone.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
function restriction(policy: Policy | undefined, blocks: PublicAccess, account: string): readonly Setting[] {
  if (!blocks.restrictPublicBuckets || !policy || !isPublicPolicy(policy)) return [];
  const strangers = {
    StringNotEquals: { 'aws:PrincipalAccount': account },
    // Anonymous requests have no such key.
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  };
  return [denial(SIDS.publicAccess, ['s3:*'], strangers)];
}

function denial(sid: string, actions: readonly string[], condition?: unknown): Setting {
  const base = { Sid: sid, Effect: 'Deny', Principal: '*', Action: actions } as const;
  return condition === undefined ? base : { ...base, Condition: condition };
}

function withSettings(
  policy: Policy | undefined,
  kind: PolicyKind,
  settings: readonly Setting[],
): Policy | undefined {
  if (settings.length === 0) return policy;
  const Statement = settings.map((setting) => ({ ...setting, Resource: '*' }));
  const parsed = parsePolicy({ Version: '2012-10-17', Statement }, kind, 'settings');
  if (!parsed.ok)
    throw new Error(parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; '));
  const statements = parsed.policy.statements.map((statement) => ({
    ...statement,
    index: FIRST_SETTING + statement.index,
  }));
  return { name: policy?.name ?? kind, kind, statements: [...(policy?.statements ?? []), ...statements] };
}
