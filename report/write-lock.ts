/**
 * One command at a time writes to a project: `.s3-handshake.lock` is there while it does, as `index.lock` is with git. It
 * is a link that leads nowhere, and says by its text who made it: so it comes into being at once with what it says, and
 * nobody ever meets one that does not say it yet. A command that is killed leaves it, and the next one names it and all
 * that lies beside it: what a killed command left half done is never taken for whole.
 */
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join, relative } from 'node:path';
import { pid as ownPid } from 'node:process';
import { UserError } from '../config/user-error';
import { visible } from '../config/values/visible';
import { unfinishedIn } from './write-file';

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
  if (lstatSync(join(root, LOCK), { throwIfNoEntry: false })) throw heldBy(root, folders);
}

function take(root: string, folders: readonly string[]): void {
  let isTaken: boolean;
  try {
    mkdirSync(root, { recursive: true });
    isTaken = leaveMark(join(root, LOCK));
  } catch (error) {
    throw new UserError(`nothing can be written to ${root}: ${(error as Error).message}`);
  }
  if (!isTaken) throw heldBy(root, folders);
}

/** Marks a place as one where this process writes. False where a mark is there: {@link holderOf} tells whose. */
export function leaveMark(mark: string): boolean {
  const text = JSON.stringify({ pid: ownPid, host: hostname() });
  try {
    try {
      symlinkSync(text, mark);
    } catch (error) {
      if (!WITHOUT_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      writeFileSync(mark, text, { flag: 'wx' });
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Windows lets not everybody make links, and some file systems have none, symbolic or hard: there it is a file. */
export const WITHOUT_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

function heldBy(root: string, folders: readonly string[]): UserError {
  const holder = holderOf(join(root, LOCK));
  if (holder.isRunning && holder.otherHost !== undefined)
    return new UserError(
      `another command (process ${holder.pid} on ${holder.otherHost}) is writing to this project; run this one again when it has ended, or, if it runs no more there, delete ${join(root, LOCK)}`,
      { code: 'Locked' },
    );
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
      'Every file that does not end in .new is whole. Look at what was written (git status), remove these, and run the command again.',
    ].join('\n'),
    { code: 'LockLeft' },
  );
}

export interface Holder {
  /** Undefined for what is no mark of ours. */
  readonly pid: number | undefined;
  readonly isRunning: boolean;
  /** It is this process. */
  readonly isOwn: boolean;
  /** The name of another machine that it runs on, or ran; undefined where it is this one. */
  readonly otherHost: string | undefined;
}

const NOBODY: Holder = { pid: undefined, isRunning: false, isOwn: false, otherHost: undefined };

/** A mark of another machine's is taken to be held: nothing here can tell. */
export function holderOf(mark: string): Holder {
  try {
    const isLink = lstatSync(mark).isSymbolicLink();
    const { pid, host } = JSON.parse(isLink ? readlinkSync(mark) : readFileSync(mark, 'utf8'));
    if (typeof pid !== 'number') return NOBODY;
    const isHere = host === hostname();
    return {
      pid,
      isRunning: !isHere || isRunning(pid),
      isOwn: isHere && pid === ownPid,
      otherHost: isHere ? undefined : visible(String(host)),
    };
  } catch {
    return NOBODY;
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
