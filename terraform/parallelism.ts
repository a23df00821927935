/** How many runs of Terraform a machine takes at once. */
import { availableParallelism, freemem } from 'node:os';

/** Bytes that a plan of one stack takes: Terraform, and the provider with its schema. */
const MEMORY_PER_PLAN = 750 * 1024 ** 2;

/** As many plans at once as there are processors and memory for. */
export function defaultParallelism(): number {
  return atMost(availableParallelism());
}

/**
 * Of applies there may be more for each processor: the provider spends nearly a minute of one waiting for S3 to say ten
 * times in a row that it has the bucket's lifecycle configuration.
 */
export function applyParallelism(): number {
  return atMost(4 * availableParallelism());
}

function atMost(count: number): number {
  return Math.max(1, Math.min(count, Math.floor(freemem() / MEMORY_PER_PLAN)));
}
