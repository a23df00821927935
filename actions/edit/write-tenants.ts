/** Writes several tenants' files, all or none. */
import { copyFileSync, linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { TENANTS } from '../../config/fleet/project-files';
import { UserError } from '../../config/user-error';
import { writeBeside } from '../../report/write-file';
import { refuseIfLocked, whileLocked } from '../../report/write-lock';

export interface FileChange {
  /** Absolute. */
  readonly path: string;
  /** What the file holds now; undefined where it is not there. It is not touched if it holds something else. */
  readonly before: string | undefined;
  readonly after: string;
}

/** A change whose text is on the disk, beside its place. */
interface Written {
  readonly change: FileChange;
  readonly beside: string;
  /** The file as it was, under another name; undefined where there was none. */
  readonly earlier: string | undefined;
}

/**
 * All texts are on the disk before the first is given its name, and what was given its name is put back if one fails,
 * which takes no room on the disk. One command at a time writes below `root`. Throws `UserError` where somebody else
 * changed a file meanwhile, and where nothing can be written.
 */
export function writeTogether(root: string, changes: readonly FileChange[]): void {
  if (changes.length === 0) refuseIfLocked(root, [join(root, TENANTS)]);
  else writeLocked(root, changes);
}

function writeLocked(root: string, changes: readonly FileChange[]): void {
  const folders = [...new Set(changes.map(({ path }) => dirname(path)))];
  whileLocked(root, folders, () => writeAll(root, changes));
}

function writeAll(root: string, changes: readonly FileChange[]): void {
  const written: Written[] = [];
  const done: Written[] = [];
  let current: FileChange | undefined;
  try {
    for (const change of changes) {
      current = change;
      const beside = writeBeside(change.path, change.after);
      written.push({
        change,
        beside,
        earlier: change.before === undefined ? undefined : `${beside}.earlier.new`,
      });
    }
    for (const each of written) {
      current = each.change;
      giveName(each);
      done.push(each);
    }
  } catch (error) {
    for (const { change, earlier } of done.reverse())
      if (earlier === undefined) rmSync(change.path, { force: true });
      else renameSync(earlier, change.path);
    if (error instanceof UserError || !current) throw error;
    throw new UserError(
      `${relative(root, current.path)} could not be written: ${(error as Error).message}; nothing is written`,
      { cause: error },
    );
  } finally {
    for (const { beside, earlier } of written)
      for (const file of [beside, ...(earlier === undefined ? [] : [earlier])]) rmSync(file, { force: true });
  }
}

function giveName({ change: { path, before }, beside, earlier }: Written): void {
  if (before !== undefined && earlier !== undefined) {
    if (readFileSync(path, 'utf8') !== before)
      throw new UserError(`${path} was changed meanwhile and is left as it is; run the command again`);
    copyFileSync(path, earlier);
    renameSync(beside, path);
    return;
  }
  try {
    // A link, unlike a rename, fails where the name is taken.
    linkSync(beside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new UserError(`${path} is there already and is left as it is`);
  }
}
