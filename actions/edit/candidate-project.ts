/**
 * What would be wrong with the project if some tenants' files were other than they are: found before anything is written,
 * by the rules of `validate`, those between tenants too.
 */
import { loadProject, type Project } from '../../config';
import { FLEET_FILE, pathOf, TENANTS } from '../../config/fleet/project-files';
import type { Tenant } from '../../config/tenant/tenant';
import { catalogueOf } from '../../config/vendor/catalogue';
import { formatProblem, type Problem } from '../../config/yaml/problem';
import { unwrittenFile, type YamlFile } from '../../config/yaml/yaml-file';
import { quotaProblemsOf } from '../../policies/deployable';
import type { NewTenantFile } from './tenant-file';

export interface Candidates {
  /** The project as it would be. */
  readonly project: Project;
  /** Those of the given files that are sound, by name. */
  readonly tenants: readonly Tenant[];
  /** What stands in the way: of the given files, of the fleet's, and what other files would begin to suffer from. */
  readonly problems: readonly Problem[];
  /** What is worth knowing of the given files. */
  readonly notices: readonly Problem[];
}

/** New files as candidates: names of tenants and what their files would hold. */
export function candidates(
  files: Iterable<readonly [name: string, file: NewTenantFile]>,
): ReadonlyMap<string, YamlFile> {
  return new Map(
    Array.from(files, ([name, { text, fields }]) => [
      name,
      unwrittenFile(pathOf(TENANTS, name), text, fields),
    ]),
  );
}

/** With so many, only the files of related tenants are parsed. */
const FEW = 10;

/** `files`: by tenants' names, the files as they would be. Nothing is written. */
export function judgeCandidates(root: string, files: ReadonlyMap<string, YamlFile>): Candidates {
  const names = [...files.keys()];
  const tenants = names.length <= FEW ? { tenants: names } : {};
  // What else is wrong with the project is nothing that these files could have done.
  return judged(root, loadProject(root, { ...tenants, rest: false, unwritten: files }), new Set(names));
}

function judged(root: string, project: Project, names: ReadonlySet<string>): Candidates {
  const own = new Set([FLEET_FILE, ...[...names].map((name) => pathOf(TENANTS, name))]);
  const tenants = project.tenants.filter(({ name }) => names.has(name));
  const ours = project.problems.filter(({ file }) => own.has(file));
  const others = project.problems.filter(({ file }) => !own.has(file));
  // What was wrong with others before is not the candidates' doing.
  const before = others.length === 0 ? new Set() : new Set(loadProject(root).problems.map(withoutPlace));
  return {
    project,
    tenants,
    problems: [
      ...ours,
      ...others.filter((problem) => !before.has(withoutPlace(problem))),
      ...tenants.flatMap((tenant) => quotaProblemsOf(project, tenant)),
    ],
    notices: project.notices.filter(({ file }) => own.has(file) || isVendorOf(tenants, project.root, file)),
  };
}

function isVendorOf(tenants: readonly Tenant[], root: string, file: string): boolean {
  const { fileOf } = catalogueOf(root);
  return tenants.some(({ vendor }) => file === fileOf(vendor.id));
}

function withoutPlace(problem: Problem): string {
  return formatProblem({ ...problem, line: 1 });
}
