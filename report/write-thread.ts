/** The program of a thread that writes many texts; see `write-ahead.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromWriter } from './write-ahead';
import { NotWritten, type TextOfFile, writeAllBeside } from './write-file';

function tell(said: FromWriter): void {
  parentPort?.postMessage(said);
}

writeAllBeside(workerData as readonly TextOfFile[]).then(
  (names) => tell({ kind: 'written', names }),
  (error: unknown) => {
    if (!(error instanceof NotWritten)) throw error;
    const { file, message, cause } = error;
    tell({ kind: 'failed', file, message, code: (cause as NodeJS.ErrnoException).code ?? '' });
  },
);
