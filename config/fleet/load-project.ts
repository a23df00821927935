/** Reads a project's files and puts them to all rules in one pass. */

import { basename } from 'node:path';
import { atOnce, type Pausing } from '../pausing';
import { resolveTenant } from '../tenant/resolve-tenant';
import type { Tenant } from '../tenant/tenant';
import { draftTenant, type Ruling, type TenantDraft, type TenantView, viewOf } from '../tenant/tenant-draft';
import { judge } from '../tenant/tenant-rules';
import { matcherOf } from '../values/name-pattern';
import { present } from '../values/present';
import { catalogueOf } from '../vendor/catalogue';
import { findVendor, type VendorShelf, vendorShelfInSteps } from '../vendor/vendor-shelf';
import { parsePath } from '../yaml/field-path';
import type { Problem } from '../yaml/problem';
import { inOrder, problemsOf } from '../yaml/problems-of';
import { readYamlFile, readYamlFileIf } from '../yaml/yaml-file';
import { judgeTogether } from './across-tenants';
import type { Claimant, CrossRuling } from './claims';
import type { Fleet } from './fleet';
import { DEFAULT_FLEET, loadFleet } from './fleet-file';
import type { LoadOptions, Project } from './project';
import { filesIn, fleetFile, pathOf, TENANTS } from './project-files';
import { mayBeRelated, namesToShare } from './related-tenants';

/** Reads all files below `root`. Never throws for whatever they hold: what is wrong is in {@link Project.problems}. */
export function loadProject(root: string, options: LoadOptions = {}): Project {
  return atOnce(loadProjectInSteps(root, options));
}

/** The same, with a pause before each file and each tenant: a thousand tenants take a second. */
export function* loadProjectInSteps(
  root: string,
  {
    tenants: patterns = [],
    rest = patterns.length === 0,
    now = new Date(),
    unwritten = new Map(),
  }: LoadOptions = {},
): Pausing<Project> {
  const { file, problems: fleetProblems } = fleetFile(root);
  const settings =
    file === undefined ? { fleet: DEFAULT_FLEET, problems: [] } : loadFleet(readYamlFile(root, file));
  const { fleet } = settings;
  yield;
  const files = filesIn(root, TENANTS);
  const isAsked = patterns.length === 0 ? () => true : matcherOf(patterns);
  const names =
    unwritten.size === 0 ? files.names : [...new Set([...files.names, ...unwritten.keys()])].sort();
  const read = (name: string) => unwritten.get(name) ?? readYamlFile(root, pathOf(TENANTS, name));
  const drafts: TenantDraft[] = [];
  for (const name of names.filter(isAsked)) {
    yield;
    drafts.push(draftTenant(name, read(name)));
  }
  drafts.push(...(yield* relatedDrafts(root, drafts, names, fleet, now)));
  const named = drafts.flatMap(({ says }) => says.vendor ?? []);
  const shelf = yield* vendorShelfInSteps(root, catalogueOf(root), rest ? undefined : named, now);

  const judged = yield* judgeAllInSteps(drafts, fleet, shelf, now);
  const yamlOf = new Map(drafts.map(({ name, yaml }) => [name, yaml]));
  const settled = [...fleetProblems, ...settings.problems];
  return {
    root,
    fleet,
    vendors: shelf.profiles,
    // Without the fleet's settings nobody knows where a state lies or what bounds a role.
    tenants: settled.length > 0 ? [] : judged.flatMap(({ tenant }) => tenant ?? []).sort(byName),
    tenantNames: names,
    problems: inOrder([
      ...settled,
      ...files.problems.filter(concerns(rest ? [] : patterns)),
      ...shelf.problems,
      ...judged.flatMap(({ problems }) => problems),
    ]),
    notices: inOrder([...shelf.notices, ...judged.flatMap(({ notices }) => notices)]),
    locate(tenantName, path) {
      const yaml = yamlOf.get(tenantName) ?? read(tenantName);
      return { file: yaml.file, ...yaml.position(parsePath(path)) };
    },
  };
}

/** What lies beside the tenants' files concerns who asks for all of them, or for a tenant of its name. */
function concerns(patterns: readonly string[]): (problem: Problem) => boolean {
  const isAsked = matcherOf(patterns);
  return ({ file }) => patterns.length === 0 || isAsked(basename(file).replace(/\.ya?ml$/i, ''));
}

/** The tenants that nobody asked for and that may be related to those who were. */
function* relatedDrafts(
  root: string,
  wanted: readonly TenantDraft[],
  names: readonly string[],
  fleet: Fleet,
  now: Date,
): Pausing<readonly TenantDraft[]> {
  const chosen = new Set(wanted.map(({ name }) => name));
  const others = names.filter((name) => !chosen.has(name));
  if (others.length === 0 || wanted.length === 0) return [];
  const shared = namesToShare(wanted.map((draft) => viewOf(draft, fleet, undefined, now)));
  const drafts: TenantDraft[] = [];
  for (const name of others) {
    yield;
    const counts = (text: string) => mayBeRelated(text, name, shared);
    const yaml = readYamlFileIf(root, pathOf(TENANTS, name), counts);
    if (yaml !== undefined) drafts.push(draftTenant(name, yaml));
  }
  return drafts;
}

/** What came of a draft. */
export interface Judged {
  /** Undefined where there are problems. */
  readonly tenant: Tenant | undefined;
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
}

/** All drafts by all rules, in their order. */
export function judgeAll(
  drafts: readonly TenantDraft[],
  fleet: Fleet,
  shelf: VendorShelf,
  now: Date,
): readonly Judged[] {
  return atOnce(judgeAllInSteps(drafts, fleet, shelf, now));
}

function* judgeAllInSteps(
  drafts: readonly TenantDraft[],
  fleet: Fleet,
  shelf: VendorShelf,
  now: Date,
): Pausing<readonly Judged[]> {
  const alone: { draft: TenantDraft; view: TenantView; rulings: readonly Ruling[] }[] = [];
  for (const draft of drafts) {
    yield;
    const { profile, rulings } = findVendor(shelf, draft);
    const view = viewOf(draft, fleet, profile, now);
    const all = draft.yaml.fields === undefined ? [] : [...rulings, ...judge(view)];
    alone.push({ draft, view, rulings: all });
  }
  const claimants = alone.map(({ draft, view, rulings }): Claimant => {
    const sound = draft.yaml.problems.length + draft.findings.length === 0 && !rulings.some(isProblem);
    const { file, fields, text } = draft.yaml;
    return { view, file, sound, ...present('unread', fields === undefined ? text : undefined) };
  });
  const together = byTenant(yield* judgeTogether(claimants));
  const judged: Judged[] = [];
  for (const { draft, view, rulings } of alone) {
    yield;
    judged.push(conclude(draft, view, [...rulings, ...(together.get(draft.name) ?? [])]));
  }
  return judged;
}

function byTenant(rulings: readonly CrossRuling[]): ReadonlyMap<string, readonly Ruling[]> {
  const map = new Map<string, Ruling[]>();
  for (const ruling of rulings) {
    const others = map.get(ruling.tenant);
    if (others) others.push(ruling);
    else map.set(ruling.tenant, [ruling]);
  }
  return map;
}

function conclude({ yaml, findings }: TenantDraft, view: TenantView, rulings: readonly Ruling[]): Judged {
  const problems = [...yaml.problems, ...problemsOf(yaml, [...findings, ...rulings.filter(isProblem)])];
  // Of a file that has to be mended anyway, advice would only hide what is wrong.
  const advice = problems.length > 0 ? [] : rulings.filter((ruling) => !isProblem(ruling));
  const notices = problemsOf(yaml, advice);
  const { vendor } = view;
  const tenant = problems.length === 0 && vendor ? resolveTenant(view, vendor, yaml.file) : undefined;
  return { tenant, problems, notices };
}

function isProblem({ severity }: Ruling): boolean {
  return severity === 'problem';
}

function byName(one: Tenant, other: Tenant): number {
  return one.name < other.name ? -1 : 1;
}
