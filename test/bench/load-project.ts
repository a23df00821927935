/**
 * What loading costs: one tenant of one, one of a thousand, all of a thousand. `node -r ts-node/register
 * test/bench/load-project.ts` prints medians and their ratios, with `--json` one document.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProject, selectTenants } from '../../config';

const ROOT = join(__dirname, '..', '..');
const MANY = 1000;
const ROUNDS = 9;

/** A project of `count` tenants that have nothing to do with each other. */
function projectOf(count: number): string {
  const root = mkdtempSync(join(tmpdir(), 'bench-'));
  mkdirSync(join(root, 'tenants'));
  cpSync(join(ROOT, 'vendors'), join(root, 'vendors'), { recursive: true });
  const sample = readFileSync(join(ROOT, 'tenants', 'acme-amperity.yaml'), 'utf8');
  for (let index = 0; index < count; index += 1) {
    const name = `c${String(index).padStart(4, '0')}`;
    const text = sample.replaceAll('acme', name).replaceAll('01234567890123456789', `${name}-id`);
    writeFileSync(join(root, 'tenants', `${name}-amperity.yaml`), text);
  }
  return root;
}

/** Milliseconds, the median of some rounds. */
function median(run: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - start) / 1e6;
  }).sort((one, other) => one - other);
  return times[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

function load(root: string, patterns: readonly string[]): void {
  selectTenants(loadProject(root, { tenants: patterns }), patterns);
}

const few = projectOf(1);
const many = projectOf(MANY);
try {
  load(many, []);
  const one = median(() => load(few, ['c0000-amperity']));
  const oneOfMany = median(() => load(many, ['c0000-amperity']));
  const all = median(() => load(many, []));
  const rows = Object.entries({
    'one tenant of 1': one,
    [`one tenant of ${MANY}`]: oneOfMany,
    [`all of ${MANY}`]: all,
  }).map(([what, time]) => ({
    what,
    milliseconds: Number(time.toFixed(1)),
    timesOne: Number((time / one).toFixed(1)),
  }));
  if (process.argv.includes('--json')) console.log(JSON.stringify({ rounds: ROUNDS, rows }));
  else console.table(rows);
} finally {
  for (const root of [few, many]) rmSync(root, { recursive: true });
}
