/**
 * `npm run bench`: every benchmark, one after the other, or those that are named. What they give is kept in
 * `results.json`, and `README.md` is made from it. `--tenants N` runs a part of one that takes hours, and keeps it beside the
 * others. Exits with 1 where one of them is above its own limit.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeWhole } from '../../report/write-file';
import { ROOT } from '../a-tenant';
import { type BenchResult, type BenchResults, resultsPage } from './results-table';

const BENCHES = [
  'synth',
  'deploy',
  'new-from',
  'commands',
  'profiles',
  'load-project',
  'validate',
  'reach',
  'iam-engine',
  'gate',
  'drift-engines',
  'verify-parallel',
];
const RESULTS = join(__dirname, 'results.json');

/** `tenants`: of that many alone, where a bench goes through several numbers. */
function run(
  name: string,
  tenants: string | undefined,
): { readonly result: BenchResult; readonly isWithin: boolean } {
  const load = Number((loadavg()[0] ?? 0).toFixed(1));
  process.stderr.write(`${name} …\n`);
  const { stdout, status } = spawnSync(
    process.execPath,
    [
      ...['-r', 'ts-node/register', join(__dirname, `${name}.ts`), '--json'],
      ...(tenants === undefined ? [] : ['--tenants', tenants]),
    ],
    { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const document: unknown = JSON.parse(stdout);
  const [{ model = 'unknown' } = {}] = cpus();
  const machine = `${cpus().length} × ${model.trim()}, ${Math.round(totalmem() / 1024 ** 3)} GB, Node ${process.versions.node}`;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: ROOT,
    encoding: 'utf8',
  }).trim();
  const result = { machine, load, date: new Date().toISOString().slice(0, 10), commit, document };
  return { result, isWithin: status === 0 };
}

const { values, positionals: asked } = parseArgs({
  options: { tenants: { type: 'string' } },
  allowPositionals: true,
});
const unknown = asked.filter((name) => !BENCHES.includes(name));
if (unknown.length > 0)
  throw new Error(`there is no benchmark ${unknown.join(', ')}; there are ${BENCHES.join(', ')}`);
let results: BenchResults = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
for (const name of asked.length > 0 ? asked : BENCHES) {
  const { result, isWithin } = run(name, values.tenants);
  if (!isWithin) process.exitCode = 1;
  // Kept at once: the next one may take an hour.
  const part = values.tenants === undefined ? name : `${name} --tenants ${values.tenants}`;
  results = { ...results, [part]: result };
  writeWhole(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  writeWhole(join(__dirname, 'README.md'), resultsPage(results));
}
