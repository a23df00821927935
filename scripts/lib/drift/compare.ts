/** The comparison of one tenant: what is wanted against what was found. */
import { differences, withWholeKey } from './difference';
import type { Finding, Resource, TenantResult, Unread } from './finding';
import type { FoundAccessPoint } from './found/access-point';
import type { FoundBucket } from './found/bucket';
import type { Reading } from './found/reading';
import type { FoundRole } from './found/role';
import type { Json, JsonRecord } from './json';
import { type Judged, type Locate, makeFinding, ofStatement } from './make-finding';
import { policyDifferences } from './policy-difference';
import type { Wanted, WantedAccessPoint, WantedBucket, WantedRole } from './wanted';

/** A bucket that answers nobody may have become another account's. */
export type Bucket = FoundBucket | { readonly kind: 'strange' };

export interface Found {
  readonly bucket: Bucket;
  readonly role: FoundRole;
  readonly accessPoint?: FoundAccessPoint;
  /** Whether the account as a whole blocks public access, whatever its buckets say. */
  readonly accountBlocksPublicAccess: boolean;
}

/** What is not as wanted, and what could not be read, of one resource. */
interface Verdict {
  readonly judged: readonly Judged[];
  readonly unread: readonly Extract<Reading<never>, { kind: 'unread' }>[];
}

export function compareTenant(wanted: Wanted, found: Found, locate: Locate): TenantResult {
  const { tenant, bucket, role, accessPoint } = wanted;
  const verdicts: readonly (readonly [Resource, Verdict])[] = [
    [{ kind: 'bucket', arn: bucket.arn }, compareBucket(bucket, found, wanted)],
    [{ kind: 'role', arn: role.arn }, compareRole(role, found.role, wanted)],
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
      judged.map((each): Finding => makeFinding(tenant, resource, each, locate)),
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
    judged: missing.map((each) => ({ ...ofStatement('policy', each), wayBack: back })),
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
    compareInlinePolicies(wanted, found, tenant.partition),
  );
}

function compareInlinePolicies(
  { inlinePolicies }: Extract<WantedRole, { kind: 'there' }>,
  found: Extract<FoundRole, { kind: 'there' }>,
  partition: Wanted['tenant']['partition'],
): Verdict {
  const names = found.attributes.inlinePolicies;
  if (names?.kind === 'unread') return { judged: [], unread: [names] };
  const all = new Set([...inlinePolicies.keys(), ...found.inlinePolicies.keys()]);
  return together(
    ...[...all].map((name) => {
      const attribute = `inlinePolicies.${name}`;
      const reading = found.inlinePolicies.get(name) ?? { kind: 'found', value: null };
      const verdict = comparePolicy(attribute, inlinePolicies.get(name), reading, partition);
      // A policy that is there or not there as a whole is one finding, however many statements it has.
      const whole = reading.kind === 'found' && (reading.value === null || !inlinePolicies.has(name));
      return whole && verdict.judged.length > 0
        ? wholePolicy(attribute, inlinePolicies.get(name), reading.value)
        : verdict;
    }),
  );
}

function wholePolicy(attribute: string, wanted: string | undefined, found: string | null): Verdict {
  const name = attribute.split('.').slice(1).join('.');
  return one({
    attribute,
    wanted: wanted === undefined ? null : JSON.parse(wanted),
    found: found === null ? null : parsed(found),
    says: found === null ? `the inline policy ${name} is missing` : `the inline policy ${name} was added`,
  });
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

const NOTHING: Verdict = { judged: [], unread: [] };

function one(judged: Judged): Verdict {
  return { judged: [judged], unread: [] };
}

function gone(says: string, existingFile = ''): Verdict {
  const wayBack =
    existingFile === ''
      ? {}
      : { wayBack: `its owner must bring it back, or ${existingFile} must name another` };
  return one({ attribute: 'exists', wanted: true, found: false, says, ...wayBack });
}

/** Of what should be gone, one readable attribute shows that it is there; an unreadable one shows nothing. */
function still(reading: Reading<Json> | undefined, says: string): Verdict {
  if (reading?.kind === 'unread') return { judged: [], unread: [reading] };
  return one({ attribute: 'exists', wanted: false, found: true, says, class: 'security', severity: 'high' });
}

function together(...verdicts: readonly Verdict[]): Verdict {
  return {
    judged: verdicts.flatMap(({ judged }) => judged),
    unread: verdicts.flatMap(({ unread }) => unread),
  };
}

/** `same` turns what was found into the form in which it is wanted. */
function compareReading(
  attribute: string,
  wanted: Json,
  reading: Reading<Json> | undefined,
  same: (found: Json) => Json = (found) => found,
): Verdict {
  if (reading === undefined) return NOTHING;
  if (reading.kind === 'unread') return { judged: [], unread: [reading] };
  return { judged: differences(attribute, wanted, same(reading.value)), unread: [] };
}

function comparePolicy(
  attribute: string,
  wanted: string | undefined,
  reading: Reading<Json> | undefined,
  partition: Wanted['tenant']['partition'],
): Verdict {
  if (reading === undefined) return NOTHING;
  if (reading.kind === 'unread') return { judged: [], unread: [reading] };
  const found = policyDifferences(wanted, textOf(reading.value), partition);
  return { judged: found.map((each) => ofStatement(attribute, each)), unread: [] };
}

function textOf(value: Json): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function withoutNames(found: Json, declared: readonly string[]): Json {
  const others = Object.entries((found ?? {}) as JsonRecord).filter(([name]) => !declared.includes(name));
  return others.length === 0 ? null : Object.fromEntries(others);
}
