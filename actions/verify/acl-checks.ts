/** Of a vendor that sends an ACL with what it puts: that one is taken, and no other. Through one door. */
import { OWNER_ACL, ownerAclGrants } from '../../config/tenant/owner-acl';
import type { Grant, Tenant } from '../../config/tenant/tenant';
import type { Check, Door } from './check';
import { doorPrefix, doorWords } from './doors';
import { below, placeLabel } from './probe-places';

/** Gives nothing to anybody but the bucket's owner, so that no harm is done where it is taken against expectation. */
const ANOTHER_ACL = 'bucket-owner-read';

export function aclChecks(tenant: Tenant, door: Door): readonly Check[] {
  return ownerAclGrants(tenant).flatMap((grant) => [
    check(door, grant, 'put-with-acl', OWNER_ACL, tenant.access === 'active' ? 'allowed' : 'denied'),
    check(door, grant, 'deny.put-with-other-acl', ANOTHER_ACL, 'denied'),
  ]);
}

/** What the tenant's file says of a bucket that others make, on which the right to send an ACL rests. */
export function ownershipChecks(tenant: Tenant): readonly Check[] {
  if (!tenant.bucket.existing || ownerAclGrants(tenant).length === 0) return [];
  return [
    {
      id: 'bucket.acls-disabled',
      says: 'ACLs are disabled on the bucket, as the file says',
      expected: 'allowed',
      ask: { kind: 'ownership' },
    },
  ];
}

function check(door: Door, { prefix }: Grant, id: string, acl: string, expected: Check['expected']): Check {
  const place = { prefix };
  return {
    id: `${doorPrefix(door)}${id}.${placeLabel(place)}`,
    says: `put an object with the ACL ${acl} ${below(place)}${doorWords(door)}`,
    expected,
    ask: { kind: 'put-with-acl', acl, door, place },
  };
}
