/**
 * What a tenant's file states, as two worlds between which the real one must lie: short of `must` it is `less`, beyond
 * `may` it is `more`. They are made from the grants and nothing else, so that no mistake of the policies is repeated by
 * their judge.
 */
import { parsePolicy } from '../parse-policy';
import type { Policy, PolicyKind } from '../policy';
import { leavesToAccount } from './assumed-policies';
import { type CompareOptions, compare } from './compare';
import type { Comparison } from './difference';
import { bucketArnOf, type Facts, type World } from './world';

export interface Rights {
  readonly must: World;
  readonly may: World;
}

/** What the vendor may do below a prefix, and on the bucket as a whole. */
export interface StatedGrant {
  readonly prefix: string;
  /** `s3:GetObject` …, on the objects below it. */
  readonly onObjects: readonly string[];
  /** `s3:ListBucket` …, for keys below it. */
  readonly listing: readonly string[];
}

export interface StatedRights {
  readonly grants: readonly StatedGrant[];
  /** `s3:GetBucketLocation` … */
  readonly onBucket: readonly string[];
  /** `kms:Decrypt` … by way of S3, on each of the keys. */
  readonly onKeys: { readonly arns: readonly string[]; readonly actions: readonly string[] };
  /** Who may assume the role, each with the external IDs of which one has to come; none where none is asked for. */
  readonly assumedBy: readonly { readonly principal: string; readonly externalIds: readonly string[] }[];
  /** What may come with AssumeRole: `sts:TagSession`. */
  readonly besideAssuming: readonly string[];
  /** Whether nothing is granted at the moment: the file says suspended or revoked. */
  readonly nothing?: boolean | undefined;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const FILE = "the tenant's file";

/** In its normal context: over TLS, and to a bucket of the account. `usual` adds what else is normal for the vendor. */
export function statedRights(stated: StatedRights, scene: World, usual: Conditions = {}): Rights {
  const normal = { ...usual, Bool: { ...usual.Bool, 'aws:SecureTransport': 'true' } };
  return { must: worldOf(stated, scene, normal), may: worldOf(stated, scene, {}) };
}

/** `less` short of what must be, `more` beyond what may be. `actual` is `here`. */
export function compareWithRights(
  actual: World,
  { must, may }: Rights,
  facts: Facts,
  options: Pick<CompareOptions, 'dormant' | 'onStep'> = {},
): Comparison {
  const less = compare(actual, must, facts, { ...options, directions: ['less'], onlyStated: true });
  const more = compare(actual, may, facts, { ...options, directions: ['more'] });
  return {
    differences: [...less.differences, ...more.differences],
    beyond: [...less.beyond, ...more.beyond],
  };
}

/** The scene's things, with policies that say what is stated. */
function worldOf(stated: StatedRights, scene: World, normal: Conditions): World {
  const { actor, bucket, accessPoints = [], keys = [] } = scene;
  const bucketArn = bucketArnOf(scene);
  const isLeast = Object.keys(normal).length > 0;
  const identity =
    bucketArn === undefined || stated.nothing ? [] : identityStatements(stated, bucketArn, scene, normal);
  const {
    boundary: _boundary,
    tags: _tags,
    ...plainActor
  } = actor ?? { boundary: undefined, tags: undefined };
  const { publicAccess: _publicAccess, organization: _organization, ...plain } = scene;
  return {
    ...plain,
    ...(actor
      ? {
          actor: {
            ...plainActor,
            kind: actor.kind,
            arn: actor.arn,
            identity: policies(identity, 'identity'),
            trust: stated.nothing ? undefined : policies(trustStatements(stated), 'trust')[0],
          },
        }
      : {}),
    ...(bucket
      ? { bucket: { name: bucket.name, ...(bucket.defaultKey ? { defaultKey: bucket.defaultKey } : {}) } }
      : {}),
    accessPoints: accessPoints.map(({ arn, networkOrigin }) => ({
      arn,
      networkOrigin,
    })),
    keys: keys.map(({ arn }) => ({
      arn,
      policy: isLeast ? keyPolicy(arn, stated, scene.account) : leavesToAccount(scene.account),
    })),
  };
}

/**
 * The role's rights are stated at the role. A bucket's and a point's policy has nothing to add within the account; a
 * key's has to leave to the account what is stated.
 */
function keyPolicy(arn: string, { onKeys }: StatedRights, account: string): Policy {
  const actions = onKeys.arns.includes(arn) ? onKeys.actions : [];
  const statements = actions.map((Action) => ({
    Effect: 'Allow',
    Principal: { AWS: account },
    Action,
    Resource: '*',
  }));
  return policies(statements, 'key')[0] ?? { name: FILE, kind: 'key', statements: [] };
}

function identityStatements(
  { grants, onBucket, onKeys }: StatedRights,
  bucketArn: string,
  { accessPoints = [], account, region, partition = 'aws' }: World,
  normal: Conditions,
): readonly unknown[] {
  const isBound = Object.keys(normal).length > 0;
  const on = (
    actions: readonly string[],
    resources: readonly string[],
    more: Conditions = {},
  ): readonly unknown[] =>
    actions.length === 0 || resources.length === 0
      ? []
      : [{ Effect: 'Allow', Action: actions, Resource: resources, Condition: bothOf(normal, more) }];
  // What is in another account is not the tenant's, whatever its name.
  const owned: Conditions = isBound ? { StringEquals: { 's3:ResourceAccount': account } } : {};
  const suffix = partition === 'aws-cn' ? '.cn' : '';
  // What may be is S3 anywhere; what must be is S3 where the bucket is.
  const viaService = isBound ? `s3.${region}.amazonaws.com${suffix}` : `s3.*.amazonaws.com${suffix}`;
  const buckets = [bucketArn, ...accessPoints.map(({ arn }) => arn)];
  const objects = (prefix: string): readonly string[] => [
    `${bucketArn}/${literally(prefix)}*`,
    ...accessPoints.map(({ arn }) => `${arn}/object/${literally(prefix)}*`),
  ];
  return [
    ...grants.flatMap(({ prefix, onObjects }) => on(onObjects, objects(prefix), owned)),
    ...grants.flatMap(({ prefix, listing }) =>
      on(
        listing,
        buckets,
        prefix === '' ? owned : { ...owned, StringLike: { 's3:prefix': `${literally(prefix)}*` } },
      ),
    ),
    ...on(onBucket, buckets, owned),
    ...on(onKeys.actions, onKeys.arns, { StringLike: { 'kms:ViaService': viaService } }),
  ];
}

function bothOf(some: Conditions, others: Conditions): Conditions {
  const operators = new Set([...Object.keys(some), ...Object.keys(others)]);
  return Object.fromEntries(
    [...operators].map((operator) => [operator, { ...some[operator], ...others[operator] }]),
  );
}

/** A prefix is a text, not a pattern. */
function literally(prefix: string): string {
  return prefix.replaceAll(/[*?$]/g, '${$&}');
}

function trustStatements({ assumedBy, besideAssuming }: StatedRights): readonly unknown[] {
  return assumedBy.map(({ principal, externalIds }) => ({
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: ['sts:AssumeRole', ...besideAssuming],
    ...(externalIds.length > 0 ? { Condition: { StringEquals: { 'sts:ExternalId': externalIds } } } : {}),
  }));
}

function policies(statements: readonly unknown[], kind: PolicyKind): readonly Policy[] {
  if (statements.length === 0) return [];
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: statements }, kind, FILE);
  if (parsed.ok) return [parsed.policy];
  throw new Error(parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; '));
}
