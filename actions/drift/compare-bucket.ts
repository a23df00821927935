/** The bucket against what the tenant's file asks for; of an existing one, only what the tenant needs of it. */

import { blocksEverything } from '../../aws/deployed/public-access-block';
import type { DeployedTenant } from '../../aws/deployed/tenant-readings';
import type { Tenant } from '../../config/tenant/tenant';
import type { Json, JsonRecord } from '../../config/values/json-value';
import { bucketAttributes } from './actual';
import type { ExpectedBucket } from './expected';
import { beforeAclsAreOff } from './remediation';
import { compareReading, gone, one, type ResourceComparison, together } from './resource-comparison';
import { withWholeKey } from './value-difference';

export function compareBucket(
  expected: ExpectedBucket,
  { bucket, accountBlock }: Pick<DeployedTenant, 'bucket' | 'accountBlock'>,
  tenant: Tenant,
): ResourceComparison {
  if (bucket.state === 'foreign')
    return one({ attribute: 'owner', expected: tenant.account, actual: 'another account' });
  if (bucket.state === 'absent') return gone('the bucket is gone');
  const attributes = bucketAttributes(bucket.value);
  const region = compareReading('region', regionOf(expected), attributes.region);
  if (expected.kind === 'existing') return region;
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
    aclFirst(
      lessened(together(...each), accountBlock.state === 'present' && blocksEverything(accountBlock.value)),
      tenant,
    ),
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

function aclFirst({ judged, unread }: ResourceComparison, tenant: Tenant): ResourceComparison {
  const hasGrants = judged.some(({ attribute }) => attribute.startsWith('acl.'));
  return {
    unread,
    judged: judged.map((each) =>
      hasGrants && each.attribute.startsWith('ownership')
        ? { ...each, remediation: beforeAclsAreOff(tenant) }
        : each,
    ),
  };
}

function withoutNames(actual: Json, declared: readonly string[]): Json {
  const others = Object.entries((actual ?? {}) as JsonRecord).filter(([name]) => !declared.includes(name));
  return others.length === 0 ? null : Object.fromEntries(others);
}
