/** Unpacks what publishers send, without any program of the machine's. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { FetchError } from './fetch-error';

const EXECUTABLE = 0o755;

/** Writes the one file `name` of a zip archive to `to`, as a program. Throws {@link FetchError} where it is not there. */
export function unzipProgram(archive: string, name: string, to: string): void {
  const { unzipSync } = require('fflate') as typeof import('fflate');
  const { [name]: program } = readable(() =>
    unzipSync(readFileSync(archive), { filter: (entry) => entry.name === name }),
  );
  if (!program) throw new FetchError('archive', `the archive does not hold ${name}; is it the right mirror?`);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, program, { mode: EXECUTABLE });
}

/** Unpacks a `.tar.gz` into `folder`, without the folder that all its files lie in. */
export async function untar(archive: string, folder: string): Promise<void> {
  const { extract } = require('tar') as typeof import('tar');
  mkdirSync(folder, { recursive: true });
  try {
    await extract({ file: archive, cwd: folder, strip: 1, preserveOwner: false, strict: true });
  } catch (error) {
    throw asArchiveError(error);
  }
}

function readable<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw asArchiveError(error);
  }
}

/** What the disk says is left as it is. */
function asArchiveError(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const isDisk = typeof code === 'string' && /^E[A-Z]+$/.test(code);
  return isDisk ? error : new FetchError('archive', `the archive cannot be unpacked: ${message}`);
}
