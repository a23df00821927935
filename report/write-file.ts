/** Files are written beside their place and renamed, so that nobody ever reads half of one. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsync,
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

function writeBeside(file: string, text: string, mode?: number): string {
  const { beside, handle } = handOver(file, text, mode);
  try {
    fsyncSync(handle);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  return beside;
}

/** A text that the system has, and the disk not yet. */
interface HandedOver {
  /** Its name begins with a dot: no command takes it for a tenant's file. */
  readonly beside: string;
  readonly handle: number;
}

function handOver(file: string, text: string, mode = modeOf(file)): HandedOver {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const beside = `${folder}/.${basename(file)}.${randomUUID()}${UNFINISHED}`;
  const handle = openSync(beside, 'wx', mode);
  try {
    // Unlike `writeSync`, goes on where the system took only a part.
    writeFileSync(handle, text);
  } catch (error) {
    closeSync(handle);
    rmSync(beside, { force: true });
    throw error;
  }
  return { beside, handle };
}

/** Files that are handed over before the disk is waited for: each has a descriptor, of which there are not many. */
const AT_ONCE = 256;

/** A text did not come onto the disk; `cause` is the system's error. */
export class NotWritten extends Error {
  override readonly name = 'NotWritten';

  constructor(
    readonly file: string,
    override readonly cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

/**
 * Writes many texts beside their places: all are on the disk when it resolves. The disk is waited for once for many of
 * them, which for thousands is most of the time. Gives the names, in the order of `files`; throws {@link NotWritten}, and
 * then none is left.
 */
export async function writeAllBeside(
  files: readonly { readonly path: string; readonly text: string }[],
): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for (let first = 0; first < files.length; first += AT_ONCE) {
      const group: (HandedOver & { readonly path: string })[] = [];
      try {
        for (const { path, text } of files.slice(first, first + AT_ONCE)) {
          group.push({ path, ...because(path, () => handOver(path, text)) });
          names.push(group.at(-1)?.beside ?? '');
        }
        // All are waited for, also where one fails: none may be closed while the disk is at work on it.
        const ended = await Promise.allSettled(group.map(({ path, handle }) => onDisk(path, handle)));
        const failed = ended.find((each) => each.status === 'rejected');
        if (failed) throw failed.reason;
      } finally {
        for (const { handle } of group) closeSync(handle);
      }
    }
    return names;
  } catch (error) {
    for (const beside of names) rmSync(beside, { force: true });
    throw error;
  }
}

function because<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new NotWritten(file, error as Error);
  }
}

function onDisk(file: string, handle: number): Promise<void> {
  return new Promise<void>((done, failed) => {
    fsync(handle, (error) => (error ? failed(error) : done()));
  }).catch((error: Error) => {
    throw new NotWritten(file, error);
  });
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
