/** The command line in a process of its own, which is ended at the n-th change that it makes to a folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
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
export async function killedAt(at: number, argv: readonly string[], where: Where): Promise<number> {
  const { code, signal, changes, stderr } = await ended(argv, where, at);
  if (at > 0 ? signal !== 'SIGKILL' : code !== 0)
    throw new Error(`${argv.join(' ')} at ${at} ended with ${code ?? signal}: ${stderr}`);
  return changes;
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly changes: number;
  readonly stderr: string;
}

/** Likewise, however it ends. */
export async function ended(
  argv: readonly string[],
  { folder, cwd, env = {} }: Where,
  at = 0,
): Promise<Ended> {
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
  // Of the thread that made the most.
  const changes = Math.max(...(said[1] ?? '').split('\n').map(Number));
  return { code, signal, changes, stderr: said[0] ?? '' };
}

/** Spread over `changes`, the first and the last among them. */
export function pointsOf(changes: number): readonly number[] {
  if (changes < 40) throw new Error(`${changes} changes: too few to be ended at 40 of them`);
  return Array.from({ length: POINTS }, (_, index) => 1 + Math.round((index * (changes - 1)) / (POINTS - 1)));
}

/** Every file and link below a folder with its text, hidden ones too. */
export function filesBelow(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => !entry.isDirectory(),
  );
  return Object.fromEntries(
    entries
      .map(({ parentPath, name }) => {
        const path = join(parentPath, name);
        return [path.slice(folder.length + 1), textOf(path)] as const;
      })
      .sort(),
  );
}

/** A link's is where it leads. */
function textOf(path: string): string {
  return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : readFileSync(path, 'utf8');
}
