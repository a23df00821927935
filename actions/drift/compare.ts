/** The comparison of one tenant: what is wanted against what was found. */

import type { FoundAccessPoint } from '../../aws/deployed/access-point';
import type { FoundBucket } from '../../aws/deployed/bucket';
import type { Reading } from '../../aws/deployed/reading';
import type { FoundRole } from '../../aws/deployed/role';
import type { FoundUser } from '../../aws/deployed/user';
import type { Json, JsonRecord } from '../../config/values/json-value';
import type { Resource } from '../../report/finding';
import { compareUser } from './compare-user';
import { withWholeKey } from './difference';
import type { TenantResult, Unread } from './finding';
import { compareInlinePolicies } from './inline-policies';
import { type Locate, makeFinding, ofStatement } from './make-finding';
import { policyDifferences } from './policy-difference';
import {
  comparePolicy,
  compareReading,
  gone,
  NOTHING,
  one,
  still,
  textOf,
  together,
  type Verdict,
} from './verdict';
import type { Wanted, WantedAccessPoint, WantedBucket, WantedRole } from './wanted';

/** A bucket that answers nobody may have become another account's. */
export type Bucket = FoundBucket | { readonly kind: 'strange' };

export interface Found {
  readonly bucket: Bucket;
  readonly principal:
    | { readonly kind: 'role'; readonly role: FoundRole }
    | { readonly kind: 'user'; readonly user: FoundUser };
  readonly accessPoint?: FoundAccessPoint;
  /** Whether the account as a whole blocks public access, whatever its buckets say. */
  readonly accountBlocksPublicAccess: boolean;
  /** When it was found: keys grow old. */
  readonly now: Date;
}

export function compareTenant(wanted: Wanted, found: Found, locate: Locate): TenantResult {
  const { tenant, bucket, accessPoint } = wanted;
  const verdicts: readonly (readonly [Resource, Verdict])[] = [
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
    findings: verdicts.flatMap(([resource, { judged }]) =>
      judged.map((each) => makeFinding(tenant, resource, each, locate)),
    ),
    unread: verdicts.flatMap(([resource, { unread }]) =>
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
function comparePrincipal(wanted: Wanted, found: Found): readonly [Resource, Verdict] {
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

function compareBucket(wanted: WantedBucket, { bucket, ...account }: Found, { tenant }: Wanted): Verdict {
  if (bucket.kind === 'gone')
    return gone('the bucket is gone', wanted.kind === 'existing' ? tenant.file : '');
  if (bucket.kind === 'strange')
    return one({ attribute: 'owner', wanted: tenant.account, found: 'another account' });
  const { attributes } = bucket;
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
function lessened({ judged, unread }: Verdict, accountBlocks: boolean): Verdict {
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
): Verdict {
  if (wanted.policy === undefined || policy === undefined) return NOTHING;
  if (policy.kind === 'unread') return { judged: [], unread: [policy] };
  const missing = policyDifferences(wanted.policy, textOf(policy.value), partition, 'missing');
  const back = `s3-handshake bucket-policy ${name} prints what the bucket's owner must add`;
  return {
    unread: [],
    judged: missing.map((each) => ({ ...ofStatement('policy', each), remediation: back })),
  };
}

function compareRole(wanted: WantedRole, found: FoundRole, { tenant }: Wanted): Verdict {
  if (wanted.kind === 'gone')
    return found.kind === 'gone'
      ? NOTHING
      : still(found.attributes.trust, 'the access is revoked, but the role is still there');
  if (found.kind === 'gone') return gone('the target role is gone');
  const { attributes } = found;
  const each = Object.entries(wanted.attributes).map(([attribute, value]) =>
    compareReading(attribute, value, attributes[attribute as keyof typeof wanted.attributes]),
  );
  return together(
    ...each,
    comparePolicy('trust', wanted.trust, attributes.trust, tenant.partition),
    compareInlinePolicies(wanted.inlinePolicies, found, tenant.partition),
  );
}

function compareAccessPoint(wanted: WantedAccessPoint, found: FoundAccessPoint, { tenant }: Wanted): Verdict {
  if (wanted.kind === 'gone')
    return found.kind === 'gone'
      ? NOTHING
      : still(found.attributes.bucket, 'the access is revoked, but the access point is still there');
  if (found.kind === 'gone') return gone('the access point is gone');
  const { attributes } = found;
  const each = Object.entries(wanted.attributes).map(([attribute, value]) =>
    compareReading(attribute, value, attributes[attribute as keyof typeof wanted.attributes]),
  );
  return together(...each, comparePolicy('policy', wanted.policy, attributes.policy, tenant.partition));
}

function withoutNames(found: Json, declared: readonly string[]): Json {
  const others = Object.entries((found ?? {}) as JsonRecord).filter(([name]) => !declared.includes(name));
  return others.length === 0 ? null : Object.fromEntries(others);
}
