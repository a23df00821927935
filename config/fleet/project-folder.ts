/** Where a project is: found from below, as git finds `.git` and npm finds `package.json`. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../user-error';
import { SETTINGS, TENANTS } from './project-files';

/** Any of these makes a folder a project: the fleet's settings, or a folder of tenants. */
const MARKS: readonly ((folder: string) => boolean)[] = [
  (folder) => SETTINGS.some((name) => isThere(folder, name, 'file')) || isThere(folder, TENANTS, 'folder'),
  // A CDKTF app that has no tenant yet; a project further up is meant rather than an app of another kind within it.
  (folder) => isThere(folder, 'cdktf.json', 'file'),
];

/**
 * The absolute path of the nearest project at `from` or above it; `named` is one that was named, and is taken as it is.
 * Throws `UserError`, saying where it was looked for.
 */
export function projectFolder(from: string, named?: string): string {
  if (named !== undefined) return namedFolder(resolve(from, named), named);
  const folders = [...upwards(resolve(from))];
  for (const isMarked of MARKS) {
    const found = folders.find(isMarked);
    if (found !== undefined) return found;
  }
  throw new UserError(
    `there is no project here: neither handshake.yaml nor tenants/ nor cdktf.json is in ${inWords(folders)}; name its folder by --project, or make one by s3-handshake init`,
  );
}

function namedFolder(folder: string, named: string): string {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UserError(`--project is ${named}: there is no such folder`);
  if (MARKS.some((isMarked) => isMarked(folder))) return folder;
  throw new UserError(
    `--project is ${named}: neither handshake.yaml nor tenants/ nor cdktf.json is in this folder`,
  );
}

function* upwards(folder: string): Generator<string> {
  yield folder;
  const above = dirname(folder);
  if (above !== folder) yield* upwards(above);
}

function inWords(folders: readonly string[]): string {
  return folders.length === 1 ? `${folders[0]}` : `${folders.slice(0, -1).join(', ')} and ${folders.at(-1)}`;
}

function isThere(folder: string, name: string, kind: 'file' | 'folder'): boolean {
  try {
    const found = statSync(join(folder, name));
    return kind === 'folder' ? found.isDirectory() : found.isFile();
  } catch {
    return false;
  }
}
