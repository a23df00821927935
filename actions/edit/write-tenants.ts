/** Writes several tenants' files, all or none. */
import { constants, copyFileSync, linkSync, readFileSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { TENANTS } from '../../config/fleet/project-files';
import { UserError } from '../../config/user-error';
import { NotWritten, writeAllBeside } from '../../report/write-file';
import { refuseIfLocked, WITHOUT_LINKS, whileLocked } from '../../report/write-lock';

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
export async function writeTogether(root: string, changes: readonly FileChange[]): Promise<void> {
  if (changes.length === 0) return refuseIfLocked(root, [join(root, TENANTS)]);
  const folders = [...new Set(changes.map(({ path }) => dirname(path)))];
  await whileLocked(root, folders, () => writeAll(root, changes));
}

async function writeAll(root: string, changes: readonly FileChange[]): Promise<void> {
  const written = await allBeside(root, changes);
  const done: Written[] = [];
  let current: FileChange | undefined;
  try {
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
    throw notWritten(root, current.path, error as Error);
  } finally {
    for (const { beside, earlier } of written)
      for (const file of [beside, ...(earlier === undefined ? [] : [earlier])]) removed(file);
  }
}

async function allBeside(root: string, changes: readonly FileChange[]): Promise<readonly Written[]> {
  try {
    const names = await writeAllBeside(changes.map(({ path, after }) => ({ path, text: after })));
    return names.map((beside, at) => {
      const change = changes[at] as FileChange;
      return { change, beside, earlier: change.before === undefined ? undefined : `${beside}.earlier.new` };
    });
  } catch (error) {
    if (error instanceof NotWritten) throw notWritten(root, error.file, error.cause);
    throw error;
  }
}

function notWritten(root: string, path: string, cause: Error): UserError {
  const file = relative(root, path);
  return new UserError(`${file} could not be written: ${cause.message}; nothing is written`, { cause });
}

/** One call of the system's, where `rmSync` makes three. */
function removed(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
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
    giveNewName(beside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new UserError(`${path} is there already and is left as it is`);
  }
}

/** Fails where the name is taken, as a rename does not; what a copy could not finish is taken away by the system's call. */
function giveNewName(beside: string, path: string): void {
  try {
    linkSync(beside, path);
  } catch (error) {
    if (!WITHOUT_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyFileSync(beside, path, constants.COPYFILE_EXCL);
  }
}
