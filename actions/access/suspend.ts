/** Nothing more for the vendor, and nothing else changes. */
import { settingsFor } from '../../aws/customer-account';
import { graceAfter } from '../../aws/grace';
import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { Consequences } from '../edit/consequences';
import type { EditReport } from '../edit/edit-report';
import { editTenants, type TenantEdit, writeEdits } from '../edit/tenant-edit';
import type { FieldChange } from '../edit/yaml-edit';
import { type ActionHost, isInterrupted } from '../host';
import { consequencesOf } from './access-change';
import { denyAtOnce } from './deny-at-once';

export interface SuspendOptions {
  /** Also put the Deny on the role or user now. */
  readonly atOnce: boolean;
  readonly profile: string | undefined;
  /** Nothing is written, and nothing is done at AWS. */
  readonly dryRun: boolean;
}

/** `patterns`: names of tenants. Throws `UserError` where one of them cannot be suspended; then none is. */
export async function suspendTenants(
  project: string,
  patterns: readonly string[],
  options: SuspendOptions,
  host: ActionHost,
): Promise<readonly EditReport[]> {
  const edits = editTenants(project, patterns, suspended);
  if (!options.dryRun) await writeEdits(project, edits);
  const reports: EditReport[] = [];
  for (const edit of edits) {
    const tried =
      options.atOnce && !options.dryRun ? await denied(edit.after, options.profile, host) : undefined;
    reports.push({
      edit,
      ...comesOf(edit, tried?.state ?? (options.atOnce ? 'there' : 'unknown')),
      ...(tried ? { atOnce: tried.atOnce } : {}),
    });
  }
  return reports;
}

function suspended({ access, file, name }: Tenant): readonly FieldChange[] {
  if (access === 'revoked')
    throw new UserError(`${file}: the access of ${name} is revoked already, which is more than suspended`);
  return access === 'suspended' ? [] : [{ path: ['access'], value: 'suspended' }];
}

/** Of the Deny: `no target` where there is no role or user on which it could be. */
type DenyState = 'there' | 'no target' | 'unknown';

/** What came of putting the Deny there. */
interface Tried {
  readonly state: DenyState;
  readonly atOnce: NonNullable<EditReport['atOnce']>;
}

function comesOf({ before, after }: TenantEdit, state: DenyState): Consequences {
  if (state === 'no target')
    return {
      happens: [`A deployment makes the ${targetKind(after)}, with the Deny on it.`],
      next: [`cdktf deploy ${after.name}`],
    };
  // Where it is not known to be there, what happens is what happens without it.
  return consequencesOf(after, before.access, 'suspended', state === 'there');
}

/** One tenant whose account cannot be entered must not keep the others' vendors in. */
async function denied(
  tenant: Tenant,
  profile: string | undefined,
  { env, signal }: ActionHost,
): Promise<Tried> {
  const target = `${targetKind(tenant)} ${tenant.target.name}`;
  try {
    signal.throwIfAborted();
    // What is sent gets its answer, also where the work is interrupted: a Deny that is half there is to be told.
    const host = { env, signal: graceAfter(signal) };
    const result = await denyAtOnce(tenant, settingsFor(tenant.region, tenant.deployRole, host, profile));
    return result.done
      ? { state: 'there', atOnce: { done: true, says: `The Deny is on the ${target}.` } }
      : {
          state: 'no target',
          atOnce: { done: true, says: `There is no ${target} in the account: nothing could get in by it.` },
        };
  } catch (error) {
    const why = isInterrupted(signal) ? 'interrupted' : (error as Error).message;
    return {
      state: 'unknown',
      atOnce: {
        done: false,
        says: `Not known to be on the ${target}: ${why}. The file is written; the next deployment puts the Deny there.`,
      },
    };
  }
}
