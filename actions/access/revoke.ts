/** The vendor's way in is taken down; the bucket stays. */
import type { EditReport } from '../edit/edit-report';
import { editTenants, writeEdits } from '../edit/tenant-edit';
import { consequencesOf } from './access-change';

/** `patterns`: names of tenants. Throws `UserError`. */
export async function revokeTenants(
  project: string,
  patterns: readonly string[],
  dryRun: boolean,
): Promise<readonly EditReport[]> {
  const edits = editTenants(project, patterns, ({ access }) =>
    access === 'revoked' ? [] : [{ path: ['access'], value: 'revoked' }],
  );
  if (!dryRun) await writeEdits(project, edits);
  return edits.map((edit) => ({
    edit,
    ...consequencesOf(edit.after, edit.before.access, 'revoked', false),
  }));
}
