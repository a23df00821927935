/**
 * What would be wrong with the project if some tenants' files were other than they are: found in a copy, before
 * anything is written, by the rules of `validate`, those between tenants too.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadProject, type Project } from '../../config';
import { FLEET_FILE, filesIn, pathOf, TENANTS, VENDORS } from '../../config/fleet/project-files';
import type { Tenant } from '../../config/tenant/tenant';
import { catalogueOf } from '../../config/vendor/catalogue';
import { formatProblem, type Problem } from '../../config/yaml/problem';
import { quotaProblemsOf } from '../../policies/deployable';

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

/** With so many, only the files of related tenants are parsed. */
const FEW = 10;

/** `texts`: by tenants' names, the files as they would be. Nothing is written below `root`. */
export function judgeCandidates(root: string, texts: ReadonlyMap<string, string>): Candidates {
  const folder = mkdtempSync(join(tmpdir(), 's3-handshake-'));
  try {
    copyProject(root, folder);
    for (const [name, text] of texts) writeFileSync(join(folder, pathOf(TENANTS, name)), text);
    const names = [...texts.keys()];
    return judged(root, loadProject(folder, names.length <= FEW ? { tenants: names } : {}), names);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyProject(root: string, folder: string): void {
  if (existsSync(join(root, FLEET_FILE))) copyFileSync(join(root, FLEET_FILE), join(folder, FLEET_FILE));
  // A junction is what Windows lets anybody make; elsewhere it is a link like any other.
  if (existsSync(join(root, VENDORS))) symlinkSync(resolve(root, VENDORS), join(folder, VENDORS), 'junction');
  mkdirSync(join(folder, TENANTS));
  for (const name of filesIn(root, TENANTS).names)
    copyFileSync(join(root, pathOf(TENANTS, name)), join(folder, pathOf(TENANTS, name)));
}

function judged(root: string, project: Project, names: readonly string[]): Candidates {
  const own = new Set([FLEET_FILE, ...names.map((name) => pathOf(TENANTS, name))]);
  const tenants = project.tenants.filter(({ name }) => names.includes(name));
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
