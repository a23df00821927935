/** A change to tenants' files: worked out, judged with the whole project, shown, and only then written. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProject, selectTenants } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { formatProblem } from '../../config/yaml/problem';
import { parseYaml } from '../../config/yaml/yaml-file';
import { judgeCandidates } from './candidate-project';
import { type Fields, withField } from './field-value';
import { TENANT_FIELDS } from './tenant-file';
import { writeTogether } from './write-tenants';
import { editYaml, type FieldChange } from './yaml-edit';

export interface TenantEdit {
  readonly before: Tenant;
  /** The tenant as its file will say. */
  readonly after: Tenant;
  /** The file's text now, and as it will be. The same where nothing changes. */
  readonly text: { readonly before: string; readonly after: string };
  /** What is worth knowing of the file as it will be. */
  readonly notices: readonly string[];
}

/**
 * `change` says what is to be changed in a tenant's file. Throws `UserError` for tenants that are not there or broken,
 * and with all that would be wrong afterwards.
 */
export function editTenants(
  root: string,
  patterns: readonly string[],
  change: (tenant: Tenant) => readonly FieldChange[],
): readonly TenantEdit[] {
  const selected = selectTenants(loadProject(root, { tenants: patterns }), patterns);
  const edits = selected.map((before) => {
    const text = readFileSync(join(root, before.file), 'utf8');
    const changes = change(before);
    mustLead(changes, parseYaml(before.file, text).fields ?? {});
    return { before, text: { before: text, after: editYaml(text, changes, TENANT_FIELDS) } };
  });
  const files = new Map(edits.map(({ before, text }) => [before.name, parseYaml(before.file, text.after)]));
  const { tenants, problems, notices } = judgeCandidates(root, files);
  if (problems.length > 0)
    throw new UserError(
      ['nothing is written, because the files would then be invalid:', ...problems.map(formatProblem)].join(
        '\n',
      ),
    );
  return edits.map((edit) => {
    const after = tenants.find(({ name }) => name === edit.before.name);
    if (!after) throw new Error(`${edit.before.name} was lost by its own edit`);
    const own = notices.filter(({ file }) => file === after.file);
    return { ...edit, after, notices: own.map(formatProblem) };
  });
}

/** Throws `UserError` for a change whose path does not lead to a field. */
function mustLead(changes: readonly FieldChange[], fields: Fields): void {
  changes.reduce((now, { path, value }) => withField(now, path, value), fields);
}

export function isChange({ text }: TenantEdit): boolean {
  return text.before !== text.after;
}

export async function writeEdits(root: string, edits: readonly TenantEdit[]): Promise<void> {
  const changes = edits.filter(isChange);
  await writeTogether(
    root,
    changes.map(({ before, text }) => ({ path: join(root, before.file), ...text })),
  );
}
