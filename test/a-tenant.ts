/** Tenants for tests: a plain one that a test changes in what it is about. */
import { join } from 'node:path';
import type { Tenant } from '../config/tenant/tenant';
import { catalogueOf } from '../config/vendor/catalogue';
import type { VendorProfile } from '../config/vendor/vendor';
import { vendorShelf } from '../config/vendor/vendor-shelf';

export const ROOT = join(__dirname, '..');

/** Read when a test asks for them: to read all takes longer than the tests of most suites. */
const vendors = new Map<string, VendorProfile>();

/** A profile of the catalogue. */
export function vendor(id: string): VendorProfile {
  const known = vendors.get(id);
  if (known) return known;
  const profile = vendorShelf(ROOT, catalogueOf(ROOT), [id], new Date()).profiles.get(id);
  if (!profile) throw new Error(`vendors/${id}.yaml is not there, or has problems`);
  vendors.set(id, profile);
  return profile;
}

/** What a test says of a tenant; the parts of `bucket` and `target` that it leaves out stay as they are. */
export type TenantChange = Partial<Omit<Tenant, 'bucket' | 'target' | 'vendor'>> & {
  readonly bucket?: Partial<Tenant['bucket']>;
  readonly target?: Partial<Tenant['target']>;
  readonly vendor?: VendorProfile;
};

/** One whose vendor comes with an access key. */
export function aKeyTenant(change: TenantChange = {}): Tenant {
  return aTenant({
    vendor: vendor('channelmix'),
    credentials: 'access-key',
    vendorPrincipals: [],
    externalIds: [],
    ...change,
  });
}

export function aTenant({ bucket, target: role, ...change }: TenantChange = {}): Tenant {
  return {
    name: 'acme-prod',
    file: 'tenants/acme-prod.yaml',
    customer: 'acme',
    vendor: vendor('amperity'),
    account: '111122223333',
    partition: 'aws',
    region: 'us-east-1',
    credentials: 'role',
    vendorPrincipals: ['arn:aws:iam::999988887777:role/prod/amperity-plugin'],
    externalIds: ['01234567890123456789'],
    grants: [
      { prefix: 'to-amperity/', allow: ['get', 'list'], extraActions: [] },
      { prefix: 'from-amperity/', allow: ['get', 'put', 'list', 'delete'], extraActions: [] },
    ],
    awaited: [],
    access: 'active',
    adopt: [],
    tags: { owner: 'data-platform' },
    ...change,
    bucket: {
      name: 'acme-exchange',
      existing: false,
      noncurrentVersionDays: 30,
      preventDestroy: true,
      forceDestroy: false,
      ...bucket,
    },
    target: { name: 's3-handshake-acme-prod', path: '/vendors/', maxSessionDuration: 3600, ...role },
  };
}
