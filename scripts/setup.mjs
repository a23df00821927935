// Makes a fresh clone ready. It runs before any package is there, so it uses nothing but Node until npm ci is through;
// the rest is the kit's own `toolchain/`, as `s3-handshake doctor --fix` runs it in a repository of the user's.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NODE_MAJOR = 20;

/** Prints only where there is something to wait for: a second run is silent. */
function say(text) {
  process.stderr.write(`${text}\n`);
}

function nodeIsNewEnough() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return true;
  say(
    `s3-handshake: Node ${process.versions.node} is too old: install Node 22 or 24, or at least ${NODE_MAJOR} (https://nodejs.org)`,
  );
  return false;
}

function packagesAreInstalled() {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  const stamp = join(ROOT, 'node_modules', '.s3-handshake-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return true;
  say('Installing the npm packages (npm ci) …');
  const { status, error, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    say(`s3-handshake: npm ci failed:\n${error?.message ?? stderr}`);
    return false;
  }
  const beside = `${stamp}.${process.pid}`;
  writeFileSync(beside, lock);
  renameSync(beside, stamp);
  return true;
}

if (nodeIsNewEnough() && packagesAreInstalled()) {
  const compiled = createRequire(import.meta.url)('./compiled.js');
  process.exitCode = await compiled('scripts/setup').setUp(ROOT, process.argv.includes('--ready'));
} else process.exitCode = 1;
