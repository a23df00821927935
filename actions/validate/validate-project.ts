/** Checks all files, and proves that the policies allow what they say and nothing else. */
import { type Project, selectTenants } from '../../config';
import { filesIn, TENANTS } from '../../config/fleet/project-files';
import { UserError } from '../../config/user-error';
import { matchesAny } from '../../config/values/name-pattern';
import { type ActionHost, readProject } from '../host';
import { compareProjects } from './against/comparison';
import { projectAt } from './against/project-at';
import { problemFinding } from './finding';
import { type PartOrder, partsOf, threadsFor, validateInThreads } from './in-threads';
import { exitCodeOf, type Report } from './report';
import { type TenantsPart, validatePart } from './tenants-part';

export interface ValidateOptions {
  /** Names of tenants, none meaning all. */
  readonly tenants: readonly string[];
  /** A commit of git: what has changed since is said too. */
  readonly against: string | undefined;
  /** With more tenants than this, only those that need a look get a table. */
  readonly tables: number;
  /** Whether a picture goes with each table. */
  readonly pictures: boolean;
}

/**
 * `root`: the project's folder. Throws `UserError` where there is nothing to validate, no such tenant or no such commit,
 * and the signal's reason once it is aborted.
 */
export async function validateProject(
  root: string,
  options: ValidateOptions,
  host: ActionHost,
): Promise<Report> {
  const { tenants: patterns, against, tables, pictures } = options;
  const shards = against === undefined ? shardsOf(root, options) : [];
  if (shards.length > 1) return reportOf(await validateInThreads(shards, host));
  const before = against === undefined ? undefined : await projectAt(root, against, host);
  const project = await readProject(root, { tenants: patterns }, host.signal);
  refuseUnknown(project, patterns, before?.project);
  const isAsked = (name: string) => patterns.length === 0 || matchesAny(patterns, name);
  const report = reportOf(await validatePart(project, { isAsked, tables, pictures }, host));
  if (!before) return report;
  const comparison = await compareProjects(before, project, against ?? '', isAsked, host.signal);
  return { ...report, comparison };
}

/** A name that nothing bears is a slip; one whose file is broken, or gone since `before`, is not. */
function refuseUnknown(project: Project, patterns: readonly string[], before: Project | undefined): void {
  const known = [...project.tenantNames, ...(before?.tenantNames ?? [])];
  const unknown = patterns.filter((pattern) => !known.some((name) => matchesAny([pattern], name)));
  if (unknown.length > 0) selectTenants(project, unknown);
  if (known.length === 0 && project.problems.length === 0)
    throw new UserError('there is no tenant: tenants/ holds no file');
}

/** None where there is nothing to be validated, or a name that no tenant bears: one thread tells that. */
function shardsOf(
  root: string,
  { tenants: patterns, tables, pictures }: ValidateOptions,
): readonly PartOrder[] {
  const all = filesIn(root, TENANTS).names;
  if (patterns.some((pattern) => !all.some((name) => matchesAny([pattern], name)))) return [];
  const names = all.filter((name) => patterns.length === 0 || matchesAny(patterns, name));
  const hasTable = names.length <= tables;
  return partsOf(names, threadsFor(names.length)).map((part, at) => ({
    root,
    names: part,
    withRest: patterns.length === 0 && at === 0,
    tables: hasTable ? part.length : 0,
    pictures,
  }));
}

function reportOf({ tenants, problems, notices }: TenantsPart): Report {
  const parts = { tenants, problems: problems.map(problemFinding), notices };
  return { ...parts, exitCode: exitCodeOf(parts) };
}
