/** The comparison of one tenant: what is expected against what is deployed. */
import type { DeployedTenant } from '../../aws/deployed/tenant-readings';
import { accountRootArn } from '../../config/values/arn';
import { type Resource, type ResourceKind, SEVERITIES, type Severity } from '../../report/finding';
import { attributeOf } from './attributes';
import { compareAccessPoint } from './compare-access-point';
import { compareBucket } from './compare-bucket';
import { compareKey } from './compare-key';
import type { PolicyComparison } from './compare-policies';
import { comparePrincipal } from './compare-principal';
import { withDenials } from './denied-by-policy';
import type { Expected } from './expected';
import type { TenantResult, Unread } from './finding';
import type { Judged } from './judged-difference';
import { type Locate, makeFinding } from './make-finding';
import { NOTHING, type ResourceComparison } from './resource-comparison';

/** `policies`: what they mean; `now`: keys grow old. */
export function compareTenant(
  expected: Expected,
  deployed: DeployedTenant,
  policies: PolicyComparison,
  now: Date,
  locate: Locate,
): TenantResult {
  const { tenant } = expected;
  const { name, account } = tenant;
  const known = resourcesOf(expected, deployed, now);
  const resources = known.map(([resource, values]) => {
    const { kind } = resource;
    // A key that the file does not name matters by the bucket's encryption.
    const isHere = ({ on }: { readonly on: ResourceKind }): boolean =>
      on === kind || (kind === 'bucket' && !known.some(([other]) => other.kind === on));
    const unread = distinct([...values.unread, ...policies.unread.filter(isHere).map(({ part }) => part)]);
    const told = kind === 'bucket' ? withDenials({ ...values, unread }) : { ...values, unread };
    const meant = policies.findings.filter(isHere).map(({ judged }) => judged);
    return {
      resource,
      judged: withAccess(kind, told.judged, meant),
      unread: told.unread,
      undecided: policies.undecided.filter(isHere),
    };
  });
  const about = { tenant: name, account };
  return {
    ...about,
    findings: resources.flatMap(({ resource, judged }) =>
      judged.map((each) => makeFinding(tenant, resource, each, { locate, now })),
    ),
    unread: resources.flatMap(({ resource: { arn }, unread, undecided }): readonly Unread[] => [
      ...unread.map(({ right, reason, message }) => ({
        ...about,
        resource: arn,
        right,
        reason,
        message,
      })),
      ...undecided.map(({ message }) => ({
        ...about,
        resource: arn,
        right: '',
        reason: 'undecided' as const,
        message,
      })),
    ]),
  };
}

/** Everything that a tenant has, and what came of its comparison by values. */
function resourcesOf(
  { tenant, bucket, principal, accessPoint }: Expected,
  deployed: DeployedTenant,
  now: Date,
): readonly (readonly [Resource, ResourceComparison])[] {
  const point = accessPoint && deployed.accessPoints.get(accessPoint.name);
  const { kmsKeyArn } = tenant.bucket;
  const key = kmsKeyArn === undefined ? undefined : deployed.keys.get(kmsKeyArn);
  return [
    [{ kind: 'bucket', arn: bucket.arn }, compareBucket(bucket, deployed, tenant)],
    [{ kind: principal.kind, arn: principal.arn }, comparePrincipal(principal, deployed.target, now)],
    ...(accessPoint && point
      ? [[{ kind: 'access-point', arn: accessPoint.arn }, compareAccessPoint(accessPoint, point)] as const]
      : []),
    ...(kmsKeyArn !== undefined && key ? [[{ kind: 'key', arn: kmsKeyArn }, compareKey(key)] as const] : []),
    [{ kind: 'account', arn: accountArn(tenant) }, NOTHING],
  ];
}

function accountArn({ partition, account }: Expected['tenant']): string {
  return accountRootArn(partition, account);
}

/** One call that was denied hides several things, and is told once. */
function distinct(unread: ResourceComparison['unread']): ResourceComparison['unread'] {
  return [
    ...new Map(
      unread.map((part) => [`${part.right} ${part.right === '' ? part.message : ''}`, part]),
    ).values(),
  ];
}

/**
 * What follows from a value that differs is told with it: of a setting, and of a policy that is there or not there as a
 * whole. All else is a finding by itself.
 */
function withAccess(
  kind: ResourceKind,
  values: readonly Judged[],
  policies: readonly Judged[],
): readonly Judged[] {
  const ownerOf = (policy: Judged): Judged | undefined =>
    values.find(({ attribute }) => attribute === policy.attribute) ??
    (policy.says === undefined
      ? values.find(({ attribute }) => [headOf(policy.attribute), 'exists'].includes(headOf(attribute)))
      : undefined);
  const owned = policies.map((policy) => ({ policy, owner: ownerOf(policy) }));
  return [
    ...values.flatMap((value) => {
      const own = owned.filter(({ owner }) => owner === value).map(({ policy }) => policy);
      return own.length === 0 ? [value] : own.map((policy) => withConsequence(kind, value, policy));
    }),
    ...owned.filter(({ owner }) => owner === undefined).map(({ policy }) => policy),
  ];
}

function withConsequence(
  kind: ResourceKind,
  value: Judged,
  { direction, access, consequence, severity, locksOut }: Judged,
): Judged {
  const known = attributeOf(kind, value.attribute).severity;
  return {
    ...value,
    class: 'security',
    severity: graver(value.severity ?? known, severity ?? known),
    ...(direction ? { direction } : {}),
    ...(access ? { access } : {}),
    ...(locksOut === undefined ? {} : { locksOut }),
    ...(consequence === undefined ? {} : { consequence }),
  };
}

function graver(one: Severity, other: Severity): Severity {
  return SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other) ? one : other;
}

/** `encryption` of `encryption.Key`. */
function headOf(attribute: string): string {
  return attribute.split('.')[0] ?? '';
}
