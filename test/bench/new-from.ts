/**
 * What a table of ten thousand tenants costs, from CSV to files on the disk, beside a loop that writes as many files as
 * safely and judges nothing, and beside a table of one row. All take turns. Run: `node -r ts-node/register
 * test/bench/new-from.ts`, with `--json` for one document, `--tenants N` for another number. Exits with 1 where it takes
 * more than three times the loop's time. Nothing is removed before the end: for half a minute ext4 goes round the inodes of
 * files that are gone, one by one for each new file, and after ten thousand of them that takes longer than all else.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeProject, removeProject } from '../actions/drift/a-project';
import { tableOf } from './a-table';
import { benchOptions } from './bench-options';
import { type MeasuredRun, runMeasured, runMeasuredProgram } from './measured-run';

const ROUNDS = 3;
const MOST = 3;
const { json, names } = benchOptions(10_000);
const removals: (() => void)[] = [];

async function fromTable(count: number): Promise<MeasuredRun> {
  const project = makeProject({ 'tenants.csv': tableOf(names.slice(0, count)) });
  removals.push(() => removeProject(project));
  const run = await runMeasured(project, {}, ['new', '--from', 'tenants.csv']);
  const made = `${count.toLocaleString('en-US')} new file`;
  if (!run.stdout.includes(made)) throw new Error(run.stdout.slice(-1_000));
  return run;
}

async function loop(): Promise<MeasuredRun> {
  const folder = mkdtempSync(join(tmpdir(), 'naive-'));
  removals.push(() => rmSync(folder, { recursive: true }));
  const table = join(folder, 'tenants.csv');
  writeFileSync(table, tableOf(names));
  const run = await runMeasuredProgram(folder, {}, ['test/bench/naive-table.js', table, folder]);
  if (run.code !== 0) throw new Error(`the loop ended with ${run.code}`);
  return run;
}

/** Of several runs the quickest. */
function best(runs: readonly MeasuredRun[]): MeasuredRun {
  const [first] = [...runs].sort((one, other) => one.seconds - other.seconds);
  if (!first) throw new Error('nothing was run');
  return first;
}

async function main(): Promise<void> {
  const runs: Record<'loop' | 'table' | 'one', MeasuredRun[]> = { loop: [], table: [], one: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    runs.loop.push(await loop());
    runs.table.push(await fromTable(names.length));
    runs.one.push(await fromTable(1));
  }
  const [peer, table, one] = [best(runs.loop), best(runs.table), best(runs.one)];
  const row = (what: string, { seconds, processor, peak }: MeasuredRun, most?: number) => ({
    ...{ what, seconds: Number(seconds.toFixed(2)), processor, peakMB: Math.round(peak) },
    ...{ timesLoop: Number((seconds / peer.seconds).toFixed(2)), most },
  });
  const rows = [
    row(`loop that writes ${names.length} files`, peer),
    row(`new --from of ${names.length} rows`, table, MOST),
    row('new --from of one row', one),
  ];
  if (json) console.log(JSON.stringify({ tenants: names.length, rounds: ROUNDS, rows }));
  else console.table(rows);
  if (table.seconds > MOST * peer.seconds) process.exitCode = 1;
}

void main().finally(() => {
  for (const remove of removals) remove();
});
