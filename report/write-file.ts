/** Files are written beside their place and renamed, so that nobody ever reads half of one. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../config/user-error';

/** Of a file that is new, before the umask. */
const MODE = 0o644;

/** Writes or overwrites `file`, which keeps its permissions. Folders that are not there are made. */
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
  const handle = openSync(beside, 'wx', modeOf(file));
  try {
    // Unlike `writeSync`, goes on where the system took only a part.
    writeFileSync(handle, text);
    fsyncSync(handle);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  return beside;
}

function modeOf(file: string): number {
  const present = statSync(file, { throwIfNoEntry: false });
  return present?.isFile() ? present.mode & 0o777 : MODE;
}
