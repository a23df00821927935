/** For a failed tenant: what is likely behind it, what to do, and what the vendor sees of it. */
import type { Tenant } from '../../config/tenant/tenant';
import type { VendorFailure } from '../../config/vendor/vendor';
import { deployAgain, deployCommand } from '../../report/kit-commands';
import type { Result } from './check';
import type { TenantReport } from './verify-tenant';

export interface Diagnosis {
  readonly cause: string;
  readonly remediation: string;
}

interface Rule {
  /** Of the checks that failed. */
  readonly when: (failed: Result, report: TenantReport) => boolean;
  readonly cause: string;
  readonly remediation: (tenant: Tenant) => string;
}

const isOpen = ({ check }: Result): boolean => check.expected === 'denied';
const isShut = (result: Result): boolean => !isOpen(result);
const has =
  (id: RegExp) =>
  ({ check }: Result): boolean =>
    id.test(check.id);

const restored = ({ name }: Tenant): string => deployAgain(name);

/** Of what stands in the bucket's policy. */
function bucketAgain(tenant: Tenant): string {
  return tenant.bucket.existing
    ? `npx s3-handshake bucket-policy ${tenant.name} prints what the bucket's owner must add`
    : restored(tenant);
}

const NO_EXTERNAL_ID = /^(?:assume|trust)\.no-external-id$/;

/** A difference by which more may assume the role than the file says. */
const isMoreTrust = ({ check, cause }: Result): boolean => check.id === 'reach.more' && cause === 'trust';

/** Checks of who must get in. */
const LETS_IN = /^assume\.(?:right-external-id|second-external-id|role)$/;

/** The first that fits a failed check explains it. */
const RULES: readonly Rule[] = [
  {
    when: (failed) => failed.isPlainHttp === true || has(/^deny\.plain-http/)(failed),
    cause: "the bucket's policy does not deny requests without TLS",
    remediation: bucketAgain,
  },
  {
    when: (failed, { tenant }) => tenant.access !== 'active' && isOpen(failed),
    cause: "the tenant's file says that the access is not active, and what is deployed lets the vendor in",
    remediation: ({ name }) => deployCommand(name),
  },
  {
    when: (failed) => has(/^bucket\.there$/)(failed) || failed.code === 'NoSuchBucket',
    cause: 'the bucket is gone, or its name belongs to another account by now',
    remediation: ({ name, bucket }) =>
      bucket.existing
        ? `ask the bucket's owner; if it has another name now, write that into the file and deploy ${name}`
        : `${deployCommand(name)} recreates it, empty; its data is only in a backup`,
  },
  {
    when: (failed) => has(/access-point\.there$/)(failed) || failed.code === 'NoSuchAccessPoint',
    cause: 'the access point is gone, or is not the one that was deployed',
    remediation: restored,
  },
  {
    when: ({ absent }) => absent === 'role',
    cause:
      'the target role is not there: it was never deployed, was deleted, or has another name than the file says',
    remediation: restored,
  },
  {
    when: (failed) => isShut(failed) && has(/^user\.there$/)(failed),
    cause: 'the target user is not there: it was never deployed, or was deleted',
    remediation: restored,
  },
  {
    // What the organisation's policies say is known where handshake.yaml names them, and then the judgement told it.
    when: (failed, { results }) =>
      has(LETS_IN)(failed) &&
      results.some(
        ({ check, status }) => check.id === failed.check.id.replace('assume.', 'trust.') && status === 'pass',
      ),
    cause:
      "the trust policy would let the vendor in, so another policy denies sts:AssumeRole: the vendor's own or its organisation's, or a resource control policy of your own organisation, which admits only its own identities until an exemption is added",
    remediation: ({ name }) =>
      `ask the owners of your organisation for the exemption that npx s3-handshake organization ${name} prints, and name its policies in handshake.yaml (organization), so that they are judged; where there is none, the vendor must allow sts:AssumeRole on the ARN of the target role`,
  },
  {
    when: ({ check, cause }) =>
      check.id === 'reach.less' && (cause === 'resource-control' || cause === 'service-control'),
    cause: 'a service or resource control policy of your organisation denies what the file grants',
    remediation: ({ name }) =>
      `npx s3-handshake organization ${name} prints the exemption that its owners must add`,
  },
  {
    when: (failed, { tenant }) =>
      has(/^(?:assume|trust)\.second-external-id$/)(failed) && tenant.externalIds.length > 1,
    cause: 'the external IDs are being rotated, and the second one is in the file and not deployed yet',
    remediation: ({ name }) => `${deployCommand(name)}; give the vendor the new external ID only after it`,
  },
  {
    when: has(/^(?:assume|trust)\.(?:right-external-id|second-external-id|role|self|session-actions)$/),
    cause:
      'the deployed trust policy names another principal, or another external ID, than the file, or a Deny applies',
    remediation: ({ name }) =>
      `compare principal and externalId in the file with the vendor's form, then ${deployCommand(name)}`,
  },
  {
    when: (failed, { results }) =>
      has(NO_EXTERNAL_ID)(failed) ||
      (isMoreTrust(failed) && results.some((other) => other.status === 'fail' && has(NO_EXTERNAL_ID)(other))),
    cause:
      'the trust policy does not ask for the external ID: anybody who can make the vendor act gets in (the confused deputy)',
    remediation: restored,
  },
  {
    when: isMoreTrust,
    cause: 'the trust policy lets in whom the file does not name, or by what it does not name',
    remediation: restored,
  },
  {
    when: has(/^(?:assume|trust)\..*external-id$/),
    cause: 'the trust policy compares the external ID loosely (StringLike, another case, a wildcard)',
    remediation: restored,
  },
  {
    when: has(/^trust\.other-(?:principals|external-ids)$/),
    cause: 'the trust policy names a principal or an external ID that the file does not',
    remediation: restored,
  },
  {
    when: (failed) => isShut(failed) && failed.blockedBy === 'key',
    cause:
      "the key with which the bucket encrypts by default cannot be used by the role: it is another than the file names, disabled, or waiting for its deletion, or its policy or the role's does not allow it",
    remediation: ({ name, bucket: { kmsKeyArn, existing } }) => {
      const key = kmsKeyArn ?? 'none';
      const named = `the file names ${kmsKeyArn === undefined ? 'no key' : key} (bucket.encryption.kmsKeyArn)`;
      const back = existing ? 'name the key there that the owner of the bucket uses' : deployCommand(name);
      return `${named}: ${back}; what the key's owner must add npx s3-handshake bucket-policy ${name} prints`;
    },
  },
  {
    when: (failed) => isShut(failed) && failed.blockedBy === 'boundary',
    cause: "the role's permissions boundary blocks what the grants allow",
    remediation: () =>
      "widen the boundary by the grants' actions, or name another in role.permissionsBoundary",
  },
  {
    when: (failed, { results }) =>
      isShut(failed) &&
      has(/^access-point-/)(failed) &&
      !results.some(
        (other) => other.status === 'fail' && isShut(other) && !/^access-point/.test(other.check.id),
      ),
    cause: "the access point's policy, or the bucket's delegation to it, lacks what the role has",
    remediation: bucketAgain,
  },
  {
    when: (failed) => isShut(failed) && /object lock|Content-MD5|x-amz-checksum/i.test(failed.message),
    cause:
      'the bucket has Object Lock: what is put is held for a time and cannot be deleted, and with a default retention a put needs a checksum',
    remediation: () =>
      'give a vendor that overwrites or deletes a bucket without Object Lock; npx s3-handshake drift shows the setting (objectLock)',
  },
  {
    when: (failed) => isShut(failed) && /requester pays|request-payer/i.test(failed.message),
    cause: 'the bucket has Requester Pays, and the request does not offer to pay',
    remediation: ({ bucket }) =>
      `aws s3api put-bucket-request-payment --bucket ${bucket.name} --request-payment-configuration Payer=BucketOwner; npx s3-handshake drift shows the setting (requestPayment)`,
  },
  {
    when: has(/^bucket\.acls-disabled$/),
    cause: "the file says bucket.aclsDisabled, and the bucket's Object Ownership is another",
    remediation: () =>
      "ask the bucket's owner to set its Object Ownership to “Bucket owner enforced”, or take bucket.aclsDisabled out of the file; the vendor's uploads are denied then",
  },
  {
    when: has(/(?:^|\.)put-with-acl\./),
    cause:
      'the vendor sends an ACL with what it puts, and the deployed policies do not give s3:PutObjectAcl for it',
    remediation: restored,
  },
  {
    when: has(/(?:^|\.)deny\.put-with-other-acl\./),
    cause: 'a policy gives s3:PutObjectAcl for any ACL, and ACLs are in force on the bucket',
    remediation: restored,
  },
  {
    when: (failed) => isOpen(failed) && has(/(?:^|\.)connection\./)(failed),
    cause: "the role may list without a prefix, which the file does not grant: so the vendor's test passes",
    remediation: restored,
  },
  {
    when: has(/^(?:role|user)\.boundary$/),
    cause: 'the permissions boundary was removed or replaced',
    remediation: restored,
  },
  {
    when: ({ check }) => check.id === 'reach.dormant',
    cause: 'a statement that the file does not ask for opens nothing only because another policy denies it',
    remediation: restored,
  },
  {
    when: has(/^deny\.(?:anonymous-get|other-principals)$/),
    cause: 'a policy of the bucket, the access point or the key lets strangers in',
    remediation: restored,
  },
  {
    when: isOpen,
    cause: "the role may do more than the file grants: one of its policies, or the bucket's, was widened",
    remediation: restored,
  },
  {
    when: isShut,
    cause:
      "the role may do less than the file grants: one of its policies was narrowed, or a Deny blocks it (the bucket's policy, the organisation's)",
    remediation: restored,
  },
];

/** What likely is behind one failed check. */
export function diagnosisOf(failed: Result, report: TenantReport): Diagnosis | undefined {
  const rule = ruleFor(failed, report);
  return rule && { cause: rule.cause, remediation: rule.remediation(report.tenant) };
}

/** What to do about a check in error, beyond what its message says; empty where there is nothing. */
export function remediationOf({ check, code = '' }: Result, { as, tenant }: TenantReport): string {
  const { kind } = check.ask;
  if (NETWORK.test(code) || (kind !== 'owner' && kind !== 'caller')) return '';
  if (kind === 'owner' || as === 'simulation')
    return `--owner-profile names credentials of account ${tenant.account}`;
  const whose = as === 'vendor' ? "the vendor's credentials" : `who may assume ${tenant.verifier?.principal}`;
  return `--profile names ${whose}; npx s3-handshake doctor --profile <name> says whose they are`;
}

/** AWS's own codes have lowercase letters; `ECONNREFUSED` is the system's. */
const NETWORK = /^[A-Z][A-Z_]+$/;

/** Each cause once, in the order of the checks that failed. */
export function diagnose(report: TenantReport): readonly Diagnosis[] {
  const rules = report.results
    .filter(({ status }) => status === 'fail')
    .flatMap((failed) => ruleFor(failed, report) ?? []);
  return [...new Set(rules)].map(({ cause, remediation }) => ({
    cause,
    remediation: remediation(report.tenant),
  }));
}

function ruleFor(failed: Result, report: TenantReport): Rule | undefined {
  const told = sameInTrust(failed, report) ?? failed;
  return RULES.find(({ when }) => when(told, report));
}

/** What reach tells of the trust policy, a check of that policy tells with a name: one fault has one cause. */
function sameInTrust(failed: Result, { results }: TenantReport): Result | undefined {
  if (!has(/^reach\./)(failed) || failed.cause !== 'trust') return undefined;
  return results.find(
    (other) => other.status === 'fail' && has(/^trust\./)(other) && isOpen(other) === isOpen(failed),
  );
}

/** What the vendor shows where something that it needs does not work, in its own words. */
export function vendorsView({ tenant, results }: TenantReport): readonly string[] {
  const failed = results.filter((result) => result.status === 'fail' && isShut(result));
  if (failed.length === 0) return [];
  const failures = new Set(failed.flatMap(failuresOf));
  return tenant.vendor.errors
    .filter(({ when }) => when === undefined || when.some((failure) => failures.has(failure)))
    .map(
      ({ message, cause, cure }) =>
        `${tenant.vendor.name} shows “${message}”: ${cause}${cure === undefined ? '' : `; ${cure}`}`,
    );
}

/** What a failed check keeps the vendor from. */
function failuresOf({ check, code, blockedBy }: Result): readonly VendorFailure[] {
  const { ask } = check;
  if (blockedBy === 'key') return ['key'];
  if (ask.kind === 'bucket' || code === 'NoSuchBucket') return ['bucket'];
  if (/^(?:assume|trust)\./.test(check.id) || ask.kind === 'user') return ['assume'];
  if (ask.kind === 'put-with-acl' || ask.kind === 'ownership') return ['acl'];
  if (ask.kind === 'connection') return ['list'];
  if (ask.kind !== 's3') return [];
  return [ask.verb === 'multipart' ? 'put' : ask.verb === 'location' ? 'region' : ask.verb];
}
