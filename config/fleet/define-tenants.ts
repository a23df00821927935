/** Tenants from values instead of files, held to the same rules. */
import type { Tenant } from '../tenant/tenant';
import type { TenantDefinition } from '../tenant/tenant-definition';
import { draftTenant } from '../tenant/tenant-draft';
import { UserError } from '../user-error';
import { catalogueOf } from '../vendor/catalogue';
import { vendorShelf } from '../vendor/vendor-shelf';
import { formatPath } from '../yaml/field-path';
import type { Problem } from '../yaml/problem';
import { check } from '../yaml/schema-problems';
import { fieldsFile } from '../yaml/yaml-file';
import type { FleetDefaults, FleetRoles } from './fleet';
import { DEFAULT_FLEET } from './fleet-file';
import { fleetSchema } from './fleet-schema';
import { judgeAll } from './load-project';

/** What holds for all tenants that are defined together: what `handshake.yaml` says for files. */
export interface DefineOptions {
  /**
   * Where a definition says nothing. `permissionsBoundary`, `logging.bucket` and `logging.prefix` may hold `{account}`,
   * `{region}`, `{partition}` and `{tenant}`.
   * @default - no tags, no boundary, no logs; role path /, sessions of an hour, noncurrent versions for 30 days
   */
  readonly defaults?: Partial<FleetDefaults>;
  /**
   * Templates of the roles by which Terraform and commands enter an account.
   * @default - the caller's own credentials
   */
  readonly roles?: FleetRoles;
  /**
   * A folder whose `vendors/` adds profiles to the catalogue or overrides them by name.
   * @default - the catalogue that comes with the package
   */
  readonly vendorsBelow?: string;
}

/** One tenant. Throws `UserError` with everything that is wrong with it. */
export function defineTenant(definition: TenantDefinition, options: DefineOptions = {}): Tenant {
  const [tenant] = defineTenants([definition], options);
  if (!tenant) throw new Error('a definition without problems is a tenant');
  return tenant;
}

/**
 * Several tenants, in their order, judged by themselves and against each other: an external ID that two customers share,
 * a bucket that two of them make. Throws `UserError` with everything that is wrong with them, one line each.
 */
export function defineTenants(
  definitions: readonly TenantDefinition[],
  { defaults, roles = {}, vendorsBelow = '.' }: DefineOptions = {},
): readonly Tenant[] {
  mustBeSound({ defaults, roles });
  const fleet = { ...DEFAULT_FLEET, defaults: { ...DEFAULT_FLEET.defaults, ...defaults }, roles };
  mustBeOnce(definitions.map(({ tenant }) => tenant));
  const drafts = definitions.map((definition) =>
    draftTenant(
      String(definition.tenant),
      fieldsFile(`tenant ${String(definition.tenant)}`, plain(definition)),
    ),
  );
  const now = new Date();
  const ids = definitions.map(({ vendor }) => vendor);
  const shelf = vendorShelf(vendorsBelow, catalogueOf(vendorsBelow), ids, now);
  const judged = judgeAll(drafts, fleet, shelf, now);
  const problems = [...shelf.problems, ...judged.flatMap(({ problems }) => problems)];
  if (problems.length > 0) throw new UserError(problems.map(told).join('\n'));
  return judged.flatMap(({ tenant }) => tenant ?? []);
}

/** By the rules for `handshake.yaml`. */
function mustBeSound(settings: object): void {
  const { findings } = check(fleetSchema, plain(settings), () => undefined);
  if (findings.length > 0)
    throw new UserError(findings.map(({ path, message }) => `${formatPath(path)}: ${message}`).join('\n'));
}

function mustBeOnce(names: readonly string[]): void {
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined)
    throw new UserError(`tenant ${twice} is defined twice; every name stands for one tenant`);
}

/** Without what is undefined: in a file such a field is not there. */
function plain(definition: object): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(definition)) as Record<string, unknown>;
}

function told({ file, path, message }: Problem): string {
  return `${file}: ${path === '' ? '' : `${path}: `}${message}`;
}
