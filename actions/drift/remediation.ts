/**
 * What to do about a finding. Terraform restores what it manages; the rest was set out of band. Each is run by a test,
 * and the finding is gone after it.
 */
import type { Tenant } from '../../config/tenant/tenant';
import type { Json } from '../../config/values/json-value';
import type { ResourceKind } from '../../report/finding';
import { deployCommand } from '../../report/kit-commands';
import { attributeOf } from './attributes';
import { ROTATION } from './compare-access-keys';
import { ignoreEntry } from './ignore-entry';
import { IGNORE_FILE } from './ignore-list';
import type { Judged } from './judged-difference';
import { undoOutOfBand } from './out-of-band';

export interface Remedied {
  readonly kind: ResourceKind;
  readonly judged: Judged;
  readonly tenant: Tenant;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

export function remediationFor(remedied: Remedied): string {
  const { judged, tenant } = remedied;
  if (judged.cause === 'unapplied') return `${deployCommand(tenant.name)} applies the file`;
  return special(remedied) ?? orAccept(restoring(remedied), remedied);
}

/** What makes it as the file says, without what to do where it is intended. */
export function restorationFor(remedied: Remedied): string {
  return special(remedied) ?? restoring(remedied);
}

function special(remedied: Remedied): string | undefined {
  const { kind, judged } = remedied;
  return SPECIAL[`${kind} ${judged.attribute.split('.')[0]}`]?.(remedied);
}

function restoring({ kind, judged: { attribute, expected }, tenant }: Remedied): string {
  const [head = '', ...rest] = attribute.split('.');
  const undo =
    kind === 'bucket' && expected === null ? undoOutOfBand(tenant, head, rest.join('.')) : undefined;
  return undo ?? `${deployCommand(tenant.name)} restores it`;
}

/** In the tenant's file where it has a field for it, else in the list of what is known to differ. */
function orAccept(remediation: string, { kind, judged, tenant, today }: Remedied): string {
  const { field, isDeclared = false } = attributeOf(kind, judged.attribute);
  const accepted = isDeclared
    ? `declare it in ${tenant.file}: ${field}`
    : `add to ${IGNORE_FILE}: ${ignoreEntry(`${tenant.name}/${kind}`, judged.attribute, today)}`;
  return `${remediation}; if it is intended, ${accepted}`;
}

/** With ACLs off AWS takes no ACL any more, and it does not switch them off while one lets others in. */
export function beforeAclsAreOff({ name, bucket }: Tenant): string {
  return `first aws s3api put-bucket-acl --bucket ${bucket.name} --acl private; then ${deployCommand(name)}`;
}

/**
 * `prevent_destroy` keeps the bucket, and without it Terraform would delete the stranger's, and what is set on it: it must
 * forget all that belongs to the bucket, its guard too.
 */
function forgetBucket(tenant: string): string {
  const terraform = `terraform -chdir=cdktf.out/stacks/${tenant}`;
  const ofBucket = `${terraform} state list | grep -e ^aws_s3_bucket -e bucket-guard`;
  return `let Terraform forget the bucket, so that it does not delete the stranger's: npx cdktf synth, ${terraform} init, ${ofBucket} | xargs ${terraform} state rm`;
}

type Special = (remedied: Remedied) => string | undefined;

const recreated: Special = ({ tenant: { name } }) =>
  `the access point was recreated out of band: ${deployCommand(name)}, then npx s3-handshake handover ${name}`;

/** The stack sets the boundary, and says nothing of what the boundary allows. */
const boundary: Special = ({ judged: { expected, actual }, tenant: { file, target } }) =>
  expected === null && actual === null
    ? `the owner of ${target.permissionsBoundary ?? 'the permissions boundary'} must allow it there, or ${file} must name another: role.permissionsBoundary`
    : undefined;

const SPECIAL: Readonly<Record<string, Special>> = {
  'bucket exists': ({ tenant: { name, bucket, file } }) =>
    bucket.existing
      ? `its owner must create it again, or ${file} must name another: bucket.name`
      : `${deployCommand(name)} recreates it, empty`,
  'bucket owner': ({ tenant: { name, bucket, file } }) =>
    [
      `the name is taken, so no deployment brings the bucket back: npx s3-handshake suspend ${name} --now`,
      `then another name in ${file} (bucket.name), npx s3-handshake resume ${name}`,
      ...(bucket.existing ? [] : [`then ${forgetBucket(name)}`]),
      `then ${deployCommand(name)}`,
    ].join('; '),
  'bucket region': ({ tenant: { file } }) =>
    `correct the region in ${file}, or create the bucket in the expected one`,
  'bucket policy': ({ judged, tenant: { name, bucket } }) => {
    if (bucket.existing)
      return judged.expected === null
        ? `the bucket's owner must take it out of the bucket's policy`
        : `npx s3-handshake bucket-policy ${name} prints what the bucket's owner must add`;
    return judged.locksOut === true
      ? `the policy denies who deploys as well: as the root user of the account, aws s3api delete-bucket-policy --bucket ${bucket.name}; then ${deployCommand(name)}`
      : undefined;
  },
  'bucket acl': ({ tenant }) => beforeAclsAreOff(tenant),
  'bucket encryption': ({ tenant: { bucket, file } }) =>
    bucket.existing
      ? `name the key of the bucket's owner in ${file}: bucket.encryption.kmsKeyArn`
      : undefined,
  'role trust': ({ judged: { actual }, tenant: { name, vendor } }) =>
    DELETED.test(JSON.stringify(actual))
      ? `a principal was deleted, and AWS shows its id: AWS refuses every deployment that names it until ${vendor.name} creates it again; then ${deployCommand(name)}`
      : undefined,
  'role permissionsBoundary': boundary,
  'user permissionsBoundary': boundary,
  'user loginProfile': ({ tenant: { target } }) => `aws iam delete-login-profile --user-name ${target.name}`,
  'user groups': ({ judged: { attribute }, tenant: { target } }) =>
    `aws iam remove-user-from-group --user-name ${target.name} --group-name ${partOf(attribute)}`,
  'user accessKeys': ({ judged: { attribute }, tenant: { name, vendor } }) => {
    switch (attribute) {
      case ROTATION:
        return `npx s3-handshake keys rotate ${name} --finish    # when ${vendor.name} uses the new key`;
      // Of two active keys none is named: it may be the vendor's own.
      case 'accessKeys.active':
        return `npx s3-handshake keys revoke ${name} <id>    # of the one that the vendor does not have`;
      default:
        return `npx s3-handshake keys rotate ${name}`;
    }
  },
  'access-point publicAccessBlock': ({ tenant: { name } }) =>
    `AWS does not support changing it: the access point is replaced, and its alias changes: ${deployCommand(name)}, then npx s3-handshake handover ${name}`,
  'access-point bucket': recreated,
  'access-point networkOrigin': recreated,
  'key exists': ({ tenant: { name, file } }) =>
    `a key that was deleted is lost: another in ${file} (bucket.encryption.kmsKeyArn), then ${deployCommand(name)}`,
  'key state': ({ judged: { actual }, tenant: { bucket } }) => toUse(bucket.kmsKeyArn ?? '', actual),
  'key policy': (remedied) =>
    remedied.judged.expected === null
      ? orAccept("the key's owner must take it out of the key's policy: aws kms put-key-policy", remedied)
      : `npx s3-handshake bucket-policy ${remedied.tenant.name} prints what the key's owner must add`,
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
const DELETED = /"A(?:ROA|IDA)[A-Z0-9]{8,}"/;

function partOf(attribute: string): string {
  return attribute.split('.').slice(1).join('.');
}

/** A key whose deletion is cancelled is disabled. */
function toUse(key: string, state: Json): string {
  const enable = `aws kms enable-key --key-id ${key}`;
  return state === 'PendingDeletion' ? `aws kms cancel-key-deletion --key-id ${key}; then ${enable}` : enable;
}
