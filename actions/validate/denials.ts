/** What the proof found denied, in the few kinds that somebody who approves a tenant asks about. */
import type { Tenant } from '../../config/tenant/tenant';
import type { Judged } from './proof';
import type { Question } from './proof-question';
import { isOverPlainHttp, namesCaller } from './what-the-file-says';

export type Denial =
  | 'anything'
  | 'first-phase'
  | 'old-session'
  | 'external-id'
  | 'strangers'
  | 'other-actions'
  | 'outside-prefixes'
  | 'elsewhere'
  | 'plain-http';

/** Requests of each kind that were denied as they should be. */
export type Denials = ReadonlyMap<Denial, number>;

export function countDenials(tenant: Tenant, judged: Iterable<Judged>): Denials {
  const counts = new Map<Denial, number>();
  for (const { question, denied } of judged) {
    const kind = denied === 0 ? undefined : kindOf(tenant, question);
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + denied);
  }
  return counts;
}

/** Undefined for what is asked to be sure of a policy by itself, and says nothing of a request that somebody makes. */
function kindOf(tenant: Tenant, question: Question): Denial | undefined {
  const { part, caller, target, issued } = question;
  if (part === 'assume') {
    if (tenant.access === 'suspended') return 'anything';
    if (tenant.awaited.length > 0) return 'first-phase';
    return namesCaller(tenant, caller) ? 'external-id' : 'strangers';
  }
  if (part === 'resource-alone') return caller.role === 'session' ? undefined : 'strangers';
  if (part === 'owner') return 'plain-http';
  if (part === 'without-role' || part === 'when-resumed') return undefined;
  if (tenant.access === 'suspended') return 'anything';
  const { revokeSessionsBefore } = tenant;
  const isOld = revokeSessionsBefore !== undefined && issued !== undefined;
  if (isOld && Date.parse(issued) < Date.parse(revokeSessionsBefore)) return 'old-session';
  if (isOverPlainHttp(target)) return 'plain-http';
  if (target.in === 'elsewhere' || target.in === 'role') return 'elsewhere';
  const name = target.key ?? target.listPrefix ?? '';
  const isInside = tenant.grants.some(({ prefix }) => name.startsWith(prefix));
  return target.in === 'key' || isInside ? 'other-actions' : 'outside-prefixes';
}
