/** How long a session that the vendor has lives on, whatever happens to the trust policy. */

import type { Tenant } from '../../config/tenant/tenant';
import { parsePrincipal } from '../../config/values/principal';

/** AWS ends chained sessions after an hour. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html */
const CHAINED_SECONDS = 3600;

/** Seconds. A vendor that is a role itself chains roles; of an account's root nobody knows what it is. */
export function longestSession({
  vendorPrincipals,
  target: role,
}: Pick<Tenant, 'vendorPrincipals' | 'target'>): number {
  const chained =
    vendorPrincipals.length > 0 && vendorPrincipals.every((arn) => parsePrincipal(arn)?.form === 'role');
  return chained ? Math.min(CHAINED_SECONDS, role.maxSessionDuration) : role.maxSessionDuration;
}

/** `1 hour`, `90 minutes`. */
export function inWords(seconds: number): string {
  const [count, unit] = seconds % 3600 === 0 ? [seconds / 3600, 'hour'] : [Math.ceil(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
