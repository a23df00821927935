/**
 * The policies that decide what a tenant's vendor may do, each as the document that AWS would be sent. What others own
 * (an existing bucket's policy, a KMS key's) is taken to be what its owner was asked to add, and nothing else.
 */

import { makerOf, type Project, sharersOf } from '../../config';
import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { accessPointArn } from '../../config/values/arn';
import { type Policy, type PolicyKind, parsePolicy } from '../../iam';
import { bucketPolicy, statementsForBucketOwner } from '../../policies/bucket-policy';
import { statementsForKeyOwner } from '../../policies/key-policy';
import { documentOf, type Policy as PolicyValue } from '../../policies/policy-document';
import { tenantPolicies } from '../../policies/tenant-policies';

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
  readonly role: readonly PolicySource[];
  readonly bucket: PolicySource;
  readonly accessPoint?: PolicySource;
  /** Of the key with which the bucket is encrypted. */
  readonly key?: PolicySource;
}

/** The same, taken apart by the engine. */
export interface ProposedPolicies {
  readonly trust?: Policy;
  readonly role: readonly Policy[];
  readonly bucket?: Policy;
  readonly accessPoint?: Policy;
  readonly key?: Policy;
}

/** The other tenants on a tenant's bucket. */
export function othersOnBucket({ tenants }: Project, tenant: Tenant): readonly Tenant[] {
  const { partition, bucket } = tenant;
  return tenants.filter(
    (other) =>
      other.name !== tenant.name && other.partition === partition && other.bucket.name === bucket.name,
  );
}

/** What AWS would refuse in a policy, or read otherwise than it was meant. */
export interface PolicyFault {
  readonly policy: string;
  readonly kind: PolicyKind;
  readonly message: string;
}

export function policySources(project: Project, tenant: Tenant): PolicySources {
  const attached = tenantPolicies(tenant, sharersOf(project, tenant));
  const ofKind = (kind: string) => attached.filter((one) => one.kind === kind).map(({ policy }) => policy);
  const [trust] = ofKind('trust');
  const [accessPoint] = ofKind('access-point');
  const key = tenant.access === 'revoked' ? undefined : statementsForKeyOwner(tenant);
  return {
    ...(trust ? { trust: source(trust, 'trust') } : {}),
    role: ofKind(targetKind(tenant)).map((policy) => source(policy, 'identity')),
    bucket: source(policyOfBucket(project, tenant), 'bucket'),
    ...(accessPoint ? { accessPoint: source(accessPoint, 'access-point') } : {}),
    ...(key ? { key: source(key, 'key') } : {}),
  };
}

/** Whose stack makes the bucket writes its policy, for all who share it. */
function policyOfBucket(project: Project, tenant: Tenant): PolicyValue {
  const maker = tenant.bucket.existing ? makerOf(project, tenant) : tenant;
  return maker ? bucketPolicy(maker, sharersOf(project, maker)) : statementsForBucketOwner(tenant);
}

function source(policy: PolicyValue, kind: PolicyKind): PolicySource {
  return { name: policy.name, kind, document: documentOf(policy) };
}

export function parseSources(sources: PolicySources): {
  readonly policies: ProposedPolicies;
  readonly faults: readonly PolicyFault[];
} {
  const faults: PolicyFault[] = [];
  const parse = (one: PolicySource | undefined): Policy | undefined => {
    if (!one) return undefined;
    const parsed = parsePolicy(one.document, one.kind, one.name);
    faults.push(...versionFaults(one));
    if (parsed.ok) return parsed.policy;
    for (const { path, message } of parsed.problems)
      faults.push({
        policy: one.name,
        kind: one.kind,
        message: `${bySid(path, one.document)} ${message}`.trim(),
      });
    return undefined;
  };
  const [trust, bucket, accessPoint, key] = [
    parse(sources.trust),
    parse(sources.bucket),
    parse(sources.accessPoint),
    parse(sources.key),
  ];
  const role = sources.role.flatMap((one) => parse(one) ?? []);
  return {
    policies: {
      ...(trust ? { trust } : {}),
      role,
      ...(bucket ? { bucket } : {}),
      ...(accessPoint ? { accessPoint } : {}),
      ...(key ? { key } : {}),
    },
    faults,
  };
}

/** `Statement[1].Effect` as `statement Vendor1: Effect`, where the statement has a Sid. */
function bySid(path: string, document: unknown): string {
  const { Statement } = document as { readonly Statement?: readonly { readonly Sid?: unknown }[] };
  const [, index, rest = ''] = /^Statement\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  const sid = Array.isArray(Statement) && index !== undefined ? Statement[Number(index)]?.Sid : undefined;
  return typeof sid === 'string' ? `statement ${sid}: ${rest}`.trim() : path;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
function versionFaults({ name, kind, document }: PolicySource): readonly PolicyFault[] {
  const { Version } = document as { readonly Version?: unknown };
  if (Version === '2012-10-17') return [];
  return [
    { policy: name, kind, message: 'Version must be 2012-10-17; in any other AWS reads ${…} as plain text' },
  ];
}

/** ARN of the access point through which the vendor may be sent. */
export function pointArnOf({ partition, region, account, accessPoint }: Tenant): string | undefined {
  return accessPoint ? accessPointArn(partition, region, account, accessPoint.name) : undefined;
}
