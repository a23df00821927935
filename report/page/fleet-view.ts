/** What a page of a fleet shows: plain data, which the page carries as JSON, so that programs can read it too. */
import type { Tenant } from '../../config/tenant/tenant';
import type { Severity } from '../finding';
import type { Picture } from '../picture/picture';

export type State = 'ok' | 'finding' | 'inconclusive';

export interface Note {
  /** Whose it is: one of the sources, or `exception`. */
  readonly source: string;
  readonly level: Severity | 'inconclusive';
  /** A sentence without its full stop. */
  readonly text: string;
  /** What to do about it; empty where there is nothing. */
  readonly remediation: string;
}

export interface FleetTable {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface FleetTenant {
  readonly name: string;
  readonly vendor: string;
  readonly customer: string;
  readonly account: string;
  /** `active`, `suspended`, `revoked`. */
  readonly access: string;
  /** By source; absent where a source does not know the tenant. */
  readonly states: Readonly<Record<string, State>>;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly notes: readonly Note[];
  readonly tables: readonly FleetTable[];
  readonly picture?: Picture;
}

export interface Fleet {
  readonly title: string;
  /** ISO 8601 in UTC. */
  readonly madeAt: string;
  /** What must be known of the page as a whole, a sentence each. */
  readonly says: readonly string[];
  /** What each tenant was asked about, a column each: `verification`, `drift`, `proof`. */
  readonly sources: readonly string[];
  readonly tenants: readonly FleetTenant[];
}

/** What of a tenant's file heads its row. */
export function headOf({
  name,
  vendor,
  customer,
  account,
  access,
}: Tenant): Pick<FleetTenant, 'name' | 'vendor' | 'customer' | 'account' | 'access'> {
  return { name, vendor: vendor.name, customer, account, access };
}

/** What is other than it should be, and is accepted. */
export function exception(text: string): Note {
  return { source: 'exception', level: 'note', text, remediation: '' };
}

/** What could not be told. */
export function doubt(source: string, text: string): Note {
  return { source, level: 'inconclusive', text, remediation: '' };
}

/** What a tenant is as a whole: what could not be told beats a finding, as exit codes do; undefined where nobody asked. */
export function stateOf({ states }: Pick<FleetTenant, 'states'>): State | undefined {
  const all = Object.values(states);
  if (all.includes('inconclusive')) return 'inconclusive';
  if (all.includes('finding')) return 'finding';
  return all.length > 0 ? 'ok' : undefined;
}
