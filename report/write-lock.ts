/**
 * One command at a time writes to a project: the file `.s3-handshake.lock` is there while it does, as `index.lock` is
 * with git. A command that is killed leaves it, and the next one names it and all that lies beside it: what a killed
 * command left half done is never taken for whole.
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, relative } from 'node:path';
import { pid as ownPid } from 'node:process';
import { UserError } from '../config/user-error';
import { SECRET_MODE, unfinishedIn } from './write-file';

/** Relative to the project. */
const LOCK = '.s3-handshake.lock';

/**
 * Runs `work` while no other command writes to the project `root`. `folders`: absolute, where it writes. Throws
 * `UserError` where another command writes, or was killed while it did.
 */
export async function whileLocked<T>(
  root: string,
  folders: readonly string[],
  work: () => T | Promise<T>,
): Promise<T> {
  take(root, folders);
  try {
    return await work();
  } finally {
    rmSync(join(root, LOCK), { force: true });
  }
}

/** Throws likewise, for a command that has nothing to write and must not pass over what another one left. */
export function refuseIfLocked(root: string, folders: readonly string[]): void {
  if (existsSync(join(root, LOCK))) throw heldBy(root, folders);
}

function take(root: string, folders: readonly string[]): void {
  const lock = join(root, LOCK);
  let handle: number;
  try {
    mkdirSync(root, { recursive: true });
    handle = openSync(lock, 'wx', SECRET_MODE);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw heldBy(root, folders);
    throw new UserError(`nothing can be written to ${root}: ${message}`);
  }
  try {
    writeFileSync(handle, JSON.stringify({ pid: ownPid, host: hostname() }));
  } catch (error) {
    rmSync(lock, { force: true });
    throw new UserError(`nothing can be written to ${root}: ${(error as Error).message}`);
  } finally {
    closeSync(handle);
  }
}

function heldBy(root: string, folders: readonly string[]): UserError {
  const holder = holderOf(join(root, LOCK));
  if (holder.isRunning)
    return new UserError(
      `another command (process ${holder.pid}) is writing to this project; run this one again when it has ended`,
      { code: 'Locked' },
    );
  const left = [
    LOCK,
    ...folders.flatMap((folder) => unfinishedIn(folder).map((file) => relative(root, file))),
  ];
  return new UserError(
    [
      `a command was ended while it wrote to this project${holder.pid === undefined ? '' : ` (process ${holder.pid}, which runs no more here)`}; nothing is written until what it left is removed:`,
      ...left.map((file) => `  ${file}`),
      'Every file without this ending is whole. Look at what was written (git status), remove these, and run the command again.',
    ].join('\n'),
    { code: 'LockLeft' },
  );
}

interface Holder {
  readonly pid: number | undefined;
  readonly isRunning: boolean;
}

/** A lock of another machine's is taken to be held: nothing here can tell. */
function holderOf(lock: string): Holder {
  try {
    const { pid, host } = JSON.parse(readFileSync(lock, 'utf8'));
    if (typeof pid !== 'number') return { pid: undefined, isRunning: false };
    return { pid, isRunning: host !== hostname() || isRunning(pid) };
  } catch {
    return { pid: undefined, isRunning: false };
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // There, and another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
