/** All that a tenant's first deployment would take away, and what of it stands in the deployment's way. */
import { type Adoption, adoptionFile } from '../../config/adoption/adoption';
import type { Adoptable, Tenant } from '../../config/tenant/tenant';
import { bucketLosses } from './bucket-losses';
import type { Loss } from './loss';
import { roleLosses } from './role-losses';

/** Of a revoked tenant no role is deployed, and so none is taken over. */
export function adopts(tenant: Tenant): readonly Adoptable[] {
  return tenant.adopt.filter((what) => what === 'bucket' || tenant.access !== 'revoked');
}

/** `sharers`: the other tenants on the bucket that `tenant` takes over. */
export function adoptionLosses(
  tenant: Tenant,
  sharers: readonly Tenant[],
  { bucket, role }: Omit<Adoption, 'approved'>,
): readonly Loss[] {
  const what = adopts(tenant);
  return [
    ...(bucket && what.includes('bucket') ? bucketLosses(tenant, sharers, bucket) : []),
    ...(role && what.includes('role') ? roleLosses(tenant, role) : []),
  ];
}

/** Those that nobody has approved. `allowed`: whether all that can be approved is, by HANDSHAKE_ALLOW_LOSS. */
export function unapproved(
  losses: readonly Loss[],
  approved: readonly string[],
  allowed = false,
): readonly Loss[] {
  return losses.filter(({ id, canBeApproved }) => !canBeApproved || !(allowed || approved.includes(id)));
}

/**
 * Why the tenant must not be deployed, line by line; undefined where it may be. `adoption`: undefined where nobody has
 * looked at what is there.
 */
export function adoptionRefusal(
  tenant: Tenant,
  sharers: readonly Tenant[],
  adoption: Adoption | undefined,
  allowed: boolean,
): string | undefined {
  const { name } = tenant;
  const unknown = adopts(tenant).filter((what) => adoption?.[what]?.name !== nameOf(tenant, what));
  if (unknown.length > 0)
    return `${name} takes over the ${unknown.map((what) => `${what} ${nameOf(tenant, what)}`).join(' and the ')}, and ${adoptionFile(name)} does not say what is there. Run s3-handshake adopt ${name} --record: it tells what the deployment would overwrite.`;
  const losses = unapproved(
    adoption ? adoptionLosses(tenant, sharers, adoption) : [],
    adoption?.approved ?? [],
    allowed,
  );
  if (losses.length === 0) return undefined;
  return [
    `What ${name} takes over would lose this:`,
    ...losses.map(({ message, remediation }) => `- ${message} (${remediation})`),
    ...(losses.some(({ canBeApproved }) => canBeApproved)
      ? [
          `To approve it, run HANDSHAKE_ALLOW_LOSS=${name} s3-handshake adopt ${name} --record, and deploy again.`,
        ]
      : []),
  ].join('\n');
}

function nameOf({ bucket, target }: Tenant, what: Adoptable): string {
  return what === 'bucket' ? bucket.name : target.name;
}
