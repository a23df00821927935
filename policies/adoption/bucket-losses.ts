/**
 * What the tenant's stack would take away from a bucket that is there. What the stack does not declare, Terraform leaves
 * alone: access logs where the file names none, replication, notifications and all that is like them.
 */
import type { AdoptedBucket } from '../../config/adoption/adoption';
import { TENANT_TAG, tenantTags } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { lifecycleRules, OBJECT_OWNERSHIP, UNSET_OWNERSHIP } from '../../config/values/bucket-settings';
import { canonical, isRecord, type Json, type JsonRecord } from '../../config/values/json-value';
import { bucketPolicy } from '../bucket-policy';
import { type Loss, loss, lostTags } from './loss';
import { lostStatements } from './lost-statements';

const LEAVE_IT =
  'to keep it, say bucket.existing: true in place of adopt: [bucket]: then nothing on the bucket is managed';

/** `sharers`: the other tenants on the bucket. */
export function bucketLosses(
  tenant: Tenant,
  sharers: readonly Tenant[],
  { name, region, settings }: AdoptedBucket,
): readonly Loss[] {
  const part = (setting: string): JsonRecord => {
    const value = settings[setting];
    return isRecord(value) ? (value as JsonRecord) : {};
  };
  return [
    ...elsewhere(tenant, name, region),
    ...ofAnotherTenant(tenant, part('tags')),
    ...policyLosses(tenant, sharers, settings.policy as Json | undefined),
    ...encryptionLosses(tenant, part('encryption')),
    ...lifecycleLosses(part('lifecycle')),
    ...versionLosses(tenant, part('versioning'), part('lifecycle')),
    ...aclLosses(part('acl'), part('ownership')),
    ...loggingLosses(tenant, part('logging')),
    ...lostTags('bucket', withoutOurs(part('tags')), tenantTags(tenant)),
  ];
}

function elsewhere(tenant: Tenant, name: string, region: string): readonly Loss[] {
  if (region === tenant.region) return [];
  return [
    loss({
      of: 'bucket',
      at: 'region',
      value: region,
      message: `the bucket ${name} is in ${region}, and the tenant in ${tenant.region}: it cannot be taken over`,
      remediation: `set region: ${region}`,
      canBeApproved: false,
    }),
  ];
}

function ofAnotherTenant(tenant: Tenant, tags: JsonRecord): readonly Loss[] {
  const owner = tags[TENANT_TAG];
  if (owner === undefined || owner === tenant.name) return [];
  return [
    loss({
      of: 'bucket',
      at: 'tenant',
      value: owner,
      message: `the bucket is that of the tenant ${String(owner)}: two states would hold it, and each would undo the other`,
      remediation: 'say bucket.existing: true in place of adopt: [bucket]',
      canBeApproved: false,
    }),
  ];
}

function withoutOurs(tags: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => key !== TENANT_TAG));
}

function policyLosses(tenant: Tenant, sharers: readonly Tenant[], policy: Json | undefined): readonly Loss[] {
  if (typeof policy !== 'string') return [];
  return lostStatements(policy, bucketPolicy(tenant, sharers)).map(({ name, statement, says }) =>
    loss({
      of: 'bucket',
      at: `policy.${name}`,
      value: statement,
      message: `the statement ${name} of the bucket's policy is removed: ${says}`,
      remediation: LEAVE_IT,
    }),
  );
}

function encryptionLosses({ bucket: { kmsKeyArn } }: Tenant, encryption: JsonRecord): readonly Loss[] {
  const { Algorithm = 'AES256', Key } = encryption;
  if (Algorithm === 'AES256') return [];
  const key = typeof Key === 'string' ? Key : undefined;
  const isSame =
    Algorithm === 'aws:kms' && key !== undefined && kmsKeyArn !== undefined && isKey(kmsKeyArn, key);
  if (isSame) return [];
  const becomes = kmsKeyArn === undefined ? 'SSE-S3' : `SSE-KMS with ${kmsKeyArn}`;
  return [
    loss({
      of: 'bucket',
      at: 'encryption',
      value: encryption,
      message: `new objects are no longer encrypted with ${key ?? "AWS's own key for S3"} (${String(Algorithm)}): the default becomes ${becomes}`,
      remediation:
        Algorithm === 'aws:kms' && key !== undefined
          ? `to keep it, set bucket.encryption.kmsKeyArn: ${key}`
          : LEAVE_IT,
    }),
  ];
}

/** A key may be named by its id or by its ARN. */
function isKey(arn: string, key: string): boolean {
  return arn === key || arn.endsWith(`:key/${key}`);
}

/** A rule under one of the stack's own ids is overwritten; of its days {@link versionLosses} tells. */
function lifecycleLosses(lifecycle: JsonRecord): readonly Loss[] {
  return Object.entries(lifecycle).flatMap(([id, rule]) => {
    const ours = lifecycleRules(noncurrentDaysOf(rule))[id];
    if (ours && canonical(ours) === canonical(rule)) return [];
    return [
      loss({
        of: 'bucket',
        at: `lifecycle.${id}`,
        value: rule,
        message: `the lifecycle rule ${id} is ${ours ? 'overwritten' : 'removed'}: ${JSON.stringify(rule)}`,
        remediation: LEAVE_IT,
      }),
    ];
  });
}

function noncurrentDaysOf(rule: Json): number {
  const expiry = isRecord(rule) ? rule.NoncurrentVersionExpiration : undefined;
  return isRecord(expiry) && typeof expiry.NoncurrentDays === 'number' ? expiry.NoncurrentDays : 0;
}

/** Versions that are there may be kept for ever today; under the stack's rule the old ones are deleted. */
function versionLosses(tenant: Tenant, versioning: JsonRecord, lifecycle: JsonRecord): readonly Loss[] {
  if (versioning.Status !== 'Enabled' && versioning.Status !== 'Suspended') return [];
  const { noncurrentVersionDays: days } = tenant.bucket;
  if (Object.values(lifecycle).some((rule) => expiresWithin(rule, days))) return [];
  return [
    loss({
      of: 'bucket',
      at: 'versions',
      value: { versioning, days },
      message: `versions that have not been current for ${days} days are deleted, also those that are there already`,
      remediation: 'to keep them longer, set bucket.noncurrentVersionDays',
    }),
  ];
}

/** Whether a rule for the whole bucket deletes old versions as early already. */
function expiresWithin(rule: Json, days: number): boolean {
  if (!isRecord(rule) || rule.Status !== 'Enabled' || rule.Filter !== undefined) return false;
  const { NoncurrentVersionExpiration: expiry } = rule;
  return (
    isRecord(expiry) &&
    typeof expiry.NoncurrentDays === 'number' &&
    expiry.NoncurrentDays <= days &&
    expiry.NewerNoncurrentVersions === undefined
  );
}

function aclLosses(acl: JsonRecord, ownership: JsonRecord): readonly Loss[] {
  const grants = Object.keys(acl).map((grant) =>
    loss({
      of: 'bucket',
      at: `acl.${grant.replaceAll(' ', '.')}`,
      value: grant,
      message: `the bucket's ACL lets others in (${grant}); ACLs are switched off`,
      remediation: `give them their access by a policy and set the ACL to private first: S3 refuses to switch it off as it is; ${LEAVE_IT}`,
    }),
  );
  const { ObjectOwnership: rule = UNSET_OWNERSHIP } = ownership;
  if (rule === OBJECT_OWNERSHIP) return grants;
  return [
    ...grants,
    loss({
      of: 'bucket',
      at: 'ownership',
      value: ownership,
      message: `the ACLs of objects count no longer: object ownership ${String(rule)} becomes ${OBJECT_OWNERSHIP}`,
      remediation: LEAVE_IT,
    }),
  ];
}

/** Without a word in the file, Terraform leaves the access logs as they are. */
function loggingLosses({ bucket: { logging } }: Tenant, there: JsonRecord): readonly Loss[] {
  const { TargetBucket, TargetPrefix, ...more } = there;
  if (!logging || TargetBucket === undefined) return [];
  const isSame =
    TargetBucket === logging.bucket && TargetPrefix === logging.prefix && Object.keys(more).length === 0;
  if (isSame) return [];
  const to = (bucket: string, prefix: string) => `s3://${bucket}/${prefix}`;
  return [
    loss({
      of: 'bucket',
      at: 'logging',
      value: there,
      message: `access logs go to ${to(logging.bucket, logging.prefix)} and no longer to ${to(String(TargetBucket), String(TargetPrefix))}`,
      remediation: 'to keep it, say the same in bucket.logging, or leave bucket.logging out',
    }),
  ];
}
