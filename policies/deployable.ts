/** Which tenants of a project can become stacks: their files are valid, and AWS takes their policies for their length. */

import type { Project } from '../config/fleet/project';
import { sharersOf } from '../config/fleet/sharing';
import { selectTenants } from '../config/fleet/tenant-selection';
import type { Tenant } from '../config/tenant/tenant';
import { UserError } from '../config/user-error';
import { formatProblem, type Problem } from '../config/yaml/problem';
import { quotaProblems } from './quotas';

export interface Deployable {
  readonly tenants: readonly Tenant[];
  /** What is wrong with the tenants that nobody asked for by name. Empty where names were given. */
  readonly leftOut: readonly Problem[];
}

/**
 * `patterns`: names, or names with `*` and `?`, for which the project was loaded; none means every tenant.
 * Throws `UserError` with every problem of what was asked for, and where there is no tenant to build at all.
 */
export function deployableTenants(project: Project, patterns: readonly string[]): Deployable {
  const asked = patterns.length > 0 ? selectTenants(project, patterns) : project.tenants;
  const tooLong = asked.flatMap((tenant) => quotaProblemsOf(project, tenant));
  if (patterns.length > 0) {
    refuse(tooLong);
    return { tenants: asked, leftOut: [] };
  }
  const leftOut = [...project.problems, ...tooLong];
  const tenants = asked.filter(({ file }) => !tooLong.some((problem) => problem.file === file));
  if (tenants.length === 0) refuse(leftOut);
  if (tenants.length === 0) throw new UserError('there is no tenant: tenants/ holds no file');
  return { tenants, leftOut };
}

/** What AWS would refuse for its length, at the field that makes it so long. */
export function quotaProblemsOf(project: Project, tenant: Tenant): readonly Problem[] {
  return quotaProblems(tenant, sharersOf(project, tenant)).map(({ path, message }) => ({
    ...project.locate(tenant.name, path),
    path,
    message,
  }));
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new UserError(problems.map(formatProblem).join('\n'));
}
