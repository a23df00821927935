/** Many texts come onto the disk in a thread of their own, while the main thread goes on with something else. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { NotWritten, type TextOfFile } from './write-file';

/** What the thread says at its end. */
export type FromWriter =
  | { readonly kind: 'written'; readonly names: readonly string[] }
  | { readonly kind: 'failed'; readonly file: string; readonly message: string; readonly code: string };

/** Compiled code alone can be started in a thread. */
const PROGRAM = join(__dirname, 'write-thread.js');
/** With fewer, a thread costs more than it saves. */
const FEWEST = 500;

/** Whether so many are worth a thread. */
export function isWorthThread(files: number): boolean {
  return files >= FEWEST && existsSync(PROGRAM);
}

/** As `writeAllBeside`, begun at once in a thread. */
export function writeAllAhead(files: readonly TextOfFile[]): Promise<readonly string[]> {
  const worker = new Worker(PROGRAM, { workerData: files });
  return new Promise((resolve, reject) => {
    worker.once('message', (said: FromWriter) => {
      if (said.kind === 'written') resolve(said.names);
      else reject(new NotWritten(said.file, Object.assign(new Error(said.message), { code: said.code })));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread that writes ended with ${code}`)));
  });
}
