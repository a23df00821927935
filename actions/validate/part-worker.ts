/** The program of a thread that validates a part of the tenants; see `in-threads.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadProject } from '../../config';
import { UserError } from '../../config/user-error';
import type { ActionEvent } from '../host';
import type { FromThread, PartOrder } from './in-threads';
import { validatePart } from './tenants-part';

/** Each message wakes the main thread, which has nothing to do but to show how far the work is. */
const EVENTS_TOGETHER = 32;

function tell(message: FromThread): void {
  parentPort?.postMessage(message);
}

function eventsTogether(): { readonly add: (event: ActionEvent) => void; readonly flush: () => void } {
  let events: ActionEvent[] = [];
  const flush = (): void => {
    if (events.length > 0) tell({ kind: 'events', events });
    events = [];
  };
  return {
    flush,
    add(event) {
      events.push(event);
      if (events.length >= EVENTS_TOGETHER) flush();
    },
  };
}

async function work({ root, names, withRest, tables, pictures }: PartOrder): Promise<void> {
  const project = loadProject(root, { tenants: names, rest: withRest });
  const asked = new Set(names);
  const events = eventsTogether();
  const part = await validatePart(
    project,
    { isAsked: (name) => asked.has(name), tables, pictures },
    // The thread itself is ended where the work is given up.
    { signal: new AbortController().signal, onEvent: events.add },
  );
  events.flush();
  tell({ kind: 'done', part });
}

work(workerData as PartOrder).catch((error: unknown) => {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  tell({ kind: 'failed', isUsers: error instanceof UserError, message, stack });
});
