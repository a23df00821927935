/** The tenants that a command was asked for. */

import type { Tenant } from '../tenant/tenant';
import { UserError } from '../user-error';
import { matchesAny } from '../values/name-pattern';
import { nearest } from '../values/nearest';
import { quote } from '../values/quote';
import { formatProblem } from '../yaml/problem';
import type { Project } from './project';
import { FLEET_FILE, pathOf, TENANTS } from './project-files';

/**
 * The tenants whose names match any of `patterns`: names, or wildcards with `*` and `?`. No patterns: all of them.
 * @throws UserError that lists every problem of the files asked for, or names what matches nothing. Problems of other
 * files stand in nobody's way.
 */
export function selectTenants(project: Project, patterns: readonly string[]): readonly Tenant[] {
  const unmatched = patterns.filter(
    (pattern) => !project.tenantNames.some((name) => matchesAny([pattern], name)),
  );
  if (unmatched.length > 0)
    throw new UserError(unmatched.map((pattern) => noMatch(project, pattern)).join('\n'));
  const names = project.tenantNames.filter((name) => patterns.length === 0 || matchesAny(patterns, name));
  const files = new Set([FLEET_FILE, ...names.map((name) => pathOf(TENANTS, name))]);
  const problems = names.length === 0 ? [] : project.problems.filter(({ file }) => files.has(file));
  if (problems.length > 0) throw new UserError(problems.map(formatProblem).join('\n'));
  return names.map((name) => {
    const tenant = project.tenants.find((one) => one.name === name);
    if (!tenant) throw new Error(`the project was loaded without the tenant ${name}`);
    return tenant;
  });
}

/** The one tenant of this name; of several that a wildcard matches, the first. Throws as {@link selectTenants} does. */
export function selectTenant(project: Project, name: string): Tenant {
  const [tenant] = selectTenants(project, [name]);
  if (!tenant) throw new Error(`the project was loaded without the tenant ${name}`);
  return tenant;
}

function noMatch({ tenantNames }: Project, pattern: string): string {
  if (tenantNames.length === 0) return `there is no tenant ${quote(pattern)}: ${TENANTS}/ holds no file`;
  if (/[*?]/.test(pattern)) return `no tenant's name matches ${quote(pattern)}`;
  const meant = nearest(pattern, tenantNames);
  const hint = meant === undefined ? `${pathOf(TENANTS, pattern)} is not there` : `did you mean ${meant}?`;
  return `there is no tenant ${quote(pattern)}; ${hint}`;
}
