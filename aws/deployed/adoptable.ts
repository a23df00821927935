/** What is there of a bucket or role that a tenant takes over, read whole: what is not read would be overwritten unseen. */
import type { AdoptedBucket, AdoptedRole } from '../../config/adoption/adoption';
import type { Adoptable, Tenant } from '../../config/tenant/tenant';
import type { Clients } from '../account-session';
import { readBucket } from './bucket';
import { ABSENT, type Absent, type Present, present, type Reading, type Unread } from './reading';
import { readRole } from './role';

/** `unreadable`: something of it could not be read, part by part. `foreign`: the bucket is another account's. */
export type AdoptableReading<T> =
  | Present<T>
  | Absent
  | { readonly state: 'foreign' }
  | { readonly state: 'unreadable'; readonly parts: readonly Unread[] };

/** Undefined where `what` does not name it. */
export interface Adoptables {
  readonly bucket: AdoptableReading<AdoptedBucket> | undefined;
  readonly role: AdoptableReading<AdoptedRole> | undefined;
}

export async function readAdoptables(
  tenant: Tenant,
  what: readonly Adoptable[],
  clients: Clients,
  signal: AbortSignal,
): Promise<Adoptables> {
  const [bucket, role] = await Promise.all([
    what.includes('bucket') ? readAdoptableBucket(tenant, clients, signal) : undefined,
    what.includes('role') ? readAdoptableRole(tenant, clients, signal) : undefined,
  ]);
  return { bucket, role };
}

export async function readAdoptableBucket(
  { account, bucket: { name } }: Pick<Tenant, 'account' | 'bucket'>,
  { s3, s3Control }: Pick<Clients, 's3' | 's3Control'>,
  signal?: AbortSignal,
): Promise<AdoptableReading<AdoptedBucket>> {
  const found = await readBucket({ s3, s3Control, account, signal }, name);
  if (found.state !== 'present') return found;
  const { region, settings } = found.value;
  if (region.state === 'absent') return ABSENT;
  const parts = Object.entries(settings);
  const unread = unreadOf([region, ...parts.map(([, reading]) => reading)]);
  if (unread.length > 0 || region.state === 'unread') return { state: 'unreadable', parts: unread };
  const set = parts.flatMap(([part, reading]) =>
    reading.state === 'present' ? [[part, reading.value] as const] : [],
  );
  return present({
    name,
    region: region.value,
    settings: Object.fromEntries(set) as AdoptedBucket['settings'],
  });
}

export async function readAdoptableRole(
  { target: { name } }: Pick<Tenant, 'target'>,
  { iam }: Pick<Clients, 'iam'>,
  signal?: AbortSignal,
): Promise<AdoptableReading<AdoptedRole>> {
  const found = await readRole(iam, name, signal);
  if (found.state !== 'present') return found;
  const { settings, inlinePolicies, attachedPolicies } = found.value;
  if (settings.state === 'absent') return ABSENT;
  const documents = inlinePolicies.state === 'present' ? [...inlinePolicies.value] : [];
  const parts = unreadOf([settings, inlinePolicies, attachedPolicies, ...documents.map(([, each]) => each)]);
  if (parts.length > 0 || settings.state === 'unread') return { state: 'unreadable', parts };
  const { path, description, trustPolicy, maxSessionDuration, permissionsBoundary, tags } = settings.value;
  return present({
    name,
    path,
    ...(description === '' ? {} : { description }),
    trustPolicy,
    maxSessionDuration,
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
    tags: { ...tags },
    inlinePolicies: Object.fromEntries(
      documents.flatMap(([policy, text]) => (text.state === 'present' ? [[policy, text.value]] : [])),
    ),
    attachedPolicies: attachedPolicies.state === 'present' ? [...attachedPolicies.value.keys()] : [],
  });
}

function unreadOf(readings: readonly Reading<unknown>[]): readonly Unread[] {
  return readings.flatMap((reading) => (reading.state === 'unread' ? [reading] : []));
}
