/** The same as `access-change.ts` says of roles, for a vendor that comes with an access key. */
import type { AccessState, Tenant } from '../../config/tenant/tenant';
import type { Consequences } from '../edit/consequences';

/** `from` and `to` differ, or what is to happen happens at once. */
export function consequencesForKeys(
  { name, vendor }: Tenant,
  from: AccessState,
  to: AccessState,
  now: boolean,
): Consequences {
  const deploy = `cdktf deploy ${name}`;
  switch (to) {
    case 'suspended':
      return now
        ? {
            happens: [
              "The user's keys are refused everything. IAM takes some seconds to know it everywhere.",
              'Keys, bucket, objects and access point stay as they are.',
            ],
            next: [
              `cdktf diff ${name}    # finds nothing to do`,
              `s3-handshake resume ${name}    # lets the same keys in again`,
              `s3-handshake keys revoke ${name}    # deletes them`,
            ],
          }
        : {
            happens: [
              "With the deployment, the user's keys are refused everything. Keys, bucket, objects and access point stay as they are.",
              `Until then ${vendor.name} works on. To refuse it now: s3-handshake suspend ${name} --now`,
            ],
            next: [deploy],
          };
    case 'revoked':
      return {
        happens: [
          'With the deployment, the user, its keys, its policies and the access point go.',
          'The bucket, its objects and what protects them stay.',
        ],
        next: [deploy],
      };
    case 'active':
      return from === 'revoked'
        ? {
            happens: [
              'With the deployment, user, policies and access point are made again, by the same names. The old keys are gone.',
            ],
            next: [deploy, `s3-handshake keys create ${name}`, `s3-handshake handover ${name}`],
          }
        : {
            happens: [
              'With the deployment, the keys that there were work again: a key does not end by itself.',
              `Where one may have come into other hands: s3-handshake keys rotate ${name}`,
            ],
            next: [deploy],
          };
  }
}
