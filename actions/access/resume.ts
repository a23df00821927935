/** The vendor may come in again; sessions from before may not. */
import type { Tenant } from '../../config/tenant/tenant';
import type { EditReport } from '../edit/edit-report';
import { editTenants, writeEdits } from '../edit/tenant-edit';
import type { FieldChange } from '../edit/yaml-edit';
import { consequencesOf } from './access-change';

/** `patterns`: names of tenants. `now`: sessions that began earlier stay refused. Throws `UserError`. */
export async function resumeTenants(
  project: string,
  patterns: readonly string[],
  { dryRun, now }: { readonly dryRun: boolean; readonly now: Date },
): Promise<readonly EditReport[]> {
  const edits = editTenants(project, patterns, (tenant) => resumed(tenant, now));
  if (!dryRun) await writeEdits(project, edits);
  return edits.map((edit) => ({
    edit,
    ...consequencesOf(edit.after, edit.before.access, 'active', false),
  }));
}

/** Sessions of a revoked role ended with it, so only those of a suspended one are held back. A key has no sessions. */
function resumed({ access, credentials }: Tenant, now: Date): readonly FieldChange[] {
  if (access === 'active') return [];
  const before = `${now.toISOString().slice(0, 19)}Z`;
  return [
    { path: ['access'], value: 'active' },
    ...(access === 'suspended' && credentials === 'role'
      ? [{ path: ['revokeSessionsBefore'], value: before }]
      : []),
  ];
}
