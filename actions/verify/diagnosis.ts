/** For a failed tenant: what is likely behind it, what to do, and what the vendor sees of it. */
import type { Tenant } from '../../config/tenant/tenant';
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

function deployAgain({ name }: Tenant): string {
  return `cdktf diff ${name} shows the difference, cdktf deploy ${name} restores it`;
}

/** The first that fits a failed check explains it. */
const RULES: readonly Rule[] = [
  {
    when: (failed, { tenant }) => tenant.access !== 'active' && isOpen(failed),
    cause: "the tenant's file says that the access is not active, and what is deployed lets the vendor in",
    remediation: ({ name }) => `cdktf deploy ${name}`,
  },
  {
    when: (failed) => has(/^bucket\.there$/)(failed) || failed.code === 'NoSuchBucket',
    cause: 'the bucket is gone, or its name belongs to another account by now',
    remediation: ({ name, bucket }) =>
      bucket.existing
        ? `ask the bucket's owner; if it has another name now, write that into the file and deploy ${name}`
        : `cdktf deploy ${name} recreates it, empty; its data is only in a backup`,
  },
  {
    when: (failed) => has(/access-point\.there$/)(failed) || failed.code === 'NoSuchAccessPoint',
    cause: 'the access point is gone, or is not the one that was deployed',
    remediation: deployAgain,
  },
  {
    when: (failed, { results }) =>
      has(/^(?:assume|trust)\.(?:right-external-id|second-external-id|role|self|session-actions)$/)(failed) &&
      results.some(({ absent }) => absent === 'role'),
    cause: 'the target role is gone, or has another name than the file says',
    remediation: deployAgain,
  },
  {
    when: (failed, { results }) =>
      has(/^assume\.(?:right-external-id|second-external-id|role)$/)(failed) &&
      results.some(
        ({ check, status }) => /^trust\.(?:right-external-id|role)$/.test(check.id) && status === 'pass',
      ),
    cause:
      "the trust policy would let the vendor in: the vendor's own policies, or its organisation's, do not allow sts:AssumeRole on the role",
    remediation: () => 'the vendor must allow it; give it the ARN of the target role',
  },
  {
    when: has(/^(?:assume|trust)\.(?:right-external-id|second-external-id|role|self|session-actions)$/),
    cause:
      'the trust policy names another principal, or another external ID, than the file; or it was made within the last minutes',
    remediation: ({ name }) =>
      `compare principal and externalId in the file with the vendor's form, then cdktf deploy ${name}`,
  },
  {
    when: has(/^(?:assume|trust)\.no-external-id$/),
    cause:
      'the trust policy does not ask for the external ID: anybody who can make the vendor act gets in (the confused deputy)',
    remediation: deployAgain,
  },
  {
    when: has(/^(?:assume|trust)\..*external-id$/),
    cause: 'the trust policy compares the external ID loosely (StringLike, another case, a wildcard)',
    remediation: deployAgain,
  },
  {
    when: has(/^trust\.other-(?:principals|external-ids)$/),
    cause: 'the trust policy names a principal or an external ID that the file does not',
    remediation: deployAgain,
  },
  {
    when: (failed) => isShut(failed) && failed.blockedBy === 'key',
    cause: "the bucket's key does not let the role use it, or is disabled",
    remediation: ({ name }) =>
      `the key's policy: s3-handshake bucket-policy ${name} prints what its owner must add; the role's: cdktf deploy ${name}`,
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
    remediation: ({ name, bucket }) =>
      bucket.existing
        ? `s3-handshake bucket-policy ${name} prints what the bucket's owner must add`
        : `cdktf diff ${name} shows the difference, cdktf deploy ${name} restores it`,
  },
  {
    when: has(/^role\.boundary$/),
    cause: "the role's permissions boundary was removed or replaced",
    remediation: deployAgain,
  },
  {
    when: has(/^deny\.plain-http/),
    cause: "the bucket's policy does not deny requests without TLS",
    remediation: ({ name, bucket }) =>
      bucket.existing
        ? `s3-handshake bucket-policy ${name} prints what the bucket's owner must add`
        : `cdktf diff ${name} shows the difference, cdktf deploy ${name} restores it`,
  },
  {
    when: has(/^deny\.(?:anonymous-get|other-principals)$/),
    cause: 'a policy of the bucket, the access point or the key lets strangers in',
    remediation: deployAgain,
  },
  {
    when: isOpen,
    cause: "the role may do more than the file grants: one of its policies, or the bucket's, was widened",
    remediation: deployAgain,
  },
  {
    when: isShut,
    cause:
      "the role may do less than the file grants: one of its policies was narrowed, or a Deny blocks it (the bucket's policy, the organisation's)",
    remediation: deployAgain,
  },
];

/** What likely is behind one failed check. */
export function diagnosisOf(failed: Result, report: TenantReport): Diagnosis | undefined {
  const rule = ruleFor(failed, report);
  return rule && { cause: rule.cause, remediation: rule.remediation(report.tenant) };
}

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
  return RULES.find(({ when }) => when(failed, report));
}

/** What the vendor shows where something that it needs does not work, in its own words. */
export function vendorsView({ tenant, results }: TenantReport): readonly string[] {
  const failed = results.filter((result) => result.status === 'fail' && isShut(result));
  if (failed.length === 0) return [];
  const topics = [
    ...(failed.some(has(/^(?:assume|trust)\./)) ? [/credential|assume|external id|role|trust/i] : []),
    ...(failed.some(has(/^bucket\.there$/)) || failed.some(({ code }) => code === 'NoSuchBucket')
      ? [/bucket name|bucket does not|no such bucket|bucket's/i]
      : []),
    ...(failed.some(({ check }) => check.ask.kind === 's3') ? [/denied|permission|access|403/i] : []),
  ];
  return tenant.vendor.errors
    .filter(({ message, cause }) => topics.some((topic) => topic.test(`${message} ${cause}`)))
    .map(({ message, cause }) => `${tenant.vendor.name} shows “${message}”: ${cause}`);
}
