/** A tenant's file as text: what a person would have written, with where each value comes from. */
import { basename, dirname } from 'node:path';
import { KIT_HOME } from '../../config/kit-home';
import { tenantSchema } from '../../config/tenant/tenant-schema';
import type { VendorProfile } from '../../config/vendor/vendor';
import { fieldText } from './field-text';
import type { Fields } from './field-value';

/** The fields of a tenant's file in the order in which they are written. */
export const TENANT_FIELDS: readonly string[] = Object.keys(tenantSchema.shape);

/** By which an editor finds the schema, from `tenants/`: in the kit's own clone, or where npm has put the package. */
const SCHEMA = isInstalled(KIT_HOME)
  ? `../node_modules/${basename(KIT_HOME)}/config/tenant.schema.json`
  : '../config/tenant.schema.json';

function isInstalled(home: string): boolean {
  return basename(dirname(home)) === 'node_modules';
}

/** A tenant's file that is not written yet. */
export interface NewTenantFile {
  /** What it says: the fields that a tenant's file may have, in their order, and behind them those that it may not. */
  readonly fields: Fields;
  readonly text: string;
}

/**
 * `tenant` need not be valid: what is wrong is found when the project is loaded with it. So nothing that it says is left
 * out, a field that no tenant has least of all: whoever misspells `access` wants another access than the default.
 */
export function newTenantFile(tenant: Fields, vendor: VendorProfile | undefined): NewTenantFile {
  const comments = vendor && commentsOf(vendor);
  const fields: Record<string, unknown> = {};
  let body = '';
  for (const field of new Set([...TENANT_FIELDS, ...Object.keys(tenant)])) {
    const value = Object.hasOwn(tenant, field) ? tenant[field] : undefined;
    if (value === undefined) continue;
    fields[field] = value;
    body += fieldText(field, value, comments?.get(field));
  }
  return { fields, text: `# yaml-language-server: $schema=${SCHEMA}\n${body}` };
}

/** Where each value comes from, worked out once for a vendor: its name may stand in ten thousand rows. */
function commentsOf(vendor: VendorProfile): ReadonlyMap<string, string> {
  const comments = COMMENTS.get(vendor) ?? newComments(vendor);
  COMMENTS.set(vendor, comments);
  return comments;
}

const COMMENTS = new WeakMap<VendorProfile, ReadonlyMap<string, string>>();

function newComments({ principal, externalId, name, checked }: VendorProfile): ReadonlyMap<string, string> {
  const published = `published by ${name} (facts of ${checked})`;
  return new Map([
    ['principal', principal.kind === 'per-tenant' ? principal.foundAt : published],
    ...(externalId.foundAt === undefined ? [] : [['externalId', externalId.foundAt] as const]),
  ]);
}
