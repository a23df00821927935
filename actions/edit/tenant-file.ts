/** A tenant's file as text: what a person would have written, with where each value comes from. */
import { basename, dirname } from 'node:path';
import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import { KIT_HOME } from '../../config/kit-home';
import { type TenantFile, tenantSchema } from '../../config/tenant/tenant-schema';
import type { VendorProfile } from '../../config/vendor/vendor';

/** The fields of a tenant's file in the order in which they are written. */
export const TENANT_FIELDS: readonly string[] = Object.keys(tenantSchema.shape);

/** By which an editor finds the schema, from `tenants/`: in the kit's own clone, or where npm has put the package. */
const SCHEMA = isInstalled(KIT_HOME)
  ? `../node_modules/${basename(KIT_HOME)}/config/tenant.schema.json`
  : '../config/tenant.schema.json';

function isInstalled(home: string): boolean {
  return basename(dirname(home)) === 'node_modules';
}

/** Characters of a line with a comment behind its value. */
const LONGEST_LINE = 100;

/** What stands in one line, in brackets. */
const IN_ONE_LINE = new Set(['allow', 'extraActions', 'adopt']);

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
  const document = new Document(fields, { aliasDuplicateObjects: false });
  setInBrackets(document);
  if (vendor) addComments(document, vendor);
  const body = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return { fields, text: `# yaml-language-server: $schema=${SCHEMA}\n${body}` };
}

function setInBrackets(document: Document): void {
  visit(document, {
    Pair(_, { key, value }) {
      if (isScalar(key) && IN_ONE_LINE.has(String(key.value)) && isSeq(value)) value.flow = true;
    },
  });
}

/** Where each value comes from. */
function addComments(document: Document, vendor: VendorProfile): void {
  const { principal, externalId } = vendor;
  if (principal.kind === 'per-tenant') comment(document, 'principal', ` ${principal.foundAt}`);
  else comment(document, 'principal', ` published by ${vendor.name} (facts of ${vendor.checked})`);
  if (externalId.foundAt !== undefined) comment(document, 'externalId', ` ${externalId.foundAt}`);
}

function comment(document: Document, field: string, text: string): void {
  const { contents } = document;
  if (!isMap(contents)) return;
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === field);
  if (!pair) return;
  // Behind the value where there is room for both, else above the field.
  const room = LONGEST_LINE - `${field}: ${isScalar(pair.value) ? pair.value.value : ''} #`.length;
  if (isScalar(pair.value) && text.length <= room) pair.value.comment = text;
  else if (isScalar(pair.key)) pair.key.commentBefore = text;
}
