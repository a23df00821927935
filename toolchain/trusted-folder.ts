/** Whether what lies in a folder can only have been put there by the administrator or by the caller. */
import { realpathSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';

const ROOT = 0;
const WRITABLE_BY_OTHERS = 0o022;

/**
 * True where `path`, with its links resolved, and every folder above it are owned by root or by the caller, and nobody
 * else may write any of them: who may write a folder may exchange what is in it. False where there are no owners to look
 * at (Windows), and where it cannot be told.
 */
export function onlyOursToWrite(path: string): boolean {
  const caller = process.getuid?.();
  if (caller === undefined) return false;
  try {
    let at = realpathSync(path);
    for (;;) {
      if (!isOurs(statSync(at), caller)) return false;
      const above = dirname(at);
      if (above === at) return true;
      at = above;
    }
  } catch {
    return false;
  }
}

function isOurs({ uid, mode }: Stats, caller: number): boolean {
  return (uid === ROOT || uid === caller) && (mode & WRITABLE_BY_OTHERS) === 0;
}
