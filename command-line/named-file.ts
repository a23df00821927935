/** Files that were named on the command line. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { unlessAborted } from '../config/unless-aborted';
import { UserError } from '../config/user-error';
import type { Io } from './command';

/** Where a name is meant from, and what ends the reading: a pipe may never come to its end. */
type From = Pick<Io, 'cwd' | 'signal'>;

/** `name`: as it was typed. Throws `UserError` where it cannot be read, and the signal's reason. */
export async function readNamed(name: string, { cwd, signal }: From): Promise<Buffer> {
  try {
    return await unlessAborted(readFile(resolve(cwd, name)), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new UserError(`${name} cannot be read: ${(error as Error).message}`);
  }
}

/** Several, as texts, in the same order. */
export async function readAllNamed(
  names: readonly string[],
  from: From,
): Promise<readonly { readonly file: string; readonly text: string }[]> {
  const read: { readonly file: string; readonly text: string }[] = [];
  for (const file of names) read.push({ file, text: (await readNamed(file, from)).toString('utf8') });
  return read;
}
