/** What is in the customer's account already, looked at before a file is written: read-only calls, none that must succeed. */
import { type ClientSettings, iamClient, s3Client, s3ControlClient } from '../../aws/clients';
import { readAccessPoint } from '../../aws/deployed/access-point';
import { readAdoptableBucket, readAdoptableRole } from '../../aws/deployed/adoptable';
import { readBucket } from '../../aws/deployed/bucket';
import { presentValue, type Unread } from '../../aws/deployed/reading';
import { readRole } from '../../aws/deployed/role';
import type { Adoption } from '../../config/adoption/adoption';
import type { Tenant } from '../../config/tenant/tenant';
import { isRecord } from '../../config/values/json-value';
import { adopts } from '../../policies/adoption/adoption-losses';

/** Of a bucket's name. */
export type BucketOutlook =
  | { readonly state: 'absent' }
  | { readonly state: 'present'; readonly region: string; readonly kmsKeyArn?: string }
  /** There, in another account, or in this one and closed to these credentials. */
  | { readonly state: 'closed' }
  | Pick<Unread, 'state' | 'message'>;

/** Undefined where it could not be found out. */
export type IsThere = boolean | undefined;

/** Of a role's name. */
export type RoleOutlook =
  | { readonly state: 'absent' | 'unread' }
  /** The path cannot be changed: who takes the role over takes it too. */
  | { readonly state: 'present'; readonly path: string };

export interface Surroundings {
  bucket(name: string): Promise<BucketOutlook>;
  role(name: string): Promise<RoleOutlook>;
  accessPoint(name: string): Promise<IsThere>;
  /** What a tenant would take over, as far as it is there; undefined where some of it could not be read. */
  adoptable(tenant: Tenant): Promise<Omit<Adoption, 'approved'> | undefined>;
}

/** `settings` must be of the account. */
export function surroundingsOf(account: string, settings: ClientSettings): Surroundings {
  const brief = { ...settings, maxAttempts: 2 };
  const iam = iamClient(brief);
  const s3Control = s3ControlClient(brief);
  return {
    bucket: (name) => bucketOutlook(name, account, brief),
    async role(name) {
      const role = await readRole(iam, name);
      const settings = role.state === 'present' ? role.value.settings : role;
      return settings.state === 'present' ? { state: 'present', path: settings.value.path } : settings;
    },
    async accessPoint(name) {
      const point = await readAccessPoint(s3Control, account, name);
      return isThere(point.state === 'present' ? point.value.settings : point);
    },
    adoptable: (tenant) => adoptable(tenant, { iam, s3Control, s3: s3Client({ ...brief, anyRegion: true }) }),
  };
}

async function adoptable(
  tenant: Tenant,
  clients: Parameters<typeof readAdoptableBucket>[1] & Parameters<typeof readAdoptableRole>[1],
): Promise<Omit<Adoption, 'approved'> | undefined> {
  const what = adopts(tenant);
  const bucket = what.includes('bucket') ? await readAdoptableBucket(tenant, clients) : undefined;
  const role = what.includes('role') ? await readAdoptableRole(tenant, clients) : undefined;
  if (bucket?.state === 'unreadable' || role?.state === 'unreadable') return undefined;
  return {
    ...(bucket?.state === 'present' ? { bucket: bucket.value } : {}),
    ...(role?.state === 'present' ? { role: role.value } : {}),
  };
}

async function bucketOutlook(
  name: string,
  account: string,
  settings: ClientSettings,
): Promise<BucketOutlook> {
  const reader = { s3: s3Client(settings), s3Control: s3ControlClient(settings), account };
  const bucket = await readBucket(reader, name, ['encryption']);
  if (bucket.state === 'foreign') return { state: 'closed' };
  if (bucket.state === 'absent') return bucket;
  const { region, settings: parts } = bucket.value;
  if (region.state === 'absent') return region;
  if (region.state === 'unread') {
    const { reason, bucketRegion } = region;
    // The endpoint of another region answers by where the bucket is, not by whose it is.
    if (bucketRegion !== undefined && bucketRegion !== settings.region)
      return bucketOutlook(name, account, { ...settings, region: bucketRegion });
    return reason === 'denied' ? { state: 'closed' } : region;
  }
  const encryption = presentValue(parts.encryption);
  const key = isRecord(encryption) ? encryption.Key : undefined;
  return { state: 'present', region: region.value, ...(typeof key === 'string' ? { kmsKeyArn: key } : {}) };
}

function isThere({ state }: { readonly state: 'present' | 'absent' | 'unread' }): IsThere {
  return state === 'unread' ? undefined : state === 'present';
}
