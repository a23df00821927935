/** The parts of a deployment that verify looks for, and how it says that one is not there or could not be read. */
import type { ForeignBucket } from '../../aws/deployed/bucket';
import type { Absent, Unread } from '../../aws/deployed/reading';
import type { Tenant } from '../../config/tenant/tenant';

export const PARTS = ['role', 'user', 'bucket', 'access-point', 'key'] as const;
export type Part = (typeof PARTS)[number];

/** `there is no such thing as the role acme-amperity`. */
export function whyMissing(part: Part, tenant: Tenant, reading: Absent | ForeignBucket | Unread): string {
  const name = nameOf(part, tenant);
  if (reading.state === 'unread') return `${name} could not be read: ${reading.message}`;
  const taken = reading.state === 'foreign' ? ": the name is another account's" : '';
  return `there is no such thing as ${name}${taken}`;
}

function nameOf(part: Part, { target: role, bucket, account, accessPoint }: Tenant): string {
  switch (part) {
    case 'role':
    case 'user':
      return `the ${part} ${role.name}`;
    case 'bucket':
      return `the bucket ${bucket.name} in account ${account}`;
    case 'access-point':
      return `the access point ${accessPoint?.name ?? ''}`;
    case 'key':
      return `the key ${bucket.kmsKeyArn ?? ''}`;
  }
}
