/** The command line in a process of its own, which is ended at the n-th change that it makes to a folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';
import { FULL } from '../full';

/** How many points are tried: all that an issue asks for in the full run, a sample in `npm test`. */
const POINTS = FULL ? 40 : 3;

export interface Where {
  /** The folder whose changes are counted. */
  readonly folder: string;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Ends at the change number `at`; 0 lets it run, and answers how many there were. */
export async function killedAt(
  at: number,
  argv: readonly string[],
  { folder, cwd, env = {} }: Where,
): Promise<number> {
  const preload = join(__dirname, 'preload.cjs');
  // Not in one breath: the embedded AWS may be this process's own.
  const child = spawn(process.execPath, ['-r', preload, join(ROOT, 'scripts', 's3-handshake.js'), ...argv], {
    cwd,
    env: { PATH: process.env.PATH, HOME: '/nonexistent', HANDSHAKE_TEST_KILL: `${at}:${folder}`, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const said = ['', ''];
  for (const [index, stream] of [child.stderr, child.stdio[3]].entries())
    stream?.on('data', (text) => {
      said[index] += String(text);
    });
  const [code, signal] = await once(child, 'close');
  if (at > 0 ? signal !== 'SIGKILL' : code !== 0)
    throw new Error(`${argv.join(' ')} at ${at} ended with ${code ?? signal}: ${said[0]}`);
  return Number(said[1]);
}

/** Spread over `changes`, the first and the last among them. */
export function pointsOf(changes: number): readonly number[] {
  if (changes < 40) throw new Error(`${changes} changes: too few to be ended at 40 of them`);
  return Array.from({ length: POINTS }, (_, index) => 1 + Math.round((index * (changes - 1)) / (POINTS - 1)));
}

/** Every file below a folder with its text, hidden ones too. */
export function filesBelow(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries
      .map(({ parentPath, name }) => {
        const path = join(parentPath, name);
        return [path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const;
      })
      .sort(),
  );
}
