/** A report in a file: written whole, over its predecessor, and never over what is no report of ours. */
import { readFileSync, rmSync } from 'node:fs';
import { UserError } from '../../../config/user-error';
import { writeWhole } from '../write-file';

/** `mark`: a text that every report of the same kind holds, and nothing else does. Throws `UserError`. */
export function writeReport(file: string, text: string, mark: string): void {
  mustBeReport(file, mark);
  writeWhole(file, text);
}

/**
 * Takes the predecessor away before long work begins: whoever finds a report afterwards knows that the work came to its
 * end. Throws `UserError` where the file is no report.
 */
export function clearReport(file: string, mark: string): void {
  mustBeReport(file, mark);
  rmSync(file, { force: true });
}

function mustBeReport(file: string, mark: string): void {
  const present = contentOf(file);
  if (present !== undefined && present !== '' && !present.includes(mark))
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
