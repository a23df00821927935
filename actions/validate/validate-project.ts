/** Checks all files, and proves that the policies allow what they say and nothing else. */
import { setImmediate } from 'node:timers/promises';
import { loadProject, type Project, selectTenants } from '../../config';
import { pathOf, TENANTS } from '../../config/fleet/project-files';
import { UserError } from '../../config/user-error';
import { matchesAny } from '../../config/values/name-pattern';
import type { Problem } from '../../config/yaml/problem';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { readOrganization } from '../../worlds/organization';
import type { ActionHost, Outcome } from '../host';
import { compareProjects } from './against/comparison';
import { projectAt } from './against/project-at';
import { problemFinding } from './finding';
import { findingsOf, inconclusiveOf, type Report } from './report';
import { headline } from './report-text';
import { isProven, type TenantReport, validateTenant } from './validate-tenant';

export interface ValidateOptions {
  /** Names of tenants, none meaning all. */
  readonly tenants: readonly string[];
  /** A commit of git: what has changed since is said too. */
  readonly against: string | undefined;
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
  const { tenants: patterns, against } = options;
  const before = against === undefined ? undefined : projectAt(root, against, host.env);
  const project = loadProject(root, { tenants: patterns });
  refuseUnknown(project, patterns, before?.project);
  const report = await reportOn(project, patterns, host);
  if (!before) return report;
  const isAsked = (name: string) => patterns.length === 0 || matchesAny(patterns, name);
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

async function reportOn(
  project: Project,
  patterns: readonly string[],
  { signal, onEvent }: ActionHost,
): Promise<Report> {
  const asked = (name: string) => patterns.length === 0 || matchesAny(patterns, name);
  const bears = bearsOn(project, asked, patterns.length === 0);
  const tenants: TenantReport[] = [];
  // What an organisation's file that cannot be read denies nobody knows, so nothing is proven then.
  const { problems: organization } = readOrganization(project);
  const wanted = organization.length > 0 ? [] : project.tenants.filter(({ name }) => asked(name));
  onEvent({ kind: 'begin', total: wanted.length, unit: 'tenants' });
  for (const tenant of wanted) {
    const { name } = tenant;
    onEvent({ kind: 'start', name });
    // Lets Ctrl-C through.
    await setImmediate();
    signal.throwIfAborted();
    const report = await validateTenant(project, tenant, signal);
    tenants.push(report);
    onEvent({ kind: 'end', name, outcome: outcomeOf(report), summary: headline(report) });
  }
  onEvent({ kind: 'finish' });
  const problems = [...project.problems.filter(bears), ...organization].map(problemFinding);
  const notices = project.notices.filter(bears);
  const parts = { tenants, problems, notices };
  return { ...parts, exitCode: exitCodeOf(parts) };
}

function outcomeOf(report: TenantReport): Outcome {
  if (isProven(report)) return 'ok';
  return report.inconclusive.length > 0 ? 'inconclusive' : 'finding';
}

function exitCodeOf(parts: Omit<Report, 'exitCode'>): ExitCode {
  if (inconclusiveOf(parts).length > 0) return EXIT.error;
  return findingsOf(parts).length > 0 ? EXIT.finding : EXIT.ok;
}

/** Whether a problem stands in a file that was asked about: a tenant's own, its vendor's, the fleet's. */
function bearsOn(
  { tenantNames }: Project,
  asked: (name: string) => boolean,
  all: boolean,
): (problem: Problem) => boolean {
  const others = new Set(tenantNames.filter((name) => !asked(name)).map((name) => pathOf(TENANTS, name)));
  return ({ file }) => all || !others.has(file);
}
