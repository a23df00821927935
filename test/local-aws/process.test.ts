/** The embedded AWS as a process: what it prints, and that nothing of it is left behind, however it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { FULL } from '../full';
import { withoutPreloadedMoto } from '../moto/preloaded-moto';
import { until } from '../until';
import { descendants, motoAmong, untilGone } from './process-tree';

const PROGRAM = join(__dirname, '..', '..', 'scripts', 's3-handshake.js');
const ENVIRONMENT = withoutPreloadedMoto(process.env);

interface Started {
  readonly child: ChildProcess;
  /** Resolves with what it printed when it is ready to serve. */
  readonly ready: Promise<string>;
  readonly ended: Promise<number | null>;
}

function start(...args: string[]): Started {
  const child = spawn(process.execPath, [PROGRAM, 'local-aws', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: ENVIRONMENT,
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const ready = new Promise<string>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('listens on')) resolve(printed);
    });
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ready, ended };
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('it did not start');
  return pid;
}

function freePort(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(String(port)));
    });
  });
}

function firstDescendants({ child }: Started): Promise<number[]> {
  return until(() => {
    const pids = descendants(pidOf(child));
    return pids.length > 0 && pids;
  });
}

test('killed while it starts, killed while it serves, interrupted: nothing is left, and the next start works', async () => {
  const port = await freePort();

  const starting = start('--port', port);
  const early = await firstDescendants(starting);
  starting.child.kill('SIGKILL');
  await untilGone(early);

  const serving = start('--port', port);
  expect(await serving.ready).toContain(`export HANDSHAKE_LOCAL_AWS=http://127.0.0.1:${port}\n`);
  const all = descendants(pidOf(serving.child));
  expect(all.length).toBeGreaterThan(0);
  serving.child.kill('SIGKILL');
  await untilGone(all);

  const interrupted = start('--port', port);
  await interrupted.ready;
  const again = descendants(pidOf(interrupted.child));
  interrupted.child.kill('SIGINT');
  expect(await interrupted.ended).toBe(130);
  await untilGone(again);
});

/** A program that starts the embedded AWS, tells its process id, and takes no care of it. */
const CARELESS = `
const { spawn } = require('node:child_process');
const [program, ...args] = process.argv.slice(1);
const child = spawn(process.execPath, [program, 'local-aws', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
process.stdout.write(child.pid + '\\n');
child.stderr.on('data', (chunk) => chunk.includes('listens on') && process.stdout.write('ready\\n'));
setInterval(() => {}, 1000);`;

test.each(FULL ? ['while it starts', 'while it serves'] : ['while it serves'])(
  'it ends with the program that has started it: %s',
  async (when) => {
    const parent = spawn(process.execPath, ['-e', CARELESS, PROGRAM, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: ENVIRONMENT,
    });
    let told = '';
    parent.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    const pid = Number(await until(() => /^\d+(?=\n)/.exec(told)?.[0]));
    await until(() => (when === 'while it serves' ? told.includes('ready') : descendants(pid).length > 0));
    const all = [pid, ...descendants(pid)];
    parent.kill('SIGKILL');
    await untilGone(all);
  },
);

test('if moto dies, it says so and ends', async () => {
  const serving = start('--port', '0');
  await serving.ready;
  const below = descendants(pidOf(serving.child));
  const words = new Promise<string>((resolve) => {
    serving.child.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('moto has ended')) resolve(chunk.toString());
    });
  });
  process.kill(motoAmong(below), 'SIGKILL');
  await words;
  expect(await serving.ended).toBe(1);
  await untilGone(below);
});

test.each([
  ['--throttle', '2'],
  ['--unknown', '1'],
])('%s %s is refused with what would be right', async (option, value) => {
  const { child, ended } = start(option, value);
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  expect(await ended).toBe(1);
  expect(words).toMatch(/^s3-handshake: .*\n/);
  expect(words).not.toMatch(/^\s+at /m);
});
