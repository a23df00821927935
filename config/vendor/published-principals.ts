/** Which of a vendor's fixed principals are in use on a day. */
import type { NextPrincipal, VendorPrincipal } from './vendor';

type Fixed = Extract<VendorPrincipal, { kind: 'fixed' }>;

/** Whether the former ones have ended. */
export function haveMoved(next: NextPrincipal | undefined, now: Date): boolean {
  return next?.until !== undefined && now.getTime() > Date.parse(next.until);
}

/** Those that a new file names: the coming ones alone once the former have ended. */
export function publishedPrincipals({ arns, next }: Fixed, now: Date): readonly string[] {
  return next && haveMoved(next, now) ? next.arns : arns;
}
