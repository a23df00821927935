/** A tenant as a vendor's profile proposes it. */

import { newTenantFile } from '../../../actions/edit/tenant-file';
import type { VendorProfile } from '../../../config/vendor/vendor';
import { externalIdOf, principalOf } from '../../config/proposed-tenants';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';

/** The file's text, with a bucket of its own and every use of the vendor's for which there is a prefix of its own. */
export function proposedTenant(vendor: VendorProfile, bucket: object): string {
  const prefixes = new Set<string>();
  const grants = vendor.uses.flatMap(({ prefix, allow, extraActions }) => {
    if ([...prefixes].some((other) => other.startsWith(prefix) || prefix.startsWith(other))) return [];
    prefixes.add(prefix);
    return [
      { prefix, allow: [...allow], ...(extraActions.length > 0 ? { extraActions: [...extraActions] } : {}) },
    ];
  });
  return newTenantFile(
    {
      tenant: vendor.id,
      customer: 'acme',
      vendor: vendor.id,
      account: ACCOUNT,
      region: REGION,
      principal: [...principalOf(vendor)],
      ...(vendor.externalId.support === 'unsupported'
        ? { acceptNoExternalId: 'the vendor supports none' }
        : { externalId: externalIdOf(vendor, `Acme-${vendor.id}-ID`) }),
      bucket: { name: `acme-${vendor.id}-exchange`, ...bucket },
      grants,
    },
    vendor,
  ).text;
}
