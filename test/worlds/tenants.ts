/** Tenants with everything that a policy can depend on, side by side on few buckets. */
import type { Project } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { aTenant, ROOT, vendor } from '../a-tenant';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** A vendor that asks for all that any vendor asks for. */
const DEMANDING = {
  ...vendor('custom'),
  id: 'demanding',
  name: 'Demanding',
  trustActions: ['sts:TagSession'],
  selfAssume: true,
  bucketWideActions: ['s3:ListBucketMultipartUploads'],
  aclHeader: { says: 'it sends one with each object', source: 'its pages' },
};

const AMPERITY = ['arn:aws:iam::999988887777:role/prod/amperity-plugin'];

export const TENANTS: readonly Tenant[] = [
  aTenant({
    name: 'trusting',
    vendor: DEMANDING,
    vendorPrincipals: ['arn:aws:iam::999988887777:role/prod/loader', 'arn:aws:iam::999988887777:user/robot'],
    externalIds: ['Old-External-Id', 'New-External-Id'],
    grants: [{ prefix: 'out/', allow: ['put'], extraActions: [] }],
    bucket: { name: 'acme-trusting', existing: true, aclsDisabled: true },
    verifier: { principal: 'arn:aws:iam::111122223333:role/ci' },
    target: { name: 'trusting' },
  }),
  aTenant({
    name: 'pointed',
    vendor: { ...DEMANDING, trustActions: [], selfAssume: false },
    vendorPrincipals: AMPERITY,
    externalIds: ['External-Id'],
    grants: [
      { prefix: 'in/daily/', allow: ['get', 'list'], extraActions: ['s3:GetObjectTagging'] },
      { prefix: 'out/', allow: ['get', 'put', 'list', 'delete'], extraActions: [] },
    ],
    bucket: { name: 'acme-exchange', kmsKeyArn: KEY },
    accessPoint: { name: 'acme-point' },
    target: { name: 'pointed' },
  }),
  aTenant({
    name: 'sharer',
    vendor: vendor('channelmix'),
    vendorPrincipals: ['arn:aws:iam::031871504755:root'],
    externalIds: [],
    acceptNoExternalId: 'ChannelMix supports none',
    grants: [{ prefix: 'reports/', allow: ['put', 'list'], extraActions: [] }],
    bucket: { name: 'acme-exchange', existing: true, kmsKeyArn: KEY },
    accessPoint: { name: 'acme-reports' },
    target: { name: 'sharer' },
  }),
  aTenant({
    name: 'whole',
    vendorPrincipals: AMPERITY,
    grants: [{ prefix: '', allow: ['get', 'list'], extraActions: [] }],
    externalIds: ['Whole-Bucket'],
    bucket: { name: 'acme-whole' },
    target: { name: 'whole' },
  }),
  aTenant({
    name: 'suspended',
    externalIds: ['External-Id'],
    access: 'suspended',
    bucket: { name: 'acme-suspended', kmsKeyArn: KEY },
    target: { name: 'suspended' },
  }),
  aTenant({
    name: 'resumed',
    externalIds: ['External-Id'],
    revokeSessionsBefore: '2026-11-23T18:00:00Z',
    bucket: { name: 'acme-resumed' },
    target: { name: 'resumed' },
  }),
  aTenant({
    name: 'awaiting',
    vendor: { ...DEMANDING, bucketWideActions: [] },
    externalIds: [],
    awaited: ['externalId'],
    bucket: { name: 'acme-awaiting' },
    target: { name: 'awaiting' },
  }),
  aTenant({
    name: 'keyed',
    vendor: vendor('channelmix'),
    credentials: 'access-key',
    vendorPrincipals: [],
    externalIds: [],
    grants: [{ prefix: 'reports/', allow: ['get', 'put', 'list'], extraActions: [] }],
    bucket: { name: 'acme-keyed', kmsKeyArn: KEY },
    accessPoint: { name: 'acme-keyed' },
    target: { name: 'keyed' },
  }),
  aTenant({
    name: 'revoked',
    access: 'revoked',
    bucket: { name: 'acme-revoked' },
    accessPoint: { name: 'acme-revoked' },
    target: { name: 'revoked' },
  }),
];

/** The other tenants on a tenant's bucket. */
export function othersOf(tenant: Tenant): readonly Tenant[] {
  return TENANTS.filter((other) => other !== tenant && other.bucket.name === tenant.bucket.name);
}

/** A project of these tenants. */
export function projectOf(tenants: readonly Tenant[]): Project {
  return {
    root: ROOT,
    fleet: { state: { kind: 'local' } } as Project['fleet'],
    vendors: new Map(),
    tenants,
    tenantNames: tenants.map(({ name }) => name),
    problems: [],
    notices: [],
    locate: (name) => ({ file: `tenants/${name}.yaml`, line: 1, column: 1 }),
  };
}
