/**
 * What is dearest in `validate`, `drift`, `verify --as simulation`, `new --from` and `lint` of 5 MB, for 1, 100 and 1,000
 * tenants: where Node's own profiler (`--cpu-prof`) finds them, the three packages or rooms of ours with the most time of
 * their own, and why it is spent. Run: `node -r ts-node/register test/bench/profiles.ts`, with `--json` for one document,
 * `--tenants N` for N alone.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';
import { benchOptions } from './bench-options';
import { type FleetCommand, onDeployedFleet } from './fleet-commands';
import { costsIn, WHY } from './profile-costs';

const DEAREST = 3;
const { json, names, of } = benchOptions(1_000);
const COUNTS = of([1, 100, 1_000]);

/** Milliseconds of each place, over all threads. */
async function profileOf({ ready }: FleetCommand, count: number): Promise<ReadonlyMap<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'profiles-'));
  const { cwd, env, argv, remove } = ready(count);
  try {
    const command = [join(ROOT, 'scripts', 's3-handshake.js'), ...argv];
    const child = spawn(process.execPath, ['--cpu-prof', '--cpu-prof-dir', folder, ...command], {
      cwd,
      env: { PATH: process.env.PATH, HOME: cwd, ...env },
      stdio: 'ignore',
    });
    await once(child, 'close');
    return costsIn(readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8')));
  } finally {
    remove();
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  await onDeployedFleet(names, async (commands) => {
    const rows = [];
    for (const count of COUNTS)
      for (const command of commands) {
        const costs = await profileOf(command, count);
        const all = [...costs.values()].reduce((sum, each) => sum + each, 0);
        for (const [place, milliseconds] of [...costs].slice(0, DEAREST))
          rows.push({
            ...{ what: command.what, tenants: count, place, milliseconds: Math.round(milliseconds) },
            ...{ percent: Math.round((100 * milliseconds) / all), why: WHY[place] ?? '' },
          });
      }
    if (json) console.log(JSON.stringify({ rows }));
    else console.table(rows);
  });
}

void main();
