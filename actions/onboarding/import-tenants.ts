/** Many tenants' files from a table: all rows become files, or none. */
import { join } from 'node:path';
import { pathOf, TENANTS } from '../../config/fleet/project-files';
import { catalogueOf } from '../../config/vendor/catalogue';
import { vendorShelf } from '../../config/vendor/vendor-shelf';
import { writeTogether } from '../edit/write-tenants';
import { type Import, judgeImport, proposeImport } from './import-table';
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
  const proposal = proposeImport(project, rows, profiles);
  const judged = late(() => judgeImport(project, proposal));
  const isSound = () => {
    const { problems, otherProblems } = judged();
    return problems.length + otherProblems.length === 0;
  };
  const files = [...proposal.files].map(([name, { text }]) => ({
    path: join(project, pathOf(TENANTS, name)),
    before: undefined,
    after: text,
  }));
  const mayBeWritten = !dryRun && proposal.problems.length === 0;
  const isWritten = mayBeWritten && (await writeTogether(project, files, isSound));
  return { plan: judged(), isSound: isSound(), isWritten };
}

/** Made when it is first asked for, and once. */
function late<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
