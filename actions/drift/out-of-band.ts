/** What is only ever set out of band, since no stack manages it, and the AWS CLI's command that removes it. */
import type { Tenant } from '../../config/tenant/tenant';

type Undo = (tenant: Tenant, part: string) => string;

/** `attribute`: the first part of a finding's; `part`: the rest. Undefined for what a stack manages. */
export function undoOutOfBand(tenant: Tenant, attribute: string, part: string): string | undefined {
  return OUT_OF_BAND[attribute]?.(tenant, part);
}

function s3api(call: string): Undo {
  return ({ bucket }, part) => `aws s3api ${call.replace('{}', part)} --bucket ${bucket.name}`;
}

const OUT_OF_BAND: Readonly<Record<string, Undo>> = {
  logging: s3api("put-bucket-logging --bucket-logging-status '{ }'"),
  replication: s3api('delete-bucket-replication'),
  notifications: s3api("put-bucket-notification-configuration --notification-configuration '{ }'"),
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
