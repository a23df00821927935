/** What comes of a change of `access`, in words, for each of the states that a tenant can come from. */
import { targetKind } from '../../config/tenant/names';
import type { AccessState, Tenant } from '../../config/tenant/tenant';
import type { Consequences } from '../edit/consequences';
import { consequencesForKeys } from './access-change-keys';
import { inWords, longestSession } from './session-life';

/** `now`: the Deny is put on the role at once. */
export function consequencesOf(
  tenant: Tenant,
  from: AccessState,
  to: AccessState,
  now: boolean,
): Consequences {
  const deploy = [`cdktf deploy ${tenant.name}`];
  if (from === to && !now) return { happens: [`It is ${to} already.`], next: [] };
  if (targetKind(tenant) === 'user') return consequencesForKeys(tenant, from, to, now);
  switch (to) {
    case 'suspended':
      return now
        ? {
            happens: [
              'Sessions that live are refused everything, and nobody may assume the role. IAM takes some seconds to know it everywhere.',
              'Bucket, objects and access point stay as they are.',
            ],
            next: [
              `cdktf diff ${tenant.name}    # finds nothing to do`,
              `s3-handshake resume ${tenant.name}    # lets the vendor in again`,
            ],
          }
        : {
            happens: [
              'With the deployment, sessions that live are refused everything, and nobody may assume the role. Bucket, objects and access point stay as they are.',
              `Until then ${tenant.vendor.name} works on. To refuse it now: s3-handshake suspend ${tenant.name} --now`,
            ],
            next: deploy,
          };
    case 'revoked':
      return {
        happens: [
          `With the deployment, the role, its policies and the access point go. Sessions of it, which could live up to ${inWords(longestSession(tenant))}, end with it.`,
          'The bucket, its objects and what protects them stay.',
          'A role that is made again by resume has the same ARN and is another role for AWS: policies elsewhere that name it must be written again.',
        ],
        next: deploy,
      };
    case 'active':
      return from === 'revoked'
        ? {
            happens: [
              'With the deployment, role, policies and access point are made again, by the same names.',
            ],
            next: [...deploy, `s3-handshake handover ${tenant.name}`],
          }
        : {
            happens: [
              `With the deployment, ${tenant.vendor.name} may assume the role again.`,
              `Sessions that began before ${tenant.revokeSessionsBefore ?? 'the suspension'} stay refused; the last of them ends ${inWords(longestSession(tenant))} later.`,
            ],
            next: deploy,
          };
  }
}
