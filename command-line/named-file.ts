/** A file that was named on the command line. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../config/user-error';

/** `name`: as it was typed, from `cwd`. Throws `UserError` where it cannot be read. */
export function readNamed(cwd: string, name: string): Buffer {
  try {
    return readFileSync(resolve(cwd, name));
  } catch (error) {
    throw new UserError(`${name} cannot be read: ${(error as Error).message}`);
  }
}
