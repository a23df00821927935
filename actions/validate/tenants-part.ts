/** Validates some of a project's tenants. What comes of it is plain data, so that another thread can do it. */
import { setImmediate } from 'node:timers/promises';
import type { Project } from '../../config';
import { pathOf, TENANTS } from '../../config/fleet/project-files';
import type { Problem } from '../../config/yaml/problem';
import { inOrder } from '../../config/yaml/problems-of';
import { readOrganization } from '../../worlds/organization';
import type { ActionHost, Outcome } from '../host';
import { headline } from './report-text';
import { isProven, type TenantReport, validateTenant } from './validate-tenant';

export interface TenantsPart {
  readonly tenants: readonly TenantReport[];
  /** What is wrong with the files. */
  readonly problems: readonly Problem[];
  /** What is worth knowing of the files, and blocks nobody. */
  readonly notices: readonly Problem[];
}

export interface PartOptions {
  /** Whether a tenant of this name is asked about. */
  readonly isAsked: (name: string) => boolean;
  /** With more tenants than this, only those that need a look get a table. */
  readonly tables: number;
  /** Whether a picture goes with each table. */
  readonly pictures: boolean;
}

/** Throws the signal's reason once it is aborted. */
export async function validatePart(
  project: Project,
  { isAsked, tables, pictures }: PartOptions,
  { signal, onEvent }: Pick<ActionHost, 'signal' | 'onEvent'>,
): Promise<TenantsPart> {
  // What an organisation's file that cannot be read denies nobody knows, so nothing is proven then.
  const { problems: organization } = readOrganization(project);
  const wanted = organization.length > 0 ? [] : project.tenants.filter(({ name }) => isAsked(name));
  const hasTable = wanted.length <= tables;
  const reports: TenantReport[] = [];
  onEvent({ kind: 'begin', total: wanted.length, unit: 'tenants' });
  for (const tenant of wanted) {
    const { name } = tenant;
    onEvent({ kind: 'start', name });
    // Lets Ctrl-C through.
    await setImmediate();
    signal.throwIfAborted();
    const report = await validateTenant(project, tenant, { hasTable, hasPicture: pictures, signal });
    reports.push(report);
    onEvent({ kind: 'end', name, outcome: outcomeOf(report), summary: headline(report) });
  }
  onEvent({ kind: 'finish' });
  const bears = bearsOn(project, isAsked);
  return {
    tenants: reports,
    problems: inOrder([...project.problems.filter(bears), ...organization]),
    notices: project.notices.filter(bears),
  };
}

function outcomeOf(report: TenantReport): Outcome {
  if (isProven(report)) return 'ok';
  return report.inconclusive.length > 0 ? 'inconclusive' : 'finding';
}

/** Whether a problem stands in a file that was asked about: a tenant's own, its vendor's, the fleet's. */
function bearsOn(
  { tenantNames }: Project,
  isAsked: (name: string) => boolean,
): (problem: Problem) => boolean {
  const others = new Set(tenantNames.filter((name) => !isAsked(name)).map((name) => pathOf(TENANTS, name)));
  return ({ file }) => !others.has(file);
}
