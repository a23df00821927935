/** Writes several tenants' files, all or none. */
import { constants, copyFileSync, linkSync, readFileSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { TENANTS } from '../../config/fleet/project-files';
import { UserError } from '../../config/user-error';
import { isWorthThread, writeAllAhead } from '../../report/write-ahead';
import { NotWritten, type TextOfFile, writeAllBeside } from '../../report/write-file';
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
 * which takes no room on the disk. One command at a time writes below `root`. `isWanted` has the last word, while the
 * texts of many are on their way to the disk: none is given its name where it says no. Gives whether they were written.
 * Throws `UserError` where somebody else changed a file meanwhile, and where nothing can be written.
 */
export async function writeTogether(
  root: string,
  changes: readonly FileChange[],
  isWanted: () => boolean = () => true,
): Promise<boolean> {
  if (changes.length === 0) {
    refuseIfLocked(root, [join(root, TENANTS)]);
    return isWanted();
  }
  const folders = [...new Set(changes.map(({ path }) => dirname(path)))];
  return await whileLocked(root, folders, () => writeAll(root, changes, isWanted));
}

async function writeAll(
  root: string,
  changes: readonly FileChange[],
  isWanted: () => boolean,
): Promise<boolean> {
  const written = await allBeside(root, changes, isWanted);
  if (!written) return false;
  const done: Written[] = [];
  let current: FileChange | undefined;
  try {
    for (const each of written) {
      current = each.change;
      giveName(each);
      done.push(each);
    }
    return true;
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

/** Undefined where they are not wanted. */
async function allBeside(
  root: string,
  changes: readonly FileChange[],
  isWanted: () => boolean,
): Promise<readonly Written[] | undefined> {
  const texts = changes.map(({ path, after }) => ({ path, text: after }));
  try {
    const names = isWorthThread(texts.length)
      ? await aheadUnlessUnwanted(texts, isWanted)
      : isWanted()
        ? await writeAllBeside(texts)
        : undefined;
    return names?.map((beside, at) => {
      const change = changes[at] as FileChange;
      return { change, beside, earlier: change.before === undefined ? undefined : `${beside}.earlier.new` };
    });
  } catch (error) {
    if (error instanceof NotWritten) throw notWritten(root, error.file, error.cause);
    throw error;
  }
}

async function aheadUnlessUnwanted(
  texts: readonly TextOfFile[],
  isWanted: () => boolean,
): Promise<readonly string[] | undefined> {
  const writing = writeAllAhead(texts);
  let wanted = false;
  try {
    wanted = isWanted();
  } finally {
    // A thread that failed has left nothing, and is told of only where somebody wanted what it wrote.
    if (!wanted) for (const name of await writing.catch(() => [])) removed(name);
  }
  return wanted ? await writing : undefined;
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
