/** Writes stacks in several threads where there are many: each core takes a part, and memory stays that of a part. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StacksPart } from './shard-thread';
import type { StackOrder } from './stack-order';

/** Stacks that a thread makes before another one takes its place: it holds a fifth of a megabyte for each. */
const SHARD = 500;

/** Fewer are made before a thread has loaded cdktf. */
const WORTH_A_THREAD = 100;

/** Compiled, as threads need it; ts-node runs everything in the thread that there is. */
const PROGRAM = join(__dirname, 'shard-thread.js');

/** Likewise `writeStacks`; `threads`: at most so many at once. */
export async function writeShards(
  out: string,
  orders: readonly StackOrder[],
  threads: number,
): Promise<readonly string[]> {
  if (orders.length === 0) return [];
  if (orders.length <= WORTH_A_THREAD || !existsSync(PROGRAM)) {
    const { writeStacks } = require('./write-stacks') as typeof import('./write-stacks');
    return writeStacks(out, orders);
  }
  const size = Math.min(SHARD, Math.ceil(orders.length / threads));
  const count = Math.ceil(orders.length / size);
  const digests: (readonly string[])[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++)
      digests[at] = await inThread({ out, orders: orders.slice(at * size, (at + 1) * size) });
  };
  await Promise.all(Array.from({ length: threads }, work));
  return digests.flat();
}

async function inThread(shard: StacksPart): Promise<readonly string[]> {
  const worker = new Worker(PROGRAM, { workerData: shard });
  const [digests] = await once(worker, 'message');
  return digests;
}
