/**
 * Many tenants are validated in several threads, each of which reads its own part of the files, and the files that are
 * related to these. The main thread does nothing meanwhile but to listen, so that a signal ends the work at once.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { UserError } from '../../config/user-error';
import { inOrder } from '../../config/yaml/problems-of';
import type { ActionEvent, ActionHost } from '../host';
import type { TenantsPart } from './tenants-part';

/** A thread's part of the work. */
export interface PartOrder {
  /** The project's folder. */
  readonly root: string;
  /** The tenants' names, in order. */
  readonly names: readonly string[];
  /** Whether what belongs to no tenant is this thread's as well. */
  readonly withRest: boolean;
  readonly tables: number;
  readonly pictures: boolean;
}

export type FromThread =
  | { readonly kind: 'events'; readonly events: readonly ActionEvent[] }
  | { readonly kind: 'done'; readonly part: TenantsPart }
  | {
      readonly kind: 'failed';
      readonly isUsers: boolean;
      readonly message: string;
      readonly stack: string | undefined;
    };

/** Compiled code alone can be started in a thread. */
const PROGRAM = join(__dirname, 'part-worker.js');
/** With fewer tenants for each, a thread costs more than it saves. */
const TENANTS_PER_THREAD = 40;
/** Each reads all vendors and keeps a heap of its own. */
const MOST_THREADS = 8;

/** How many threads so many tenants are worth. */
export function threadsFor(tenants: number, processors = availableParallelism()): number {
  return existsSync(PROGRAM)
    ? Math.min(processors, MOST_THREADS, Math.floor(tenants / TENANTS_PER_THREAD))
    : 0;
}

/** In equal parts, each of names that follow each other. */
export function partsOf(names: readonly string[], count: number): readonly (readonly string[])[] {
  const size = Math.ceil(names.length / count);
  return Array.from({ length: count }, (_, at) => names.slice(at * size, (at + 1) * size)).filter(
    (part) => part.length > 0,
  );
}

/** What they come to together, each problem once. Throws the signal's reason once it is aborted. */
export async function validateInThreads(
  shards: readonly PartOrder[],
  { signal, onEvent }: Pick<ActionHost, 'signal' | 'onEvent'>,
): Promise<TenantsPart> {
  signal.throwIfAborted();
  const workers: Worker[] = [];
  const endAll = (): void => {
    for (const worker of workers) void worker.terminate();
  };
  const total = shards.reduce((sum, { names }) => sum + names.length, 0);
  onEvent({ kind: 'begin', total, unit: 'tenants' });
  try {
    const parts = await new Promise<readonly TenantsPart[]>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      Promise.all(shards.map((shard) => partBy(startedWith(shard, workers), onEvent))).then(resolve, reject);
    });
    return together(parts);
  } finally {
    endAll();
    onEvent({ kind: 'finish' });
  }
}

function startedWith(shard: PartOrder, workers: Worker[]): Worker {
  const worker = new Worker(PROGRAM, { workerData: shard });
  workers.push(worker);
  return worker;
}

function partBy(worker: Worker, onEvent: ActionHost['onEvent']): Promise<TenantsPart> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'done') resolve(message.part);
      else if (message.kind === 'failed') reject(errorOf(message));
      else message.events.filter(isOfTenant).forEach(onEvent);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread that validates ended with ${code}`)));
  });
}

/** Together the threads begin and end once. */
function isOfTenant({ kind }: ActionEvent): boolean {
  return kind !== 'begin' && kind !== 'finish';
}

function errorOf({ isUsers, message, stack }: Extract<FromThread, { kind: 'failed' }>): Error {
  if (isUsers) return new UserError(message);
  return Object.assign(new Error(message), { stack });
}

function together(parts: readonly TenantsPart[]): TenantsPart {
  return {
    tenants: parts.flatMap(({ tenants }) => tenants),
    problems: inOrder(parts.flatMap(({ problems }) => problems)),
    notices: inOrder(parts.flatMap(({ notices }) => notices)),
  };
}
