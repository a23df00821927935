/** A report in a file: written beside its place and renamed, and never over what is not a report of ours. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { UserError } from '../../../config/user-error';

/** `mark`: a text that only a report of the same kind holds. Throws `UserError` where anything else stands at `path`. */
export function writeReportFile(path: string, content: string, mark: string, force: boolean): void {
  const present = contentOf(path);
  if (present !== undefined && !force && !present.includes(mark))
    throw new UserError(`${path} exists and is no report of this command; --force overwrites it`);
  const beside = `${path}.${process.pid}.new`;
  try {
    writeFileSync(beside, content);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new UserError(
      `${path} could not be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UserError(
      `${path} could not be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
