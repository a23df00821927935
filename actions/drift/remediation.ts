/** What to do about a finding. Terraform restores what it manages; the rest was set out of band. */
import type { Tenant } from '../../config/tenant/tenant';
import type { ResourceKind } from '../../report/finding';
import type { Difference } from './value-difference';

export function remediationFor(
  kind: ResourceKind,
  { attribute, expected }: Difference,
  tenant: Tenant,
): string {
  const [head = '', ...rest] = attribute.split('.');
  const special = SPECIAL[`${kind} ${head}`];
  if (special) return special(tenant);
  const undo = kind === 'bucket' && expected === null ? OUT_OF_BAND[head] : undefined;
  if (undo)
    return `the tenant's stack does not manage it; if it is not intended: ${undo(tenant, rest.join('.'))}`;
  return `cdktf deploy ${tenant.name} restores it; if it is intended, declare it in ${tenant.file}`;
}

const SPECIAL: Readonly<Record<string, (tenant: Tenant) => string>> = {
  'bucket exists': ({ name }) => `cdktf deploy ${name} recreates it, empty`,
  'bucket owner': ({ name, account, target: role, credentials }) =>
    `find out who owns it; until then: s3-handshake suspend ${name} (${credentials === 'role' ? 'role' : 'user'} ${role.name}, account ${account})`,
  'bucket region': ({ file }) => `correct the region in ${file}, or create the bucket in the expected one`,
  'user loginProfile': ({ target: role }) => `aws iam delete-login-profile --user-name ${role.name}`,
  'user groups': ({ target: role }) =>
    `aws iam remove-user-from-group --user-name ${role.name} --group-name …, for each of them`,
  'access-point publicAccessBlock': ({ name }) =>
    `AWS does not support changing it: the access point is replaced, and its alias changes: cdktf deploy ${name}, then s3-handshake handover ${name}`,
  'access-point bucket': ({ name }) =>
    `the access point was recreated out of band: cdktf deploy ${name}, then s3-handshake handover ${name}`,
  'access-point networkOrigin': ({ name }) =>
    `the access point was recreated out of band: cdktf deploy ${name}, then s3-handshake handover ${name}`,
};

type Undo = (tenant: Tenant, part: string) => string;

function s3api(call: string): Undo {
  return ({ bucket }, part) => `aws s3api ${call.replace('{}', part)} --bucket ${bucket.name}`;
}

/** For what is only ever set out of band: the AWS CLI's command that removes it. */
const OUT_OF_BAND: Readonly<Record<string, Undo>> = {
  acl: s3api('put-bucket-acl --acl private'),
  logging: s3api('put-bucket-logging --bucket-logging-status "{ }"'),
  replication: s3api('delete-bucket-replication'),
  notifications: s3api('put-bucket-notification-configuration --notification-configuration "{ }"'),
  inventory: s3api('delete-bucket-inventory-configuration --id {}'),
  analytics: s3api('delete-bucket-analytics-configuration --id {}'),
  metrics: s3api('delete-bucket-metrics-configuration --id {}'),
  intelligentTiering: s3api('delete-bucket-intelligent-tiering-configuration --id {}'),
  website: s3api('delete-bucket-website'),
  cors: s3api('delete-bucket-cors'),
  acceleration: s3api('put-bucket-accelerate-configuration --accelerate-configuration Status=Suspended'),
  requestPayment: s3api('put-bucket-request-payment --request-payment-configuration Payer=BucketOwner'),
  objectLock: s3api('put-object-lock-configuration --object-lock-configuration ObjectLockEnabled=Enabled'),
  accessPoints: ({ account }, part) =>
    `aws s3control delete-access-point --account-id ${account} --name ${part}`,
};
