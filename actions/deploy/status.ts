/** What is known of each tenant's deployment on this machine; what is not known is said to be unknown. */
import { loadProject, selectTenants } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { formatProblem, type Problem } from '../../config/yaml/problem';
import { documentHead, jsonDocument } from '../../report/json-document';
import { table } from '../../report/table';
import { type Look, readStackRecord, type StackRecord } from '../../terraform/stack-record';

export interface TenantStatus {
  readonly tenant: string;
  readonly account: string;
  /** `unknown`: this machine has not deployed it; somebody else may have. */
  readonly deployed: 'yes' | 'destroyed' | 'unknown';
  /** ISO 8601: of the deployment, or the destruction. */
  readonly at?: string;
  /** The kit's version that deployed it. */
  readonly version?: string;
  /** Whether the file is still as it was then. */
  readonly file: 'as deployed' | 'changed since' | 'unknown';
  readonly verified?: Look;
  readonly drift?: Look;
}

export interface FleetStatus {
  readonly tenants: readonly TenantStatus[];
  /** What is wrong with files of tenants that nobody asked for by name: they are not among these, deployed or not. */
  readonly leftOut: readonly Problem[];
}

/** `names`: names or wildcards; none means all. Throws `UserError` where there is no such tenant. */
export function statusOf(root: string, names: readonly string[]): FleetStatus {
  const project = loadProject(root, { tenants: names });
  const tenants = names.length > 0 ? selectTenants(project, names) : project.tenants;
  const leftOut = names.length > 0 ? [] : project.problems;
  if (tenants.length === 0)
    throw new UserError(['there is no tenant whose file is valid', ...leftOut.map(formatProblem)].join('\n'));
  return { tenants: tenants.map((tenant) => one(tenant, readStackRecord(root, tenant.name))), leftOut };
}

function one(tenant: Tenant, { deployed, destroyed, verified, drift }: StackRecord): TenantStatus {
  const at = deployed?.at ?? destroyed;
  const same = JSON.stringify(deployed?.tenant) === JSON.stringify(tenant);
  return {
    tenant: tenant.name,
    account: tenant.account,
    deployed: deployed ? 'yes' : destroyed === undefined ? 'unknown' : 'destroyed',
    ...(at === undefined ? {} : { at }),
    ...(deployed ? { version: deployed.version } : {}),
    file: deployed ? (same ? 'as deployed' : 'changed since') : 'unknown',
    ...(verified ? { verified } : {}),
    ...(drift ? { drift } : {}),
  };
}

export function statusJson({ tenants, leftOut }: FleetStatus): string {
  return jsonDocument({ ...documentHead('status'), tenants, leftOut });
}

export function statusText({ tenants }: FleetStatus): string {
  const rows = tenants.map(({ tenant, deployed, at, version = '', file, verified, drift }) => [
    tenant,
    deployed === 'yes' ? day(at) : deployed === 'destroyed' ? `destroyed ${day(at)}` : deployed,
    version,
    file,
    lookText(verified),
    lookText(drift),
  ]);
  return table(['Tenant', 'Deployed', 'By version', 'File', 'Verified', 'Drift'], rows);
}

function lookText(look: Look | undefined): string {
  return look ? `${look.outcome} ${day(look.at)}` : 'unknown';
}

/** `2026-11-28 12:05`, in UTC. */
function day(at = ''): string {
  return at.slice(0, 16).replace('T', ' ');
}
