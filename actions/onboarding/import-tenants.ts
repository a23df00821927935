/** Many tenants' files from a table: all rows become files, or none. */
import { join } from 'node:path';
import { pathOf, TENANTS } from '../../config/fleet/project-files';
import { catalogueOf } from '../../config/vendor/catalogue';
import { vendorShelf } from '../../config/vendor/vendor-shelf';
import { writeTogether } from '../edit/write-tenants';
import { type Import, planImport } from './import-table';
import { readTable, type TableFile } from './table-file';

export interface ImportedTenants {
  readonly plan: Import;
  /** Whether no row and no other file has a problem. */
  readonly isSound: boolean;
  readonly isWritten: boolean;
}

/** Throws `UserError` where `table` is none. */
export async function importTenants(
  project: string,
  table: TableFile,
  dryRun: boolean,
): Promise<ImportedTenants> {
  const rows = await readTable(table);
  const named = rows.rows.map(({ fields }) => String(fields.vendor));
  const { profiles } = vendorShelf(project, catalogueOf(project), named, new Date());
  const plan = planImport(project, rows, profiles);
  const isSound = plan.problems.length + plan.otherProblems.length === 0;
  const isWritten = isSound && !dryRun;
  const files = [...plan.texts].map(([name, after]) => ({
    path: join(project, pathOf(TENANTS, name)),
    before: undefined,
    after,
  }));
  if (isWritten) await writeTogether(project, files);
  return { plan, isSound, isWritten };
}
