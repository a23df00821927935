/** `docs/tenant-file.md`: every field of a tenant's file, from the schema by which files are read. */
import { tenantSchema } from '../config/tenant/tenant-schema';
import { fieldTable } from './field-table';

export function tenantFilePage(): string {
  return [
    '<!-- made by npm run schema -->',
    "# The fields of a tenant's file",
    '',
    "`tenants/<tenant>.yaml`; `config/tenant.schema.json` is the same for editors. A vendor's profile narrows what may be said.",
    '',
    fieldTable(tenantSchema),
  ].join('\n');
}
