/** A thread of its own for a part of the stacks: cdktf never lets go of what it once made, and a thread's end does. */
import { parentPort, workerData } from 'node:worker_threads';
import type { StackOrder } from './stack-order';
import { writeStacks } from './write-stacks';

/** What the thread is started with. */
export interface StacksPart {
  readonly out: string;
  readonly orders: readonly StackOrder[];
}

const { out, orders } = workerData as StacksPart;
parentPort?.postMessage(writeStacks(out, orders));
