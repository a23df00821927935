/**
 * What `--parallelism` gains: a hundred deployed tenants verified live, one by one and sixteen at once, while the
 * embedded AWS answers every request 50 ms late, as one that is far away does. Times of one machine mean little, so the
 * results are ratios. `node -r ts-node/register test/bench/verify-parallel.ts`, with `--json` for one document, and with
 * `--tenants N` for another number.
 */

import type { VerifyReport } from '../../actions/verify/report-schema';
import { table } from '../../report/table';
import { ACCOUNT, openScene, PLUGIN, REGION, type Scene } from '../e2e/verify/scene';
import { benchOptions } from './bench-options';
import { type MeasuredRun, runMeasured } from './measured-run';

const LATENCY_MS = 50;
const AT_ONCE = [1, 16] as const;

function fileOf(name: string): string {
  return [
    `tenant: ${name}`,
    `customer: ${name}`,
    'vendor: amperity',
    `account: "${ACCOUNT}"`,
    `region: ${REGION}`,
    `principal: ${PLUGIN}`,
    `externalId: ${name}-External-ID`,
    `bucket: { name: ${name}-exchange }`,
    'grants:',
    '  - { prefix: from-amperity/, allow: [get, put, list, delete] }',
    '',
  ].join('\n');
}

async function verifyAll(scene: Scene, names: readonly string[], atOnce: number): Promise<MeasuredRun> {
  const env = await scene.env(names[0] ?? '', 'vendor');
  const argv = ['verify', ...names, '--as', 'vendor', '--owner-profile', 'owner', '--json', '--no-wait'];
  const run = await runMeasured(scene.folder, env, [...argv, '--parallelism', String(atOnce)]);
  const { tenants } = JSON.parse(run.stdout) as VerifyReport;
  if (run.code !== 0 || tenants.length !== names.length)
    throw new Error(`verify ended with ${run.code}, ${tenants.length} tenants`);
  return run;
}

async function main(): Promise<void> {
  const { json, names } = benchOptions(100);
  process.stderr.write(`deploying ${names.length} tenants\n`);
  const files = Object.fromEntries(names.map((name) => [name, fileOf(name)]));
  const scene = await openScene([], { latencyMs: LATENCY_MS }, files);
  try {
    const [few = ''] = names;
    const one = await verifyAll(scene, [few], 1);
    const runs: MeasuredRun[] = [];
    for (const atOnce of AT_ONCE) {
      process.stderr.write(`verifying them, ${atOnce} at once\n`);
      runs.push(await verifyAll(scene, names, atOnce));
    }
    const [oneByOne = one, together = one] = runs;
    const ratios = { time: together.seconds / oneByOne.seconds, memory: together.peak / one.peak };
    const rows = [
      ['a single tenant', one],
      [`${names.length} tenants, one by one`, oneByOne],
      [`${names.length} tenants, ${AT_ONCE[1]} at once`, together],
    ] as const;
    const costs = rows.map(([run, { seconds, peak }]) => [run, seconds.toFixed(1), peak.toFixed(0)]);
    process.stdout.write(
      json
        ? `${JSON.stringify({ tenants: names.length, latencyMs: LATENCY_MS, ratios }, null, 2)}\n`
        : `${table(['Run', 'Seconds', 'Peak MB'], costs)}
${AT_ONCE[1]} at once take ${(ratios.time * 100).toFixed(0)}% of the time of one by one, and ${ratios.memory.toFixed(2)} times the memory of a single tenant
`,
    );
  } finally {
    await scene.close();
  }
}

void main();
