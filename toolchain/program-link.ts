/**
 * The link by which `npx cdktf` finds the Terraform that was fetched for a project. cdktf starts `terraform` from PATH,
 * and npx puts the folder of the packages' programs in front of it: so the link lies there, beside cdktf's own.
 */
import { existsSync, linkSync, lstatSync, readlinkSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { OWN_FOLDER } from './own-folder';

/** Whether `npx cdktf` in `project` would start `program`, an absolute path, if {@link linkProgram} made the link. */
export function lacksLink(project: string, program: string): boolean {
  const link = placeOfLink(project, program);
  return link !== undefined && isFree(link, program);
}

/**
 * Makes the link. What somebody else has put in its place stays, and where cdktf is not installed for the project there
 * is none.
 */
export function linkProgram(project: string, program: string): void {
  const link = placeOfLink(project, program);
  if (link === undefined || !isFree(link, program)) return;
  rmSync(link, { force: true });
  // Windows lets few make symbolic links.
  if (process.platform === 'win32') linkSync(program, link);
  else symlinkSync(relative(realpathSync(dirname(link)), realpathSync(program)), link);
}

/** Where the nearest cdktf is that npx would start; none where the packages are those of another folder. */
function placeOfLink(project: string, program: string): string | undefined {
  const modules = join(project, 'node_modules');
  const programs = join(modules, '.bin');
  const hasCdktf = ['cdktf', 'cdktf.cmd'].some((name) => isThere(join(programs, name)));
  if (hasCdktf) return lstatSync(modules).isSymbolicLink() ? undefined : join(programs, basename(program));
  const above = dirname(project);
  return above === project ? undefined : placeOfLink(above, program);
}

/** Nothing is there, or a link of ours that leads elsewhere. */
function isFree(link: string, program: string): boolean {
  return !isThere(link) || (isOurs(link) && !isSame(link, program));
}

/** A link that leads nowhere is there too. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** By the file and not by its path: a hard link has another one. */
function isSame(link: string, program: string): boolean {
  if (!existsSync(link) || !existsSync(program)) return false;
  const [one, other] = [lstatSync(realpathSync(link)), lstatSync(realpathSync(program))];
  return one.ino === other.ino && one.dev === other.dev;
}

/** Made here for another version, or for a folder that has been moved. */
function isOurs(link: string): boolean {
  if (!lstatSync(link).isSymbolicLink()) return false;
  return resolve(dirname(link), readlinkSync(link)).split(sep).includes(OWN_FOLDER);
}
