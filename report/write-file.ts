/** Files are written beside their place and renamed, so that nobody ever reads half of one. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../config/user-error';

/** Writes or overwrites `file`. Folders that are not there are made. */
export function writeWhole(file: string, text: string): void {
  const beside = writeBeside(file, text);
  try {
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Throws `UserError` where `file` is there already: what a user has written is not overwritten. */
export function createWhole(file: string, text: string): void {
  const beside = writeBeside(file, text);
  try {
    // A link, unlike a rename, fails where the name is taken.
    linkSync(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new UserError(`${file} is there already and is left as it is`);
    throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** The name of what was written. It begins with a dot: no command takes it for a tenant's file. */
export function writeBeside(file: string, text: string): string {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const beside = `${folder}/.${randomUUID()}.new`;
  const handle = openSync(beside, 'wx', 0o644);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  return beside;
}
