/** Files are written beside their place and renamed, so that nobody ever reads half of one. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Of a file that is new, before the umask. */
const MODE = 0o644;

/** How what is not given its name yet ends. */
const UNFINISHED = '.new';

/** Of a file with credentials: nobody but the caller reads it, whatever it was before. */
export const SECRET_MODE = 0o600;

/** Writes or overwrites `file`, which keeps its permissions where no mode is given. Folders that are not there are made. */
export function writeWhole(file: string, text: string, mode?: number): void {
  const beside = writeBeside(file, text, mode);
  try {
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** The name of what was written. It begins with a dot: no command takes it for a tenant's file. */
export function writeBeside(file: string, text: string, mode = modeOf(file)): string {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const beside = `${folder}/.${basename(file)}.${randomUUID()}${UNFINISHED}`;
  const handle = openSync(beside, 'wx', mode);
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

/** What runs that were ended left in a folder: paths below it. A folder that is not there has none. */
export function unfinishedIn(folder: string): readonly string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.startsWith('.') && name.endsWith(UNFINISHED))
    .map((name) => join(folder, name))
    .sort();
}

function modeOf(file: string): number {
  const present = statSync(file, { throwIfNoEntry: false });
  return present?.isFile() ? present.mode & 0o777 : MODE;
}
