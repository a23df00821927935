/** A command run as a user would run it, with its time and its memory looked at from outside. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT } from '../a-tenant';

export interface MeasuredRun {
  readonly code: number | null;
  readonly stdout: string;
  /** Lines that it printed, on both streams. */
  readonly lines: number;
  readonly seconds: number;
  /** Seconds of processor of the run and all that it started, to a hundredth: less than `seconds` says of the machine's load. */
  readonly processor: number;
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

/** `program`: relative to our own folder, or absolute. */
export async function runMeasuredProgram(
  cwd: string,
  env: Readonly<Record<string, string>>,
  [program = '', ...argv]: readonly string[],
): Promise<MeasuredRun> {
  const begin = process.hrtime.bigint();
  const child = spawn(process.execPath, [resolve(ROOT, program), ...argv], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (chunk) => {
      said[stream] += chunk;
    });
  let peak = 0;
  const ticks = new Map<number, number>();
  const watch = setInterval(() => {
    const tree = processTree(child.pid ?? 0);
    peak = Math.max(
      peak,
      tree.reduce((sum, { pages }) => sum + pages, 0),
    );
    for (const one of tree) ticks.set(one.pid, one.ticks);
  }, LOOK_EVERY);
  const code = await new Promise<number | null>((ended) => child.on('close', ended));
  clearInterval(watch);
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const processor = [...ticks.values()].reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
  if (code !== 0) process.stderr.write(said.stderr);
  const lines = `${said.stdout}${said.stderr}`.split('\n').length - 1;
  return { code, stdout: said.stdout, lines, seconds, processor, peak: (peak * PAGE) / 1024 ** 2 };
}

/** As every Linux that Node runs on counts them for its users. */
const TICKS_PER_SECOND = 100;
/** Bytes. */
const PAGE = 4096;

interface ProcessLook {
  readonly pid: number;
  readonly parent: number;
  /** Of processor, so far. */
  readonly ticks: number;
  /** Of memory, now. */
  readonly pages: number;
}

/** A process and all its descendants. */
function processTree(root: number): readonly ProcessLook[] {
  const processes = new Map<number, ProcessLook>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      const [pid, parent, ticks, pages] = [
        Number(entry),
        Number(stat[1]),
        Number(stat[11]) + Number(stat[12]),
        Number(stat[21]),
      ];
      processes.set(pid, { pid, parent, ticks, pages });
    } catch {
      // It ended while we looked.
    }
  }
  const belongs = (pid: number): boolean =>
    pid === root || (processes.has(pid) && belongs(processes.get(pid)?.parent ?? 0));
  return [...processes.values()].filter(({ pid }) => belongs(pid));
}
