/** The folder of a project into which everything goes that is fetched or made for it. Git ignores it. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { KIT_HOME } from '../config/kit-home';

export const OWN_FOLDER = '.s3-handshake';

/** Where something that was fetched is looked for: the project's folder, and that of the kit's own clone. */
export function ownFolders(project: string): readonly string[] {
  return [...new Set([project, KIT_HOME])].map((folder) => join(folder, OWN_FOLDER));
}

const WORK = '.fetch-';

/**
 * Runs `work` in an empty folder within `own`, on the same disk as where its result goes. It is gone afterwards, however
 * that ends; what a run that was killed has left there goes with it.
 */
export async function inWorkFolder<Result>(
  own: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const isNew = !existsSync(own);
  mkdirSync(own, { recursive: true });
  removeAbandoned(own);
  const folder = join(own, `${WORK}${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    mkdirSync(folder);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    if (isNew) removeIfEmpty(own);
  }
}

function removeAbandoned(own: string): void {
  for (const name of readdirSync(own)) {
    const [, pid] = /^\.fetch-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(own, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds something, so it stays.
  }
}
