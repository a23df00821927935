/** What pages note of tenants, from the lists that reports hold. */
import { doubt, exception, type Note } from './fleet-view';

export interface TenantNote {
  readonly tenant: string;
  readonly note: Note;
}

/** What could not be read; `right` is empty where already the account could not be entered. */
interface UnreadPart {
  readonly tenant: string;
  readonly right: string;
  readonly message: string;
}

/** An entry of the ignore list; its address begins with the tenant: `acme-prod/bucket`. */
interface AcceptedDifference {
  readonly address: string;
  readonly attribute: string;
  readonly reason: string;
  /** The last day, `2026-12-31`. */
  readonly until: string;
}

/** In one pass, each tenant's in the order in which they come: a fleet has thousands. */
export function notesByTenant(all: Iterable<TenantNote>): ReadonlyMap<string, readonly Note[]> {
  const notes = new Map<string, Note[]>();
  for (const { tenant, note } of all) {
    const known = notes.get(tenant);
    if (known) known.push(note);
    else notes.set(tenant, [note]);
  }
  return notes;
}

export function unreadNote(source: string, { tenant, right, message }: UnreadPart): TenantNote {
  return { tenant, note: doubt(source, right === '' ? message : `${right}: ${message}`) };
}

export function acceptedNote({ address, attribute, reason, until }: AcceptedDifference): TenantNote {
  const [tenant = ''] = address.split('/');
  return { tenant, note: exception(`${address} ${attribute} may differ until ${until}: ${reason}`) };
}
