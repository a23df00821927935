/** A report in a file: written whole, over its predecessor, and never over what is no report of ours. */
import { readFileSync, rmSync } from 'node:fs';
import { UserError } from '../config/user-error';
import { writeWhole } from './write-file';

/** `mark`: a text that every report of the same kind holds, and nothing else does. Throws `UserError`. */
export function writeReport(file: string, text: string, mark: string): void {
  refuseStranger(file, mark);
  try {
    writeWhole(file, text);
  } catch (error) {
    throw new UserError(
      `${file} could not be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Whether a report of ours is there. Throws `UserError` where something else is. */
function refuseStranger(file: string, mark: string): boolean {
  const present = contentOf(file);
  if (present === undefined) return false;
  if (present === '' || present.includes(mark)) return true;
  throw new UserError(`${file} is there and is no report of this command; remove it, or name another file`);
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(
      `${file} could not be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Removes the report of an earlier run, so that none is there where this one does not come to its end. */
export function clearReport(file: string, mark: string): void {
  if (refuseStranger(file, mark)) rmSync(file, { force: true });
}
