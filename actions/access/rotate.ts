/** Another external ID, with no moment in which neither works. */
import type { EditReport } from '../edit/edit-report';
import { editTenants, writeEdits } from '../edit/tenant-edit';
import { consequencesOfRotation, externalIdsAfter, type RotationStep } from './external-id-rotation';

/** `name`: of one tenant, since each has an ID and a vendor's screen of its own. Throws `UserError`. */
export async function rotateExternalId(
  project: string,
  name: string,
  step: RotationStep,
  dryRun: boolean,
): Promise<readonly EditReport[]> {
  const edits = editTenants(project, [name], (tenant) => {
    const ids = externalIdsAfter(tenant, step);
    return [{ path: ['externalId'], value: ids.length === 1 ? ids[0] : ids }];
  });
  if (!dryRun) await writeEdits(project, edits);
  return edits.map((edit) => ({ edit, ...consequencesOfRotation(edit.after, step) }));
}
