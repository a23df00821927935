/** Writes several tenants' files, all or none. */
import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { UserError } from '../../config/user-error';
import { writeBeside, writeWhole } from '../../report/write-file';

export interface FileChange {
  /** Absolute. */
  readonly path: string;
  /** What the file holds now; undefined where it is not there. It is not touched if it holds something else. */
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * All texts are on the disk before the first is given its name, and what was renamed is put back if one fails.
 * Throws `UserError` where somebody else changed a file meanwhile.
 */
export function writeTogether(changes: readonly FileChange[]): void {
  const written: { readonly change: FileChange; readonly beside: string }[] = [];
  const done: FileChange[] = [];
  try {
    for (const change of changes) written.push({ change, beside: writeBeside(change.path, change.after) });
    for (const { change, beside } of written) {
      giveName(beside, change);
      done.push(change);
    }
  } catch (error) {
    for (const { path, before } of done.reverse())
      if (before === undefined) rmSync(path, { force: true });
      else writeWhole(path, before);
    throw error;
  } finally {
    for (const { beside } of written) rmSync(beside, { force: true });
  }
}

function giveName(beside: string, { path, before }: FileChange): void {
  if (before !== undefined) {
    if (readFileSync(path, 'utf8') !== before)
      throw new UserError(`${path} was changed meanwhile and is left as it is; run the command again`);
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
