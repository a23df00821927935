/**
 * What a synthesis costs, compiled, beside a naive loop of cdktf over the same resources, each a program of its own. All
 * take turns. Times of one machine mean little, so the results are ratios. `node -r ts-node/register
 * test/bench/synth.ts`, with `--json` for one document, and with `--tenants N` for another number than a thousand; ten
 * times as many are made too. Exits with 1 where a ratio is above its limit.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileOf } from '../actions/deploy/a-fleet';
import { makeProject, removeProject } from '../actions/drift/a-project';
import { benchOptions } from './bench-options';
import { type MeasuredRun, runMeasuredProgram } from './measured-run';

const { json, names } = benchOptions(1_000);
const ROUNDS = 3;
const [APP, NAIVE] = ['scripts/s3-handshake-app.js', 'test/stacks/naive-loop.js'];
const MANY = 10;

function projectOf(count: number): string {
  const tenants = Array.from({ length: count }, (_, at) => `bench-${String(at).padStart(5, '0')}`);
  const point = (name: string) => `${fileOf(name)}accessPoint: { name: ${name} }\n`;
  return makeProject(Object.fromEntries(tenants.map((name) => [`tenants/${name}.yaml`, point(name)])));
}

async function synth(project: string, tenants = ''): Promise<MeasuredRun> {
  return sound(await runMeasuredProgram(project, { HANDSHAKE_TENANTS: tenants }, [APP]));
}

async function naive(count: number): Promise<MeasuredRun> {
  const out = mkdtempSync(join(tmpdir(), 'naive-'));
  try {
    return sound(await runMeasuredProgram(out, {}, [NAIVE, String(count), out]));
  } finally {
    rmSync(out, { recursive: true });
  }
}

function sound(run: MeasuredRun): MeasuredRun {
  if (run.code !== 0) throw new Error(`ended with ${run.code}`);
  return run;
}

function withoutStacks(project: string): string {
  rmSync(join(project, 'cdktf.out'), { recursive: true, force: true });
  return project;
}

function least(runs: readonly MeasuredRun[]): number {
  return Math.min(...runs.map(({ seconds }) => seconds));
}

async function main(): Promise<void> {
  const [one, all, many] = [projectOf(1), projectOf(names.length), projectOf(MANY * names.length)];
  try {
    const runs: Record<'naive' | 'new' | 'same' | 'edited' | 'alone' | 'oneOfAll', MeasuredRun[]> = {
      ...{ naive: [], new: [], same: [], edited: [], alone: [], oneOfAll: [] },
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      runs.naive.push(await naive(names.length));
      runs.new.push(await synth(withoutStacks(all)));
      runs.same.push(await synth(all));
      const edited = `${fileOf('bench-00000')}tags: { round: r${round} }\n`;
      writeFileSync(join(all, 'tenants', 'bench-00000.yaml'), edited);
      runs.edited.push(await synth(all));
      runs.alone.push(await synth(withoutStacks(one)));
      runs.oneOfAll.push(await synth(withoutStacks(all), 'bench-00000'));
    }
    const ten = await synth(withoutStacks(many));
    const [base, whole] = [least(runs.naive), least(runs.new)];
    const row = (what: string, seconds: number, beside: string, ratio: number, most: number) => ({
      ...{ what, seconds: Number(seconds.toFixed(2)), beside, ratio: Number(ratio.toFixed(2)), most },
    });
    const count = names.length;
    const rows = [
      row(`${count}, all new`, whole, 'naive loop', whole / base, 0.6),
      row(`${count}, nothing changed`, least(runs.same), 'naive loop', least(runs.same) / base, 0.1),
      row(`${count}, one changed`, least(runs.edited), 'naive loop', least(runs.edited) / base, 0.6),
      row(`1 of ${count}`, least(runs.oneOfAll), '1 alone', least(runs.oneOfAll) / least(runs.alone), 1.2),
      row(`${MANY * count}, all new`, ten.seconds, `${count}, all new`, ten.seconds / whole, 12),
      row(`${MANY * count}, peak in MB`, ten.peak, '1 MB', ten.peak, 600),
    ];
    if (json) console.log(JSON.stringify({ tenants: count, rounds: ROUNDS, naiveSeconds: base, rows }));
    else console.table(rows);
    if (!rows.every(({ ratio, most }) => ratio <= most)) process.exitCode = 1;
  } finally {
    for (const project of [one, all, many]) removeProject(project);
  }
}

void main();
