/** Nothing more for the vendor, and nothing else changes. */
import { settingsFor } from '../../aws/customer-account';
import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { EditReport } from '../edit/edit-report';
import { editTenants, writeEdits } from '../edit/tenant-edit';
import type { FieldChange } from '../edit/yaml-edit';
import { consequencesOf } from './access-change';
import { denyAtOnce } from './deny-at-once';

export interface SuspendOptions {
  /** Also put the Deny on the role or user now. */
  readonly atOnce: boolean;
  readonly profile: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Nothing is written, and nothing is done at AWS. */
  readonly dryRun: boolean;
}

/** `patterns`: names of tenants. Throws `UserError` where one of them cannot be suspended; then none is. */
export async function suspendTenants(
  project: string,
  patterns: readonly string[],
  options: SuspendOptions,
): Promise<readonly EditReport[]> {
  const edits = editTenants(project, patterns, suspended);
  if (!options.dryRun) writeEdits(project, edits);
  const reports: EditReport[] = [];
  for (const edit of edits) {
    const atOnce = options.atOnce && !options.dryRun ? await denied(edit.after, options) : undefined;
    // Where the Deny could not be put there, what happens is what happens without it.
    const isNow = atOnce?.done ?? options.atOnce;
    reports.push({
      edit,
      ...consequencesOf(edit.after, edit.before.access, 'suspended', isNow),
      ...(atOnce ? { atOnce } : {}),
    });
  }
  return reports;
}

function suspended({ access, file, name }: Tenant): readonly FieldChange[] {
  if (access === 'revoked')
    throw new UserError(`${file}: the access of ${name} is revoked already, which is more than suspended`);
  return access === 'suspended' ? [] : [{ path: ['access'], value: 'suspended' }];
}

/** One tenant whose account cannot be entered must not keep the others' vendors in. */
async function denied(
  tenant: Tenant,
  { env, profile }: SuspendOptions,
): Promise<NonNullable<EditReport['atOnce']>> {
  const target = `${targetKind(tenant)} ${tenant.target.name}`;
  try {
    const result = await denyAtOnce(tenant, settingsFor(tenant.region, tenant.deployRole, env, profile));
    return result.done
      ? { done: true, says: `The Deny is on the ${target}.` }
      : { done: true, says: `There is no ${target} in the account: nothing could get in.` };
  } catch (error) {
    return {
      done: false,
      says: `Not at once: ${(error as Error).message}. The file is written; the next deployment puts the Deny there.`,
    };
  }
}
