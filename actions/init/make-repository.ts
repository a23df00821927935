/** `init`: makes a company's repository, all of it or nothing. */
import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { SETTINGS, TENANTS } from '../../config/fleet/project-files';
import { UserError } from '../../config/user-error';
import { regionProblem } from '../../config/values/region';
import { type FileChange, writeTogether } from '../edit/write-tenants';
import { kitPackages } from './kit-package';
import { type CodeHost, IGNORED, repositoryFiles } from './repository-files';

export interface InitOptions {
  /** Absolute; made where it is not there. */
  readonly folder: string;
  readonly region: string;
  readonly ci: CodeHost | undefined;
  /** What npm is to install the kit from; where not given, what this kit was installed from. */
  readonly kit: string | undefined;
}

export interface Made {
  /** Relative to the folder, in order. */
  readonly written: readonly string[];
  /** Files that were there and got lines or fields that were missing. */
  readonly completed: readonly string[];
  /** Files that were there and are as they were. */
  readonly kept: readonly string[];
}

/** Where one of them is, a project is: then there is nothing to make. */
const MARKS = [...SETTINGS, 'cdktf.json', TENANTS] as const;

/** What repositories have for themselves: one that is there stays, and is no reason to make nothing. */
const MAY_BE_THERE: ReadonlySet<string> = new Set([
  'README.md',
  '.gitignore',
  'package.json',
  '.github/dependabot.yml',
]);

/** Throws `UserError` where a project is there already, or a file that would have to be written over. */
export async function makeRepository({ folder, region, ci, kit }: InitOptions): Promise<Made> {
  const problem = regionProblem(region);
  if (problem !== undefined) throw new UserError(`--region: ${problem}`);
  const mark = MARKS.find((name) => existsSync(join(folder, name)));
  if (mark !== undefined)
    throw new UserError(
      `${join(folder, mark)} is there already: init makes a new project and overwrites none`,
    );
  const files = repositoryFiles({ folder, region, ci, packages: kitPackages(folder, kit) });
  const changes = [...files].map(([file, text]) => changeOf(folder, file, text));
  const kept = changes.filter(({ before, after }) => before === after);
  const taken = kept.find(({ path }) => !MAY_BE_THERE.has(namedIn(folder, path)));
  if (taken)
    throw new UserError(
      `${taken.path} is there already and is not overwritten; move it, or name another folder`,
    );
  const made = changes.filter(({ before, after }) => before !== after);
  await writeOrLeaveNothing(folder, made);
  const names = (some: readonly FileChange[]) => some.map(({ path }) => namedIn(folder, path));
  return {
    written: names(made.filter(({ before }) => before === undefined)),
    completed: names(made.filter(({ before }) => before !== undefined)),
    kept: names(kept),
  };
}

/** Relative to the folder, with `/`. */
function namedIn(folder: string, path: string): string {
  return relative(folder, path).replaceAll('\\', '/');
}

/** What is there is never written over: a package.json and a .gitignore get what they miss, and all else stays. */
function changeOf(folder: string, file: string, text: string): FileChange {
  const path = join(folder, file);
  if (!existsSync(path)) return { path, before: undefined, after: text };
  const before = readFileSync(path, 'utf8');
  if (file === 'package.json') return { path, before, after: completedPackage(path, before, text) };
  if (file === '.gitignore') return { path, before, after: completedIgnore(before) };
  return { path, before, after: before };
}

function completedPackage(path: string, before: string, text: string): string {
  const there = parsed(path, before);
  const wanted = JSON.parse(text);
  const missing = (field: 'dependencies' | 'devDependencies') =>
    Object.entries(wanted[field]).filter(([name]) => !isListed(there, name));
  const additions = (['dependencies', 'devDependencies'] as const).flatMap((field) => {
    const added = missing(field);
    return added.length === 0 ? [] : [[field, { ...there[field], ...Object.fromEntries(added) }]];
  });
  if (additions.length === 0) return before;
  return `${JSON.stringify({ ...there, ...Object.fromEntries(additions) }, null, 2)}\n`;
}

type Package = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

function parsed(path: string, text: string): Package {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Package;
  } catch {
    // Said below.
  }
  throw new UserError(`${path} is not a JSON object; make it one, or remove it`);
}

function isListed(there: Package, name: string): boolean {
  return ['dependencies', 'devDependencies', 'peerDependencies'].some(
    (field) => there[field]?.[name] !== undefined,
  );
}

function completedIgnore(before: string): string {
  const lines = before.split(/\r?\n/).map((line) => line.trim().replace(/^\//, '').replace(/\/$/, ''));
  const missing = IGNORED.filter((line) => !lines.includes(line.replace(/\/$/, '')));
  if (missing.length === 0) return before;
  return `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${missing.join('\n')}\n`;
}

async function writeOrLeaveNothing(folder: string, changes: readonly FileChange[]): Promise<void> {
  const folders = new Set(changes.flatMap(({ path }) => foldersUpTo(dirname(path), folder)));
  const missing = [...folders, ...foldersAbove(folder)].filter((one) => !existsSync(one));
  try {
    await writeTogether(folder, changes);
  } catch (error) {
    for (const made of missing.sort((one, other) => other.length - one.length)) removeIfEmpty(made);
    throw asUserError(error, folder);
  }
}

function foldersUpTo(path: string, top: string): readonly string[] {
  return path === top || path === dirname(path) ? [top] : [path, ...foldersUpTo(dirname(path), top)];
}

function foldersAbove(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder || existsSync(above) ? [] : [above, ...foldersAbove(above)];
}

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

function asUserError(error: unknown, folder: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof UserError || typeof code !== 'string') return error;
  return new UserError(`${folder} cannot be written: ${message}; nothing is left there`);
}
