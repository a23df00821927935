/** A tenant's file as text: what a person would have written, with where each value comes from. */
import { basename, dirname } from 'node:path';
import { KIT_HOME } from '../../config/kit-home';
import { type TenantFile, tenantSchema } from '../../config/tenant/tenant-schema';
import type { VendorProfile } from '../../config/vendor/vendor';
import { fieldText } from './field-text';

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
  /** What it says: the fields that a tenant's file may have, in their order. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** `tenant` need not be valid: what is wrong is found when the project is loaded with it. */
export function newTenantFile(tenant: Partial<TenantFile>, vendor: VendorProfile | undefined): NewTenantFile {
  const fields = Object.fromEntries(
    TENANT_FIELDS.flatMap((field) => {
      const value = tenant[field as keyof TenantFile];
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
  const comments = vendor ? commentsOf(vendor) : {};
  const body = Object.entries(fields).map(([field, value]) => fieldText(field, value, comments[field]));
  return { fields, text: `# yaml-language-server: $schema=${SCHEMA}\n${body.join('')}` };
}

/** Where each value comes from. */
function commentsOf(vendor: VendorProfile): Readonly<Record<string, string>> {
  const { principal, externalId } = vendor;
  return {
    principal:
      principal.kind === 'per-tenant'
        ? principal.foundAt
        : `published by ${vendor.name} (facts of ${vendor.checked})`,
    ...(externalId.foundAt === undefined ? {} : { externalId: externalId.foundAt }),
  };
}
