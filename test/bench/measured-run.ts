/** A command run as a user would run it, with its time and its memory looked at from outside. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';

export interface MeasuredRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly seconds: number;
  /** Megabytes that the run and all that it started held at once, at most. */
  readonly peak: number;
}

/** Milliseconds between two looks at the memory. */
const LOOK_EVERY = 20;

export function runMeasured(
  cwd: string,
  env: Readonly<Record<string, string>>,
  argv: readonly string[],
): Promise<MeasuredRun> {
  return runMeasuredProgram(cwd, env, ['scripts/s3-handshake.js', ...argv]);
}

/** `program`: relative to our own folder. */
export async function runMeasuredProgram(
  cwd: string,
  env: Readonly<Record<string, string>>,
  [program = '', ...argv]: readonly string[],
): Promise<MeasuredRun> {
  const begin = process.hrtime.bigint();
  const child = spawn(process.execPath, [join(ROOT, program), ...argv], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMemory(child.pid ?? 0));
  }, LOOK_EVERY);
  const code = await new Promise<number | null>((ended) => child.on('close', ended));
  clearInterval(watch);
  return { code, stdout, seconds: Number(process.hrtime.bigint() - begin) / 1e9, peak };
}

/** Megabytes of a process and all its descendants. */
function residentMemory(root: number): number {
  const processes = new Map<number, { readonly parent: number; readonly pages: number }>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      processes.set(Number(entry), { parent: Number(stat[1]), pages: Number(stat[21]) });
    } catch {
      // It ended while we looked.
    }
  }
  const belongs = (pid: number): boolean =>
    pid === root || (processes.has(pid) && belongs(processes.get(pid)?.parent ?? 0));
  const pages = [...processes].reduce((sum, [pid, one]) => sum + (belongs(pid) ? one.pages : 0), 0);
  return (pages * 4096) / 1024 ** 2;
}
