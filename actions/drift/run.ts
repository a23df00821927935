/** One run: which tenants, by which engine, with what is left to ignore. */

import { type Entrance, openSessions, type Sessions } from '../../aws/account-session';
import { inParallel } from '../../aws/pool';
import type { Project } from '../../config';
import { isInShard, namesDigest, type Shard } from '../../config/fleet/shard';
import { KIT_HOME } from '../../config/kit-home';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { partitionOf } from '../../config/values/arn';
import { fillTemplate } from '../../config/values/template';
import { formatProblem } from '../../config/yaml/problem';
import { deployableTenants } from '../../policies/deployable';
import { counts } from '../../report/finding';
import { counted } from '../../report/finding-words';
import { turnstile } from '../../terraform/initialise';
import { defaultParallelism } from '../../terraform/parallelism';
import { type ActionHost, deadlineOf, readProject } from '../host';
import { driftByApi, type Pictures } from './engine-api';
import { driftByTerraform, removeStacks, synthesiseStacks } from './engine-terraform';
import type { DriftFinding, TenantResult, Unread } from './finding';
import { isIgnored, readIgnoreList } from './ignore-list';
import type { Locate } from './make-finding';
import { findOrphans, NO_TENANT } from './orphans';
import { buildReport, dayOf } from './report/build';
import type { Report } from './report/document';

export interface DriftOptions {
  readonly engine: 'api' | 'terraform';
  /** Names or wildcards; none means all tenants, and then the engine `api` looks for orphans too. */
  readonly tenants: readonly string[];
  /** More accounts to look for orphans in. */
  readonly accounts: readonly string[];
  /** @default - 8 for the API, and for Terraform what processors and memory allow */
  readonly parallelism?: number;
  readonly shard?: Shard;
  readonly profile?: string;
  /** Whose access is drawn; the engine `terraform` reads no policies back and draws nobody's. */
  readonly pictures: Pictures;
}

/** Tenants that the API is asked about at once; each is some thirty calls. */
const TENANTS_AT_ONCE = 8;

/**
 * `root`: the project's folder. What is not told when the time is over is incomplete. Throws `UserError` for what keeps
 * the whole run from its work, and the signal's reason where it is interrupted.
 */
export async function runDrift(root: string, options: DriftOptions, host: ActionHost): Promise<Report> {
  const startedAt = new Date();
  const ignoreList = readIgnoreList(root);
  if (ignoreList.problems.length > 0) throw new UserError(ignoreList.problems.map(formatProblem).join('\n'));
  const project = await readProject(root, { tenants: options.tenants }, host.signal);
  const { tenants: asked, leftOut } = deployableTenants(project, options.tenants);
  const { shard } = options;
  const tenants = shard ? asked.filter(({ name }) => isInShard(name, shard)) : asked;
  const places = new Map<string, ReturnType<Locate>>();
  const locate: Locate = (tenant, field) => {
    const key = `${tenant} ${field}`;
    const place = places.get(key) ?? project.locate(tenant, field);
    places.set(key, place);
    return place;
  };
  host.onEvent({ kind: 'begin', total: tenants.length, unit: 'tenants' });
  const today = dayOf(startedAt);
  const isDrift: Work['isDrift'] = (finding) =>
    counts(finding) && !isIgnored(finding, ignoreList.entries, today);
  const work = { root, options, project, tenants, locate, host, isDrift, results: [] };
  const looked = await unlessLate(work, options.engine === 'api' ? lookByApi : lookByTerraform);
  host.onEvent({ kind: 'finish' });
  return buildReport({
    engine: options.engine,
    startedAt,
    endedAt: new Date(),
    fleet: { tenants: asked.length, digest: namesDigest(asked.map(({ name }) => name)) },
    shards: shard ? { covered: [shard.index], count: shard.count } : { covered: [1], count: 1 },
    results: looked.results,
    orphans: looked.orphans,
    ignored: ignoreList.entries,
    leftOut,
    whole: shard === undefined && options.tenants.length === 0,
  });
}

interface Work {
  readonly root: string;
  readonly options: DriftOptions;
  readonly project: Project;
  readonly tenants: readonly Tenant[];
  readonly locate: Locate;
  readonly host: ActionHost;
  /** Whether a finding makes its tenant drifted: notes and what the ignore list names do not. */
  readonly isDrift: (finding: DriftFinding) => boolean;
  /** Filled as they come. */
  readonly results: TenantResult[];
}

interface Looked {
  readonly results: readonly TenantResult[];
  readonly orphans: { readonly findings: readonly DriftFinding[]; readonly unread: readonly Unread[] };
}

/** After the deadline: what was told by then, and of all other tenants that they are incomplete. */
async function unlessLate(work: Work, look: (work: Work) => Promise<Looked>): Promise<Looked> {
  try {
    return await look(work);
  } catch (error) {
    const { results, tenants, host, options } = work;
    const deadline = deadlineOf(host.signal);
    if (!deadline) throw error;
    const told = new Set(results.map(({ tenant }) => tenant));
    const { message } = deadline;
    const late = (tenant: string, account: string): Unread => ({
      tenant,
      account,
      resource: '',
      right: '',
      reason: 'failed',
      message,
    });
    const others = tenants.filter(({ name }) => !told.has(name));
    const incomplete = others.map(({ name, account }) => ({
      tenant: name,
      account,
      findings: [],
      unread: [late(name, account)],
    }));
    const orphans = looksForOrphans(options) ? [late(NO_TENANT, tenants[0]?.account ?? '')] : [];
    return { results: [...results, ...incomplete], orphans: { findings: [], unread: orphans } };
  }
}

async function lookByApi(work: Work): Promise<Looked> {
  const { options, project, tenants, locate, host, results } = work;
  const { signal } = host;
  const sessions = openSessions(host.env, options.profile, signal);
  const width = options.parallelism ?? TENANTS_AT_ONCE;
  try {
    await inParallel(inTurns(tenants), width, signal, async (tenant) => {
      const result = await watched(tenant, work, () =>
        driftByApi(tenant, {
          project,
          sessions,
          locate,
          signal,
          onEvent: host.onEvent,
          pictures: options.pictures,
        }),
      );
      results.push(result);
    });
    signal.throwIfAborted();
    return { results, orphans: await lookForOrphans(options, project, sessions, width, signal) };
  } finally {
    sessions.close();
  }
}

/** Tells the host when work on a tenant begins and what came of it. */
async function watched(
  { name }: Tenant,
  { host: { onEvent }, isDrift }: Pick<Work, 'host' | 'isDrift'>,
  look: () => Promise<TenantResult>,
): Promise<TenantResult> {
  onEvent({ kind: 'start', name });
  const result = await look();
  const [findings, unread] = [result.findings.filter(isDrift).length, result.unread.length];
  const outcome = unread > 0 ? 'inconclusive' : findings > 0 ? 'finding' : 'ok';
  onEvent({
    kind: 'end',
    name,
    outcome,
    summary: `${name}: ${counted(findings, 'finding')}, ${unread} not read`,
  });
  return result;
}

/** One of each account after the other, so that no account is asked everything at once. */
function inTurns(tenants: readonly Tenant[]): readonly Tenant[] {
  const turn = new Map<string, number>();
  const turns = tenants.map((tenant) => {
    const at = turn.get(tenant.account) ?? 0;
    turn.set(tenant.account, at + 1);
    return { tenant, at };
  });
  return turns.sort((one, other) => one.at - other.at).map(({ tenant }) => tenant);
}

/** Who asks for tenants by name does not ask for what has lost its file; no plan knows of it. */
function looksForOrphans({ engine, tenants }: DriftOptions): boolean {
  return engine === 'api' && tenants.length === 0;
}

async function lookForOrphans(
  options: DriftOptions,
  project: Project,
  sessions: Sessions,
  width: number,
  signal: AbortSignal,
): Promise<Looked['orphans']> {
  const findings: DriftFinding[] = [];
  const unread: Unread[] = [];
  if (!looksForOrphans(options)) return { findings, unread };
  const { accounts, shard } = options;
  const entrances = entrancesOf(project, accounts).filter(
    ({ account }) => !shard || isInShard(account, shard),
  );
  await inParallel(entrances, width, signal, async (entrance) => {
    const found = await findOrphans(entrance, project, sessions, signal);
    findings.push(...found.findings);
    unread.push(...found.unread);
  });
  signal.throwIfAborted();
  return { findings, unread };
}

/** Every account that a tenant is in, and those that were named. */
function entrancesOf({ tenants, fleet }: Project, accounts: readonly string[]): readonly Entrance[] {
  const byAccount = new Map<string, Entrance>(tenants.map((tenant) => [tenant.account, tenant]));
  const [first] = tenants;
  const region = fleet.defaults.region ?? first?.region ?? 'us-east-1';
  for (const account of accounts) {
    if (byAccount.has(account)) continue;
    const values = { account, region, partition: partitionOf(region), tenant: '' };
    const { read } = fleet.roles;
    byAccount.set(account, {
      account,
      region,
      ...(read === undefined ? {} : { readRole: fillTemplate(read, values) }),
    });
  }
  return [...byAccount.values()];
}

async function lookByTerraform(work: Work): Promise<Looked> {
  const { root, options, project, tenants, locate, host, results } = work;
  const { env, signal } = host;
  const initialising = turnstile({ root, env });
  const engine = { home: KIT_HOME, root, project, env, locate, signal, initialising };
  if (tenants.length === 0) return { results, orphans: { findings: [], unread: [] } };
  const folder = await synthesiseStacks(tenants, engine);
  try {
    await inParallel(tenants, options.parallelism ?? defaultParallelism(), host.signal, async (tenant) => {
      const result = await watched(tenant, work, () => driftByTerraform(tenant, folder, engine));
      results.push(result);
    });
    host.signal.throwIfAborted();
  } finally {
    removeStacks(folder);
  }
  return { results, orphans: { findings: [], unread: [] } };
}
