/** Changes fields of a tenant's file, and keeps its comments. */
import { targetArn, targetKind } from '../../config/tenant/names';
import { UserError } from '../../config/user-error';
import { parseAssignment } from './assignment';
import type { EditReport } from './edit-report';
import { editTenants, isChange, type TenantEdit, writeEdits } from './tenant-edit';

/** `assignments`: `externalId=…`, as they were typed. Throws `UserError`, and then nothing is written. */
export async function setFields(
  project: string,
  name: string,
  assignments: readonly string[],
  dryRun: boolean,
): Promise<readonly EditReport[]> {
  const changes = assignments.map(parseAssignment);
  if (changes.some(({ path }) => path[0] === 'tenant'))
    throw new UserError("a tenant's name cannot be set: it is the file's, the stack's and the state's");
  const edits = editTenants(project, [name], () => changes);
  if (!dryRun) await writeEdits(project, edits);
  return edits.map((edit) => ({ edit, ...consequencesOf(edit) }));
}

function consequencesOf(edit: TenantEdit): Pick<EditReport, 'happens' | 'next'> {
  const { before, after } = edit;
  if (!isChange(edit)) return { happens: ['It says so already.'], next: [] };
  const arn = targetArn(after);
  const happens = ['It takes effect with the deployment.'];
  if (targetArn(before) !== arn)
    happens.push(
      `The target ${targetKind(after)} becomes ${arn}, which ${after.vendor.name} does not know yet: put it into its form. The plan fails until HANDSHAKE_ALLOW_REPLACE=${after.name} allows it.`,
    );
  return { happens, next: [`cdktf diff ${after.name}`, `cdktf deploy ${after.name}`] };
}
