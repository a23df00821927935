/** The comparison of one tenant: what is wanted against what was found. */

import type { DeployedAccessPoint } from '../../aws/deployed/access-point';
import type { BucketReading } from '../../aws/deployed/bucket';
import type { Absent, Present, Reading } from '../../aws/deployed/reading';
import type { DeployedRole } from '../../aws/deployed/role';
import type { DeployedUser } from '../../aws/deployed/user';
import type { Json, JsonRecord } from '../../config/values/json-value';
import type { Resource } from '../../report/finding';
import { accessPointAttributes, bucketAttributes, roleAttributes } from './actual';
import { compareUser } from './compare-user';
import type { TenantResult, Unread } from './finding';
import { compareInlinePolicies } from './inline-policies';
import { type Locate, makeFinding, ofStatement } from './make-finding';
import { policyDifferences } from './policy-difference';
import {
  comparePolicy,
  compareReading,
  gone,
  jsonOf,
  NOTHING,
  one,
  type ResourceComparison,
  still,
  textOf,
  together,
} from './resource-comparison';
import { withWholeKey } from './value-difference';
import type { Wanted, WantedAccessPoint, WantedBucket, WantedRole } from './wanted';

/** What is deployed for one tenant. */
export interface Found {
  readonly bucket: BucketReading;
  readonly principal:
    | { readonly kind: 'role'; readonly role: Present<DeployedRole> | Absent }
    | { readonly kind: 'user'; readonly user: Present<DeployedUser> | Absent };
  readonly accessPoint?: Present<DeployedAccessPoint> | Absent;
  /** Whether the account as a whole blocks public access, whatever its buckets say. */
  readonly accountBlocksPublicAccess: boolean;
  /** When it was found: keys grow old. */
  readonly now: Date;
}

export function compareTenant(wanted: Wanted, found: Found, locate: Locate): TenantResult {
  const { tenant, bucket, accessPoint } = wanted;
  const comparisons: readonly (readonly [Resource, ResourceComparison])[] = [
    [{ kind: 'bucket', arn: bucket.arn }, compareBucket(bucket, found, wanted)],
    comparePrincipal(wanted, found),
    ...(accessPoint && found.accessPoint
      ? [
          [
            { kind: 'access-point' as const, arn: accessPoint.arn },
            compareAccessPoint(accessPoint, found.accessPoint, wanted),
          ] as const,
        ]
      : []),
  ];
  return {
    tenant: tenant.name,
    account: tenant.account,
    findings: comparisons.flatMap(([resource, { judged }]) =>
      judged.map((each) => makeFinding(tenant, resource, each, locate)),
    ),
    unread: comparisons.flatMap(([resource, { unread }]) =>
      unread.map(
        ({ right, reason, message }): Unread => ({
          tenant: tenant.name,
          account: tenant.account,
          resource: resource.arn,
          right,
          reason,
          message,
        }),
      ),
    ),
  };
}

/** Wanted and found are of the same kind: what is wanted says what is looked for. */
function comparePrincipal(wanted: Wanted, found: Found): readonly [Resource, ResourceComparison] {
  const { principal, tenant } = wanted;
  if (principal.kind === 'user')
    return [
      { kind: 'user', arn: principal.user.arn },
      found.principal.kind === 'user'
        ? compareUser(principal.user, found.principal.user, tenant, found.now)
        : NOTHING,
    ];
  return [
    { kind: 'role', arn: principal.role.arn },
    found.principal.kind === 'role' ? compareRole(principal.role, found.principal.role, wanted) : NOTHING,
  ];
}

function compareBucket(
  wanted: WantedBucket,
  { bucket, ...account }: Found,
  { tenant }: Wanted,
): ResourceComparison {
  if (bucket.state === 'foreign')
    return one({ attribute: 'owner', wanted: tenant.account, found: 'another account' });
  if (bucket.state === 'absent')
    return gone('the bucket is gone', wanted.kind === 'existing' ? tenant.file : '');
  const attributes = bucketAttributes(bucket.value);
  const region = compareReading('region', regionOf(wanted), attributes.region);
  if (wanted.kind === 'existing')
    return together(region, compareOwnersPolicy(wanted, attributes.policy, tenant));
  const key = wanted.attributes.encryption as JsonRecord;
  const each = Object.entries(wanted.attributes)
    .filter(([attribute]) => attribute !== 'region')
    .map(([attribute, value]) =>
      compareReading(attribute, value, attributes[attribute as keyof typeof wanted.attributes], (found) =>
        attribute === 'encryption' ? withWholeKey(found, key.Key ?? null) : found,
      ),
    );
  return together(
    region,
    lessened(together(...each), account.accountBlocksPublicAccess),
    comparePolicy('policy', wanted.policy, attributes.policy, tenant.partition),
    compareReading('accessPoints', null, attributes.accessPoints, (found) =>
      withoutNames(found, wanted.accessPoints),
    ),
  );
}

function regionOf(wanted: WantedBucket): string {
  return wanted.kind === 'made' ? String(wanted.attributes.region) : wanted.region;
}

/** The account's own block holds whatever a bucket says, so the bucket's is the second lock on the door. */
function lessened({ judged, unread }: ResourceComparison, accountBlocks: boolean): ResourceComparison {
  if (!accountBlocks) return { judged, unread };
  return {
    unread,
    judged: judged.map((each) =>
      each.attribute.startsWith('publicAccessBlock.')
        ? {
            ...each,
            severity: 'medium',
            says: "only the account's own block still keeps the bucket from the public",
          }
        : each,
    ),
  };
}

/** The owner of the bucket had to add them; whatever else the policy says is the owner's. */
function compareOwnersPolicy(
  wanted: Extract<WantedBucket, { kind: 'existing' }>,
  policy: Reading<Json> | undefined,
  { name, partition }: Wanted['tenant'],
): ResourceComparison {
  if (wanted.policy === undefined || policy === undefined) return NOTHING;
  if (policy.state === 'unread') return { judged: [], unread: [policy] };
  const missing = policyDifferences(wanted.policy, textOf(jsonOf(policy)), partition, 'missing');
  const back = `s3-handshake bucket-policy ${name} prints what the bucket's owner must add`;
  return {
    unread: [],
    judged: missing.map((each) => ({ ...ofStatement('policy', each), remediation: back })),
  };
}

function compareRole(
  wanted: WantedRole,
  found: Present<DeployedRole> | Absent,
  { tenant }: Wanted,
): ResourceComparison {
  if (wanted.kind === 'gone')
    return found.state === 'absent'
      ? NOTHING
      : still(roleAttributes(found.value).trust, 'the access is revoked, but the role is still there');
  if (found.state === 'absent') return gone('the target role is gone');
  const attributes = roleAttributes(found.value);
  const each = Object.entries(wanted.attributes).map(([attribute, value]) =>
    compareReading(attribute, value, attributes[attribute as keyof typeof wanted.attributes]),
  );
  return together(
    ...each,
    comparePolicy('trust', wanted.trust, attributes.trust, tenant.partition),
    compareInlinePolicies(wanted.inlinePolicies, found.value.inlinePolicies, tenant.partition),
  );
}

function compareAccessPoint(
  wanted: WantedAccessPoint,
  found: Present<DeployedAccessPoint> | Absent,
  { tenant }: Wanted,
): ResourceComparison {
  if (wanted.kind === 'gone')
    return found.state === 'absent'
      ? NOTHING
      : still(
          accessPointAttributes(found.value).bucket,
          'the access is revoked, but the access point is still there',
        );
  if (found.state === 'absent') return gone('the access point is gone');
  const attributes = accessPointAttributes(found.value);
  const each = Object.entries(wanted.attributes).map(([attribute, value]) =>
    compareReading(attribute, value, attributes[attribute as keyof typeof wanted.attributes]),
  );
  return together(...each, comparePolicy('policy', wanted.policy, attributes.policy, tenant.partition));
}

function withoutNames(found: Json, declared: readonly string[]): Json {
  const others = Object.entries((found ?? {}) as JsonRecord).filter(([name]) => !declared.includes(name));
  return others.length === 0 ? null : Object.fromEntries(others);
}
