/** Processes and those below them, as `ps` tells them. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { until } from '../until';

function ps(...args: string[]): SpawnSyncReturns<string> {
  return spawnSync('ps', args, { encoding: 'utf8' });
}

/** All processes below one. */
export function descendants(pid: number): number[] {
  const pairs = ps('-A', '-o', 'pid=,ppid=')
    .stdout.trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const below = (parent: number): number[] =>
    pairs.filter(([, ppid]) => ppid === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

function isRunning(pid: number): boolean {
  const { stdout } = ps('-o', 'stat=', '-p', String(pid));
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

export async function untilGone(pids: readonly number[]): Promise<void> {
  await until(() => !pids.some(isRunning));
}

/** moto's among them. */
export function motoAmong(pids: readonly number[]): number {
  const moto = pids.find((pid) => /python|moto/.test(ps('-o', 'comm=', '-p', String(pid)).stdout));
  // Process 0 would be our own group.
  if (!moto) throw new Error('moto is not among the processes below');
  return moto;
}
