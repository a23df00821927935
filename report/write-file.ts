/** Files are written beside their place and renamed, so that nobody ever reads half of one. */
import { execFile } from 'node:child_process';
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
import { platform } from 'node:os';
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
  /** Where it belongs. */
  readonly path: string;
  /** Its name begins with a dot: no command takes it for a tenant's file. */
  readonly beside: string;
  readonly handle: number;
}

function handOver(file: string, text: string, mode = modeOf(file)): HandedOver {
  const beside = `${dirname(file)}/.${basename(file)}.${randomUUID()}${UNFINISHED}`;
  const handle = opened(beside, mode);
  try {
    // Unlike `writeSync`, goes on where the system took only a part.
    writeFileSync(handle, text);
  } catch (error) {
    closeSync(handle);
    rmSync(beside, { force: true });
    throw error;
  }
  return { path: file, beside, handle };
}

/** Its folder is made where it is not there. */
function opened(file: string, mode: number): number {
  try {
    return openSync(file, 'wx', mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'wx', mode);
  }
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

/** What a file is to hold. */
export interface TextOfFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes many texts beside their places: all are on the disk when it resolves. The disk is waited for once for all of
 * them where the system can do that, which for thousands is most of the time. Gives the names, in the order of `files`;
 * throws {@link NotWritten}, and then none is left.
 */
export async function writeAllBeside(files: readonly TextOfFile[]): Promise<readonly string[]> {
  const isWaitedForOnce = files.length > AT_ONCE && platform() === 'linux';
  const written: HandedOver[] = [];
  try {
    for (const group of groupsOf(files))
      await whileOpen(
        group,
        ({ path, text }) => {
          const one = handOver(path, text);
          written.push(one);
          return one.handle;
        },
        isWaitedForOnce ? async () => {} : eachOnDisk,
      );
    const folders = written.map(({ path }) => dirname(path));
    if (isWaitedForOnce && !(await allOnDisk(folders)))
      for (const group of groupsOf(written))
        await whileOpen(group, ({ beside }) => openSync(beside, 'r'), eachOnDisk);
    return written.map(({ beside }) => beside);
  } catch (error) {
    for (const { beside } of written) rmSync(beside, { force: true });
    throw error;
  }
}

function groupsOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) =>
    all.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}

interface Open {
  readonly path: string;
  readonly handle: number;
}

/** Opens all, works with them, and closes all, whatever comes of it. */
async function whileOpen<T extends { readonly path: string }>(
  files: readonly T[],
  open: (file: T) => number,
  work: (open: readonly Open[]) => Promise<void>,
): Promise<void> {
  const all: Open[] = [];
  try {
    for (const file of files) all.push({ path: file.path, handle: because(file.path, () => open(file)) });
    await work(all);
  } finally {
    for (const { handle } of all) closeSync(handle);
  }
}

/** All are waited for, also where one fails: none may be closed while the disk is at work on it. */
async function eachOnDisk(files: readonly Open[]): Promise<void> {
  const ended = await Promise.allSettled(files.map(({ path, handle }) => onDisk(path, handle)));
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
}

/**
 * All that was written to the file systems of `folders`, by one call of Linux's (syncfs) for each. False where there is no
 * program that makes it, or where it failed: then each file is waited for by itself, and tells what is wrong with it.
 */
function allOnDisk(folders: readonly string[]): Promise<boolean> {
  return new Promise((done) => {
    execFile('sync', ['-f', '--', ...new Set(folders)], (error) => done(error === null));
  });
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
