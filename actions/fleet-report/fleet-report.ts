/** A fleet as a page: each tenant's access as a picture, and what commands found of it. */
import { inParallel } from '../../aws/pool';
import type { Project } from '../../config';
import { marksOf } from '../../config/tenant/marks';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { formatProblem } from '../../config/yaml/problem';
import { type ExitCode, exitCodeFor } from '../../report/exit-codes';
import { counted } from '../../report/finding-words';
import { deployAgain } from '../../report/kit-commands';
import {
  doubt,
  exception,
  type Fleet,
  type FleetTenant,
  headOf,
  type Note,
  stateOf,
} from '../../report/page/fleet-view';
import { accessText } from '../../worlds/access-words';
import { statementText } from '../../worlds/beyond-text';
import { type ActionHost, readProject } from '../host';
import { type PictureOptions, readPicture } from '../picture/read-picture';
import { type Earlier, type EarlierReport, earlierReport, SOURCES } from './earlier-reports';

export interface FleetReportOptions extends PictureOptions {
  /** JSON documents that verify, drift and validate printed. */
  readonly documents: readonly { readonly file: string; readonly text: string }[];
}

export interface FleetReport {
  readonly fleet: Fleet;
  readonly exitCode: ExitCode;
}

/** The source of what reach tells of what is deployed. */
const DEPLOYED = 'as deployed';

/** Tenants that AWS is asked about at once. */
const AT_ONCE = 8;

/** `root`: the project's folder. `now`: when the page is made. Throws `UserError`, and the signal's reason once it is aborted. */
export async function fleetReport(
  root: string,
  options: FleetReportOptions,
  now: Date,
  host: ActionHost,
): Promise<FleetReport> {
  const earlier = options.documents.map(({ file, text }) => earlierReport(file, text));
  const project = await readProject(root, {}, host.signal);
  const { tenants, problems } = project;
  const known = indexOf(earlier);
  host.onEvent({ kind: 'begin', total: tenants.length, unit: 'tenants' });
  const shown = await inParallel(tenants, AT_ONCE, host.signal, async (tenant) => {
    const { name } = tenant;
    host.onEvent({ kind: 'start', name });
    const drawn = await drawnOf(project, tenant, options, host);
    host.onEvent({ kind: 'end', name, outcome: stateOf(drawn) ?? 'ok', summary: name });
    return withEarlier(drawn, known.get(name) ?? []);
  });
  host.signal.throwIfAborted();
  host.onEvent({ kind: 'finish' });
  const asked = SOURCES.filter((source) => earlier.some((one) => one.source === source));
  const fleet: Fleet = {
    title: `${counted(project.tenants.length, 'tenant')}: who gets in, and to what`,
    madeAt: now.toISOString(),
    says: [
      options.of === 'deployed'
        ? 'The pictures show the access as it is deployed; what differs from the files is red.'
        : 'The pictures show the access as the files would be deployed; AWS was not asked.',
      ...(asked.length === SOURCES.length
        ? []
        : [`Not in this page: ${SOURCES.filter((one) => !asked.includes(one)).join(', ')}.`]),
      ...problems.map((problem) => `Left out: ${formatProblem(problem)}`),
    ],
    sources: [...(options.of === 'deployed' ? [DEPLOYED] : []), ...asked],
    tenants: shown,
  };
  return { fleet, exitCode: exitCodeOf(fleet, problems.length > 0) };
}

/** `isPart`: some of the tenants were left out. */
export function exitCodeOf({ tenants }: Pick<Fleet, 'tenants'>, isPart: boolean): ExitCode {
  const states = tenants.map(stateOf);
  return exitCodeFor({
    isInconclusive: isPart || states.includes('inconclusive'),
    hasFindings: states.includes('finding'),
  });
}

interface Known extends Earlier {
  readonly source: string;
}

function indexOf(reports: readonly EarlierReport[]): ReadonlyMap<string, readonly Known[]> {
  const known = new Map<string, Known[]>();
  for (const { source, tenants } of reports)
    for (const one of tenants) known.set(one.tenant, [...(known.get(one.tenant) ?? []), { ...one, source }]);
  return known;
}

function withEarlier(tenant: FleetTenant, known: readonly Known[]): FleetTenant {
  return {
    ...tenant,
    states: { ...tenant.states, ...Object.fromEntries(known.map(({ source, state }) => [source, state])) },
    facts: [...tenant.facts, ...known.flatMap(({ facts }) => facts)],
    notes: [...tenant.notes, ...known.flatMap(({ notes }) => notes)],
  };
}

async function drawnOf(
  project: Project,
  tenant: Tenant,
  options: PictureOptions,
  host: ActionHost,
): Promise<FleetTenant> {
  const { name, bucket, region } = tenant;
  const common = {
    ...headOf(tenant),
    facts: [['bucket', bucket.name] as const, ['region', region] as const],
    tables: [],
  };
  try {
    const { picture, differences, inconclusive, accessKeys } = await readPicture(
      project,
      tenant,
      options,
      host,
    );
    const state = inconclusive.length > 0 ? 'inconclusive' : differences.length > 0 ? 'finding' : 'ok';
    return {
      ...common,
      states: options.of === 'deployed' ? { [DEPLOYED]: state } : {},
      facts: [
        ...common.facts,
        ...(accessKeys.length > 0 ? [['access keys', accessKeys.join('; ')] as const] : []),
      ],
      picture,
      notes: [
        ...marksOf(tenant).map(exception),
        ...differences.map((difference): Note => {
          const { direction, causes } = difference;
          const by = [...new Set(causes.map(({ statement }) => statementText(statement)))].join(' and ');
          const text = accessText(difference, direction === 'less' ? 'may not' : 'may');
          return {
            source: DEPLOYED,
            level: direction === 'more' ? 'high' : 'medium',
            text: `${direction}: ${text}${by === '' ? '' : `, by ${by}`}`,
            remediation: deployAgain(name),
          };
        }),
        ...inconclusive.map((text) => doubt(DEPLOYED, text)),
      ],
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const notes = [...marksOf(tenant).map(exception), doubt(DEPLOYED, error.message)];
    return { ...common, states: { [DEPLOYED]: 'inconclusive' }, notes };
  }
}
