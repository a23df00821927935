/** Synthesised stacks of every form that a tenant has, for those who look at what stands in them. */
import { Testing } from 'cdktf';
import type { Tenant } from '../../config/tenant/tenant';
import { TenantStack } from '../../stacks/tenant-stack';
import { aTenant, vendor } from '../a-tenant';
import { type Resources, withPolicies } from './stack-path';

/** Resources by type; those of data sources behind `data.`. */
export type CheckedStack = Readonly<Record<string, Resources>>;

const point = { accessPoint: { name: 'acme-point' } };

/** What only some tenants have, and only where their file says so. */
const opened = aTenant({
  ...point,
  externalIds: ['01234567890123456789', '98765432109876543210'],
  grants: [{ prefix: 'in/', allow: ['get', 'put', 'list', 'delete'], extraActions: ['s3:PutObjectTagging'] }],
  bucket: {
    kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000',
    logging: { bucket: 'acme-logs', prefix: 'exchange/' },
  },
  verifier: { principal: 'arn:aws:iam::111122223333:role/ci' },
});

/** A vendor that asks for all that any vendor asks for. */
const demanding = aTenant({
  ...point,
  vendor: { ...vendor('databricks'), trustActions: ['sts:TagSession'] },
  vendorPrincipals: ['arn:aws:iam::414351767826:role/unity-catalog-prod-UCMasterRole-14S5ZJVKOTYTL'],
});

const withoutExternalId = aTenant({
  vendor: vendor('channelmix'),
  vendorPrincipals: ['arn:aws:iam::031871504755:root'],
  externalIds: [],
  acceptNoExternalId: 'ChannelMix supports none',
});

const sharer = aTenant({
  name: 'acme-sharer',
  bucket: { existing: true },
  accessPoint: { name: 'sharers-point' },
  target: { name: 'sharer' },
});

function stackOf(tenant: Tenant, sharers: readonly Tenant[] = []): CheckedStack {
  const stack = new TenantStack(Testing.app(), tenant.name, { tenant, sharers, state: { kind: 'local' } });
  const { resource = {}, data = {} } = JSON.parse(Testing.synth(stack, true));
  const sources = Object.entries(data).map(([type, all]) => [`data.${type}`, all]);
  return withPolicies({ ...resource, ...Object.fromEntries(sources) }) as unknown as CheckedStack;
}

export const STACKS: Readonly<Record<string, CheckedStack>> = {
  plain: stackOf(aTenant()),
  opened: stackOf(opened),
  demanding: stackOf(demanding),
  'without-external-id': stackOf(withoutExternalId),
  shared: stackOf(aTenant(point), [sharer]),
  'on-existing-bucket': stackOf(sharer),
  suspended: stackOf(aTenant({ access: 'suspended', revokeSessionsBefore: '2026-03-01T00:00:00Z' })),
  revoked: stackOf(aTenant({ access: 'revoked' })),
};
