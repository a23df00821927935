/** The program of a thread that validates a part of the tenants; see `in-threads.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadProject } from '../../config';
import { UserError } from '../../config/user-error';
import type { FromThread, Shard } from './in-threads';
import { validatePart } from './tenants-part';

function tell(message: FromThread): void {
  parentPort?.postMessage(message);
}

async function work({ root, names, withRest, tables, pictures }: Shard): Promise<void> {
  const project = loadProject(root, { tenants: names, rest: withRest });
  const asked = new Set(names);
  const part = await validatePart(
    project,
    { isAsked: (name) => asked.has(name), tables, pictures },
    // The thread itself is ended where the work is given up.
    { signal: new AbortController().signal, onEvent: (event) => tell({ kind: 'event', event }) },
  );
  tell({ kind: 'done', part });
}

work(workerData as Shard).catch((error: unknown) => {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  tell({ kind: 'failed', isUsers: error instanceof UserError, message, stack });
});
