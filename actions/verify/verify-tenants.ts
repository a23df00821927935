/** Proves of many tenants that the vendor's access works and that nothing else does. */
import { inParallel } from '../../aws/pool';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { formatProblem, type Problem } from '../../config/yaml/problem';
import { deployableTenants } from '../../policies/deployable';
import type { ExitCode } from '../../report/exit-codes';
import { organizationOf } from '../../worlds/organization';
import { type ActionHost, deadlineOf, isInterrupted, readProject } from '../host';
import type { Actor } from './check';
import { entrancesFor } from './entrances';
import type { Through } from './planned-checks';

import { SETTLING_SECONDS } from './settling';
import { summary } from './summary';
import { exitCodeOf, outcomeOf } from './tally';
import { defaultActor, type TenantReport, verifyTenant } from './verify-tenant';

export interface VerifyRunOptions {
  /** Names of tenants, none meaning all. */
  readonly tenants: readonly string[];
  /** @default - the tenant's verifier where it has one, else a simulation */
  readonly as: Actor | undefined;
  /** @default - both, where there is an access point */
  readonly through: Through | undefined;
  readonly profile: string | undefined;
  readonly ownerProfile: string | undefined;
  readonly readOnly: boolean;
  /** Whether a deployment is given {@link SETTLING_SECONDS} to act. */
  readonly settles: boolean;
  /** Whether a picture of each tenant is made. */
  readonly pictures: boolean;
  /** Tenants at once. */
  readonly parallelism: number;
}

export interface VerifyRun {
  readonly reports: readonly TenantReport[];
  /** What is wrong with files of tenants that could not be verified. */
  readonly leftOut: readonly Problem[];
  readonly exitCode: ExitCode;
}

/** `root`: the project's folder. Throws `UserError` where what was asked for by name is not possible. */
export async function verifyTenants(
  root: string,
  options: VerifyRunOptions,
  host: ActionHost,
): Promise<VerifyRun> {
  const { as, through, profile, ownerProfile } = options;
  const { signal, env, onEvent } = host;
  const project = await readProject(root, { tenants: options.tenants }, signal);
  const { tenants, leftOut } = deployableTenants(project, options.tenants);
  // What the organisation denies nobody would know, so this comes before any request.
  organizationOf(project);
  for (const problem of leftOut) onEvent({ kind: 'warning', message: formatProblem(problem) });
  const asked = fitting(tenants, options, host);
  const enter = entrancesFor({ env, profile, ownerProfile, signal });
  onEvent({ kind: 'begin', total: asked.length, unit: 'tenants' });
  const reports = await inParallel(asked, options.parallelism, signal, async (tenant) => {
    const { name } = tenant;
    const actor = as ?? defaultActor(tenant);
    onEvent({ kind: 'start', name });
    const report = await verifyTenant(project, tenant, enter(tenant, actor), {
      as: actor,
      through,
      readOnly: options.readOnly,
      hasPicture: options.pictures,
      settlingSeconds: options.settles ? SETTLING_SECONDS : 0,
      signal,
      onWait: (message) => onEvent({ kind: 'notice', message: `${name}: ${message}` }),
      onCheck: (check, done, total) => onEvent({ kind: 'step', name, step: check.id, done, total }),
    });
    onEvent({ kind: 'end', name, outcome: outcomeOf(report), summary: summary(report) });
    return report;
  });
  onEvent({ kind: 'finish' });
  const late = deadlineOf(signal);
  const unreached = asked.length - reports.length;
  if (late) onEvent({ kind: 'warning', message: `${late.message}; tenants not reached: ${unreached}` });
  const exitCode = exitCodeOf(reports, {
    isInterrupted: isInterrupted(signal),
    isPart: leftOut.length > 0 || unreached > 0,
  });
  return { reports, leftOut, exitCode };
}

/** What was asked for by name must be possible; of all the rest it is left out with a word. */
function fitting(
  tenants: readonly Tenant[],
  { as, through, tenants: named }: VerifyRunOptions,
  { onEvent }: ActionHost,
): readonly Tenant[] {
  const misfits = new Map(tenants.map((tenant) => [tenant, misfit(tenant, as, through)]));
  const fit = tenants.filter((tenant) => misfits.get(tenant) === undefined);
  const words = [...misfits].flatMap(([{ file }, why]) => (why === undefined ? [] : [`${file}: ${why}`]));
  if (words.length > 0 && (named.length > 0 || fit.length === 0)) throw new UserError(words.join('\n'));
  for (const line of words) onEvent({ kind: 'warning', message: `Left out: ${line}` });
  return fit;
}

function misfit(
  { accessPoint, verifier, credentials }: Tenant,
  as: Actor | undefined,
  through: Through | undefined,
): string | undefined {
  if (through === 'access-point' && !accessPoint)
    return 'has no accessPoint; --through bucket is what there is';
  if (as === 'verifier' && credentials === 'access-key')
    return 'has no verifier, because nothing is assumed with credentials: access-key; --as vendor takes the key itself, --as simulation needs none';
  if (as === 'verifier' && !verifier) return 'names no verifier; --as simulation needs none';
  return undefined;
}
