/** The bucket against what the tenant's file asks for; of an existing one, only what the tenant needs of it. */
import type { Reading } from '../../aws/deployed/reading';
import type { Tenant } from '../../config/tenant/tenant';
import type { Json, JsonRecord } from '../../config/values/json-value';
import { bucketAttributes } from './actual';
import type { Deployed } from './deployed-tenant';
import type { ExpectedBucket } from './expected';
import { ofStatement } from './make-finding';
import { policyDifferences } from './policy-difference';
import {
  comparePolicy,
  compareReading,
  gone,
  jsonOf,
  NOTHING,
  one,
  type ResourceComparison,
  textOf,
  together,
} from './resource-comparison';
import { withWholeKey } from './value-difference';

export function compareBucket(
  expected: ExpectedBucket,
  { bucket, accountBlocksPublicAccess }: Pick<Deployed, 'bucket' | 'accountBlocksPublicAccess'>,
  tenant: Tenant,
): ResourceComparison {
  if (bucket.state === 'foreign')
    return one({ attribute: 'owner', expected: tenant.account, actual: 'another account' });
  if (bucket.state === 'absent')
    return gone('the bucket is gone', expected.kind === 'existing' ? tenant.file : '');
  const attributes = bucketAttributes(bucket.value);
  const region = compareReading('region', regionOf(expected), attributes.region);
  if (expected.kind === 'existing')
    return together(region, compareOwnersPolicy(expected, attributes.policy, tenant));
  const key = expected.attributes.encryption as JsonRecord;
  const each = Object.entries(expected.attributes)
    .filter(([attribute]) => attribute !== 'region')
    .map(([attribute, value]) =>
      compareReading(attribute, value, attributes[attribute as keyof typeof expected.attributes], (actual) =>
        attribute === 'encryption' ? withWholeKey(actual, key.Key ?? null) : actual,
      ),
    );
  return together(
    region,
    lessened(together(...each), accountBlocksPublicAccess),
    comparePolicy('policy', expected.policy, attributes.policy, tenant.partition),
    compareReading('accessPoints', null, attributes.accessPoints, (actual) =>
      withoutNames(actual, expected.accessPoints),
    ),
  );
}

function regionOf(expected: ExpectedBucket): string {
  return expected.kind === 'made' ? String(expected.attributes.region) : expected.region;
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
  expected: Extract<ExpectedBucket, { kind: 'existing' }>,
  policy: Reading<Json> | undefined,
  { name, partition }: Tenant,
): ResourceComparison {
  if (expected.policy === undefined || policy === undefined) return NOTHING;
  if (policy.state === 'unread') return { judged: [], unread: [policy] };
  const missing = policyDifferences(expected.policy, textOf(jsonOf(policy)), partition, 'missing');
  const remediation = `s3-handshake bucket-policy ${name} prints what the bucket's owner must add`;
  return { unread: [], judged: missing.map((each) => ({ ...ofStatement('policy', each), remediation })) };
}

function withoutNames(actual: Json, declared: readonly string[]): Json {
  const others = Object.entries((actual ?? {}) as JsonRecord).filter(([name]) => !declared.includes(name));
  return others.length === 0 ? null : Object.fromEntries(others);
}
