/** moto loaded once for all tests of a run: `fork_server.py` tells how. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MOTO_SERVER_VARIABLE } from '../../local-aws';
import { motoServer, pythonOfMoto } from '../../local-aws/moto-program';

const FOLDER = 's3h-moto-';

/**
 * From here on the moto of an embedded AWS, of this process and of those that it starts, is forked. Nothing is changed
 * where Python does not run. It ends with this process.
 */
export async function preloadMoto(): Promise<void> {
  if (process.env[MOTO_SERVER_VARIABLE] !== undefined) return;
  const server = motoServer();
  const folder = mkdtempSync(join(tmpdir(), FOLDER));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const child = spawn(pythonOfMoto(), [join(__dirname, 'fork_server.py'), folder, server], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  const isReady = await Promise.race([
    once(child.stdout, 'data').then(() => true),
    once(child, 'exit').then(() => false),
    once(child, 'error').then(() => false),
  ]);
  child.unref();
  for (const stream of [child.stdin, child.stdout]) (stream as unknown as { unref(): void }).unref();
  if (isReady) process.env[MOTO_SERVER_VARIABLE] = join(folder, 'moto_server');
}

/** An environment in which moto is started as users start it, for tests that are about its process. */
export function withoutPreloadedMoto(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { [MOTO_SERVER_VARIABLE]: server, ...others } = env;
  return server?.includes(FOLDER) ? others : env;
}
