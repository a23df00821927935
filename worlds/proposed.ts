/**
 * The world that would be deployed: all policies and settings that decide about a tenant's requests, as AWS would be sent
 * them. What others own (an existing bucket's policy, a KMS key's) is taken to be what its owner was asked to add, and
 * nothing else.
 */
import { makerOf, type Project, sharersOf } from '../config';
import { pointArn, targetArn, targetKind, targetTags } from '../config/tenant/names';
import type { Tenant } from '../config/tenant/tenant';
import { type Policy, type PolicyKind, parsePolicy } from '../iam';
import { atOnce, type Pausing, type PublicAccess, type World } from '../iam/reach';
import { bucketPolicy, statementsForBucketOwner } from '../policies/bucket-policy';
import { statementsForKeyOwner } from '../policies/key-policy';
import { documentOf, type Policy as PolicyValue } from '../policies/policy-document';
import { quotaProblems } from '../policies/quotas';
import { type AttachedPolicy, tenantPolicies } from '../policies/tenant-policies';
import { organizationOf } from './organization';

/** What AWS would refuse, or read otherwise than it was meant. Nothing that has one is proven. */
export interface Fault {
  /** The field of the tenant's file from which it follows. */
  readonly path: string;
  /** One sentence without a full stop: `the trust policy: statement Vendor1: …`. */
  readonly message: string;
}

export interface Proposed {
  readonly world: World;
  readonly faults: readonly Fault[];
}

/** A policy as a document, before anything was made of it. */
export interface PolicySource {
  /** What findings call it: an inline policy's name, `trust`, `bucket` … */
  readonly name: string;
  readonly kind: PolicyKind;
  readonly document: unknown;
}

export interface PolicySources {
  /** Undefined where there is no role: the tenant is revoked, or the vendor comes with an access key. */
  readonly trust?: PolicySource;
  /** The inline policies of the role or user. */
  readonly identity: readonly PolicySource[];
  readonly bucket: PolicySource;
  readonly accessPoint?: PolicySource;
  /** Of the key with which the bucket is encrypted. */
  readonly key?: PolicySource;
}

/** Throws `UserError` where a file of the organisation's policies has a problem. */
export function proposedWorld(project: Project, tenant: Tenant): Proposed {
  return atOnce(proposedWorldInSteps(project, tenant));
}

/** The same, with pauses: each policy of a thousand grants takes a tenth of a second. */
export function* proposedWorldInSteps(project: Project, tenant: Tenant): Pausing<Proposed> {
  const sharers = sharersOf(project, tenant);
  const attached = tenantPolicies(tenant, sharers);
  yield;
  const sources = sourcesOf(project, tenant, attached);
  yield;
  const { world, faults } = yield* worldInSteps(tenant, sources);
  const quotas = quotaProblems(tenant, sharers, attached);
  yield;
  const organization = organizationOf(project);
  return { world: organization ? { ...world, organization } : world, faults: [...quotas, ...faults] };
}

export function policySources(project: Project, tenant: Tenant): PolicySources {
  return sourcesOf(project, tenant, tenantPolicies(tenant, sharersOf(project, tenant)));
}

function sourcesOf(project: Project, tenant: Tenant, attached: readonly AttachedPolicy[]): PolicySources {
  const ofKind = (kind: string) => attached.filter((one) => one.kind === kind).map(({ policy }) => policy);
  const [trust] = ofKind('trust');
  const [accessPoint] = ofKind('access-point');
  const [bucket = policyOfBucket(project, tenant)] = ofKind('bucket');
  const key = tenant.access === 'revoked' ? undefined : statementsForKeyOwner(tenant);
  return {
    ...(trust ? { trust: source(trust, 'trust') } : {}),
    identity: ofKind(targetKind(tenant)).map((policy) => source(policy, 'identity')),
    bucket: source(bucket, 'bucket'),
    ...(accessPoint ? { accessPoint: source(accessPoint, 'access-point') } : {}),
    ...(key ? { key: source(key, 'key') } : {}),
  };
}

/** Of a bucket that another stack makes, or none: whose stack makes it writes its policy, for all who share it. */
function policyOfBucket(project: Project, tenant: Tenant): PolicyValue {
  const maker = makerOf(project, tenant);
  return maker ? bucketPolicy(maker, sharersOf(project, maker)) : statementsForBucketOwner(tenant);
}

function source(policy: PolicyValue, kind: PolicyKind): PolicySource {
  return { name: policy.name, kind, document: documentOf(policy) };
}

const BLOCKED: PublicAccess = { ignorePublicAcls: true, restrictPublicBuckets: true };

/** The same, taken apart by the engine, with the settings that the stack makes. */
export function worldOfSources(tenant: Tenant, sources: PolicySources): Proposed {
  return atOnce(worldInSteps(tenant, sources));
}

function* worldInSteps(tenant: Tenant, sources: PolicySources): Pausing<Proposed> {
  const { partition, account, region, bucket, access } = tenant;
  const faults: Fault[] = [];
  const parsed = function* (one: PolicySource | undefined): Pausing<Policy | undefined> {
    if (!one) return undefined;
    yield;
    const result = parsedSource(one);
    faults.push(...result.faults);
    return result.policy;
  };
  const kind = targetKind(tenant);
  const isThere = access !== 'revoked';
  const { kmsKeyArn } = bucket;
  const point = pointArn(tenant);
  const identity: Policy[] = [];
  for (const one of isThere ? sources.identity : []) {
    const policy = yield* parsed(one);
    if (policy) identity.push(policy);
  }
  const world: World = {
    account,
    partition,
    region,
    ...(isThere
      ? {
          actor: {
            kind,
            arn: targetArn(tenant),
            identity,
            tags: targetTags(tenant),
            ...(kind === 'role' ? { trust: (yield* parsed(sources.trust)) ?? nothing('trust') } : {}),
          },
        }
      : {}),
    bucket: {
      name: bucket.name,
      policy: yield* parsed(sources.bucket),
      ownership: 'BucketOwnerEnforced',
      ...(kmsKeyArn === undefined ? {} : { defaultKey: { arn: kmsKeyArn } }),
      ...(bucket.existing ? {} : { publicAccess: BLOCKED }),
    },
    accessPoints:
      point !== undefined && isThere
        ? [
            {
              arn: point,
              policy: yield* parsed(sources.accessPoint),
              networkOrigin: 'Internet',
              publicAccess: BLOCKED,
            },
          ]
        : [],
    keys:
      kmsKeyArn === undefined
        ? []
        : [{ arn: kmsKeyArn, policy: (yield* parsed(sources.key)) ?? nothing('key') }],
  };
  return { world, faults };
}

function nothing(kind: PolicyKind): Policy {
  return { name: kind, kind, statements: [] };
}

const FIELD_OF: Readonly<Partial<Record<PolicyKind, string>>> = {
  trust: 'principal',
  bucket: 'bucket',
  'access-point': 'accessPoint',
  key: 'bucket.encryption.kmsKeyArn',
};

/** The field of a tenant's file from which a policy follows. */
export function fieldOfPolicy(kind: PolicyKind): string {
  return FIELD_OF[kind] ?? 'grants';
}

function parsedSource({ name, kind, document }: PolicySource): {
  readonly policy: Policy | undefined;
  readonly faults: readonly Fault[];
} {
  const parsed = parsePolicy(document, kind, name);
  const problems = parsed.ok
    ? []
    : parsed.problems.map(({ path, message }) => `${bySid(path, document)} ${message}`.trim());
  const faults = [...versionFaults(document), ...problems].map((message) => ({
    path: fieldOfPolicy(kind),
    message: `the ${name} policy: ${message}`,
  }));
  return { policy: parsed.ok ? parsed.policy : undefined, faults };
}

/** `Statement[1].Effect` as `statement Vendor1: Effect`, where the statement has a Sid. */
function bySid(path: string, document: unknown): string {
  const { Statement } = document as { readonly Statement?: readonly { readonly Sid?: unknown }[] };
  const [, index, rest = ''] = /^Statement\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  const sid = Array.isArray(Statement) && index !== undefined ? Statement[Number(index)]?.Sid : undefined;
  return typeof sid === 'string' ? `statement ${sid}: ${rest}`.trim() : path;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
function versionFaults(document: unknown): readonly string[] {
  const { Version } = document as { readonly Version?: unknown };
  return Version === '2012-10-17'
    ? []
    : ['Version must be 2012-10-17; in any other AWS reads ${…} as plain text'];
}
