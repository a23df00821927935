/**
 * What a plan of Terraform's means. `resource_drift` is what changed since Terraform last looked, `resource_changes` what
 * it would do: what stands in both was changed behind its back, what stands in the second alone is a file that was not
 * deployed. The exit code alone tells none of this.
 * https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */

import { targetRoleArn, targetUserArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { accessPointArn, bucketArn } from '../../config/values/arn';
import { canonical, isRecord, type Json, type JsonRecord } from '../../config/values/json-value';
import type { Resource, ResourceKind } from '../../report/finding';
import type { PolicyText } from './compared-documents';
import type { Cause } from './finding';
import type { Judged } from './judged-difference';
import type { PlannedPolicy } from './plan-policies';
import { differences } from './value-difference';

export interface Plan {
  readonly resource_drift?: readonly ResourceChange[];
  readonly resource_changes?: readonly ResourceChange[];
}

interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: JsonRecord | null;
    readonly after: JsonRecord | null;
    readonly after_unknown?: Json;
  };
}

export interface PlanFinding {
  readonly resource: Resource;
  readonly judged: Judged;
}

/** By Terraform's type: the resource as we know it and the attribute that the type stands for; none for the whole. */
const TYPES: Readonly<Record<string, readonly [ResourceKind, attribute?: string]>> = {
  aws_s3_bucket: ['bucket'],
  aws_s3_bucket_public_access_block: ['bucket', 'publicAccessBlock'],
  aws_s3_bucket_ownership_controls: ['bucket', 'ownership'],
  aws_s3_bucket_policy: ['bucket', 'policy'],
  aws_s3_bucket_server_side_encryption_configuration: ['bucket', 'encryption'],
  aws_s3_bucket_versioning: ['bucket', 'versioning'],
  aws_s3_bucket_lifecycle_configuration: ['bucket', 'lifecycle'],
  aws_s3_bucket_logging: ['bucket', 'logging'],
  aws_iam_role: ['role'],
  aws_iam_role_policy: ['role', 'inlinePolicies'],
  aws_iam_role_policies_exclusive: ['role', 'inlinePolicies'],
  aws_iam_role_policy_attachments_exclusive: ['role', 'attachedPolicies'],
  aws_iam_user: ['user'],
  aws_iam_user_policy: ['user', 'inlinePolicies'],
  aws_iam_user_policies_exclusive: ['user', 'inlinePolicies'],
  aws_iam_user_policy_attachments_exclusive: ['user', 'attachedPolicies'],
  aws_s3_access_point: ['access-point'],
};

const INLINE: ReadonlySet<string> = new Set(['aws_iam_role_policy', 'aws_iam_user_policy']);

/** Attributes of Terraform's that have a name of their own in reports. */
const NAMES: Readonly<Record<string, string>> = {
  assume_role_policy: 'trust',
  max_session_duration: 'maxSessionDuration',
  permissions_boundary: 'permissionsBoundary',
  public_access_block_configuration: 'publicAccessBlock',
};

/**
 * What the bucket's resource shows of sub-resources that we do not declare. Terraform would not change them, but it
 * tells that they are not as it knew them, until the next apply.
 */
const UNDECLARED: Readonly<Record<string, string>> = {
  acceleration_status: 'acceleration',
  cors_rule: 'cors',
  grant: 'acl',
  object_lock_configuration: 'objectLock',
  replication_configuration: 'replication',
  request_payer: 'requestPayment',
  website: 'website',
};

export interface JudgedPlan {
  readonly findings: readonly PlanFinding[];
  /** What a policy means is not told by its text. */
  readonly policies: readonly PlannedPolicy[];
}

export function judgePlan(tenant: Tenant, plan: Plan): JudgedPlan {
  const drift = new Map((plan.resource_drift ?? []).map((change) => [change.address, change]));
  const changes = (plan.resource_changes ?? []).filter(
    ({ type, change }) => type in TYPES && isChange(change.actions),
  );
  const planned = changes.flatMap((change) => judgeChange(tenant, change, drift.get(change.address)));
  const undeclared = (plan.resource_drift ?? []).flatMap((change) => judgeUndeclared(tenant, change));
  return {
    findings: each([...planned, ...undeclared]),
    policies: changes.flatMap((change) => plannedPolicies(change, drift.get(change.address))),
  };
}

/** Of resources that are there and stay, the policies that would be another. */
function plannedPolicies(
  { type, change: { before, after } }: ResourceChange,
  drifted: ResourceChange | undefined,
): readonly PlannedPolicy[] {
  if (before === null || after === null) return [];
  return [...POLICIES].flatMap((name): readonly PlannedPolicy[] => {
    const [expected, actual] = [textOf(after[name] ?? null), textOf(before[name] ?? null)];
    if (expected === undefined || actual === undefined || expected === actual) return [];
    const text = { ...placeOf(type, name, String(after.name ?? '')), expected, actual };
    return [{ text, cause: isDrifted(drifted, name) ? 'differs' : 'unapplied' }];
  });
}

/** Attributes of Terraform's that hold policies. */
const POLICIES: ReadonlySet<string> = new Set(['policy', 'assume_role_policy']);

function placeOf(
  type: string,
  name: string,
  policy: string,
): Pick<PolicyText, 'on' | 'attribute' | 'kind' | 'name'> {
  const [on = 'bucket'] = TYPES[type] ?? [];
  if (INLINE.has(type)) return { on, attribute: `inlinePolicies.${policy}`, kind: 'identity', name: policy };
  if (name === 'assume_role_policy') return { on, attribute: 'trust', kind: 'trust' };
  return { on, attribute: 'policy', kind: on === 'access-point' ? 'access-point' : 'bucket' };
}

/** What is forgotten stays as it is, and is the tenant's no more. */
function isChange(actions: readonly string[]): boolean {
  return actions.some((action) => !/^(?:no-op|read|forget)$/.test(action));
}

function judgeChange(
  tenant: Tenant,
  { type, change }: ResourceChange,
  drifted: ResourceChange | undefined,
): readonly PlanFinding[] {
  const [kind, attribute] = TYPES[type] ?? (['bucket'] as const);
  const resource = resourceOf(tenant, kind);
  const { before, after, actions } = change;
  const cause = (name: string): Cause => (isDrifted(drifted, name) ? 'differs' : 'unapplied');
  if (before === null || after === null) {
    const gone = before === null;
    const whole = wholeOf(type, attribute, gone ? after : before);
    const because: Cause = gone && drifted?.change.actions.includes('delete') ? 'differs' : 'unapplied';
    return [
      {
        resource,
        judged: withCause({
          ...whole,
          ...(gone ? {} : { expected: whole.actual, actual: whole.expected }),
          cause: because,
        }),
      },
    ];
  }
  const replaced = actions.includes('delete');
  const names = Object.keys(after).filter(
    (name) => !OURS_ALONE.has(name) && !POLICIES.has(name) && !isUnknown(change.after_unknown, name),
  );
  return names.flatMap((name) =>
    judgeAttribute(attribute, name, after[name] ?? null, before[name] ?? null).map((judged) => ({
      resource,
      judged: withCause({ ...judged, cause: cause(name) }, replaced),
    })),
  );
}

/** Terraform's own, or said twice. */
const OURS_ALONE = new Set(['id', 'tags_all', 'force_destroy', 'force_detach_policies', 'timeouts']);

/** A resource that is there or not there as a whole. */
function wholeOf(type: string, attribute: string | undefined, values: JsonRecord | null): Judged {
  if (INLINE.has(type))
    return {
      attribute: `inlinePolicies.${String(values?.name ?? '')}`,
      expected: document(values?.policy),
      actual: null,
    };
  if (attribute !== undefined) return { attribute, expected: values, actual: null };
  return { attribute: 'exists', expected: true, actual: false };
}

function document(text: Json | undefined): Json {
  try {
    return typeof text === 'string' ? JSON.parse(text) : (text ?? null);
  } catch {
    return text ?? null;
  }
}

function judgeAttribute(
  attribute: string | undefined,
  name: string,
  expected: Json,
  actual: Json,
): readonly Judged[] {
  if (canonical(expected) === canonical(actual)) return [];
  const path = attribute === undefined ? (NAMES[name] ?? name) : attribute;
  if (name === 'tags' || Array.isArray(expected) || attribute === undefined)
    return differences(path, listAsRecord(expected), listAsRecord(actual));
  return [{ attribute: `${path}.${pascal(name)}`, expected, actual }];
}

/** A list of names becomes a record, so that each that was added is a finding of its own. */
function listAsRecord(value: Json): Json {
  if (!Array.isArray(value)) return value;
  if (value.length === 1 && isRecord(value[0]))
    return Object.fromEntries(
      Object.entries(value[0] as JsonRecord).map(([name, inner]) => [pascal(name), inner]),
    );
  if (value.every((member) => typeof member === 'string'))
    return Object.fromEntries(value.map((member) => [member, true]));
  return value;
}

function judgeUndeclared(tenant: Tenant, { type, change }: ResourceChange): readonly PlanFinding[] {
  const { before, after } = change;
  if (type !== 'aws_s3_bucket' || before === null || after === null) return [];
  return Object.entries(UNDECLARED).flatMap(([name, attribute]) => {
    const [was, is] = [before[name] ?? null, after[name] ?? null];
    if (canonical(was) === canonical(is) || isEmpty(is) || isSwitchedOff(attribute, is)) return [];
    return [
      {
        resource: resourceOf(tenant, 'bucket'),
        judged: { attribute, expected: null, actual: is, cause: 'differs' as const },
      },
    ];
  });
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Transfer acceleration that was once on can only be suspended, never taken away. */
function isSwitchedOff(attribute: string, value: Json): boolean {
  return attribute === 'acceleration' && value === 'Suspended';
}

function isDrifted(drifted: ResourceChange | undefined, name: string): boolean {
  if (!drifted) return false;
  const { before, after } = drifted.change;
  return canonical(before?.[name] ?? null) !== canonical(after?.[name] ?? null);
}

function isUnknown(unknown: Json | undefined, name: string): boolean {
  return isRecord(unknown) && (unknown as JsonRecord)[name] === true;
}

export function withCause(judged: Judged, replaced = false): Judged {
  const { cause } = judged;
  if (cause !== 'unapplied') return judged;
  const says = replaced
    ? 'the file was changed and not deployed; the next deployment replaces the resource'
    : 'the file was changed and not deployed';
  return { ...judged, says, severity: 'medium' };
}

export function resourceOf(
  { partition, region, account, bucket, accessPoint, target: role }: Tenant,
  kind: ResourceKind,
): Resource {
  switch (kind) {
    case 'role':
      return { kind, arn: targetRoleArn({ partition, account, target: role }) };
    case 'user':
      return { kind, arn: targetUserArn({ partition, account, target: role }) };
    case 'access-point':
      return { kind, arn: accessPointArn(partition, region, account, accessPoint?.name ?? '') };
    default:
      return { kind, arn: bucketArn(partition, bucket.name) };
  }
}

/** The policy and its place in the exclusive list tell the same thing: the first is kept. */
function each(findings: readonly PlanFinding[]): readonly PlanFinding[] {
  const byName = new Map<string, PlanFinding>();
  for (const finding of findings) {
    const key = `${finding.resource.kind} ${finding.judged.attribute}`;
    if (!byName.has(key)) byName.set(key, finding);
  }
  return [...byName.values()];
}

function textOf(value: Json): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `block_public_acls` is `BlockPublicAcls`. */
function pascal(name: string): string {
  return name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
