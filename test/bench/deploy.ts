/**
 * What `s3-handshake deploy` costs beside `cdktf deploy` of the same tenants, with real Terraform on the embedded AWS: time,
 * memory of all processes together, lines printed, runs of Terraform; then both again, when nothing has changed. They take
 * turns. The provider waits nearly a minute for each bucket's lifecycle configuration, in both. Run: `node -r
 * ts-node/register test/bench/deploy.ts`, with `--json` for one document; `--tenants N` deploys N alone.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { terraformEnvironment } from '../../terraform/environment';
import { applyParallelism } from '../../terraform/parallelism';
import { STACKS_APP } from '../../terraform/stacks-app';
import { ROOT } from '../a-tenant';
import { fileOf } from '../actions/deploy/a-fleet';
import { makeProject, removeProject } from '../actions/drift/a-project';
import { benchOptions } from './bench-options';
import { type MeasuredRun, runMeasuredProgram } from './measured-run';

const ACCOUNT = '111122223333';
const { json, names: most, of } = benchOptions(32);
const COUNTS = of([2, 8, 32]);

interface Cost extends MeasuredRun {
  /** Runs of Terraform, but for those that ask its version. */
  readonly terraform: number;
}

interface Contestant {
  readonly what: string;
  argv(tenants: readonly string[]): readonly string[];
}

const CONTESTANTS: readonly Contestant[] = [
  {
    what: 's3-handshake deploy',
    argv: (tenants) => ['scripts/s3-handshake.js', 'deploy', '--yes', ...tenants],
  },
  {
    what: 'cdktf deploy',
    argv: (tenants) => [
      'node_modules/cdktf-cli/bundle/bin/cdktf.js',
      ...['deploy', '--auto-approve', '--parallelism', String(applyParallelism()), ...tenants],
    ],
  },
];

/** A project from which both can deploy. */
function projectOf(tenants: readonly string[]): string {
  const app = `node ${JSON.stringify(join(ROOT, STACKS_APP))}`;
  return makeProject({
    'cdktf.json': JSON.stringify({
      language: 'typescript',
      app,
      projectId: 'bench',
      sendCrashReports: 'false',
    }),
    ...Object.fromEntries(tenants.map((name) => [`tenants/${name}.yaml`, fileOf(name)])),
  });
}

async function cost(project: string, log: string, argv: readonly string[], aws: LocalAws): Promise<Cost> {
  writeFileSync(log, '');
  const env = terraformEnvironment(ROOT, aws.environment(ACCOUNT)) as Record<string, string>;
  const run = await runMeasuredProgram(
    project,
    {
      ...env,
      CI: 'true',
      TERRAFORM_BINARY_NAME: join(__dirname, 'counted-terraform.sh'),
      COUNTED_LOG: log,
    },
    argv,
  );
  if (run.code !== 0) throw new Error(`${argv.join(' ')} ended with ${run.code}:\n${run.stdout}`);
  const calls = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return { ...run, terraform: calls.filter((call) => call !== 'version').length };
}

async function main(): Promise<void> {
  const aws = await startLocalAws();
  const folder = mkdtempSync(join(tmpdir(), 'counted-'));
  const log = join(folder, 'calls');
  const rows = [];
  try {
    for (const count of COUNTS) {
      const made: { readonly what: string; readonly all: Cost; readonly again: Cost }[] = [];
      for (const [at, { what, argv }] of CONTESTANTS.entries()) {
        const tenants = most.slice(0, count).map((name) => `${name}-${count}-${at}`);
        const project = projectOf(tenants);
        try {
          process.stderr.write(`${what} of ${count} …\n`);
          const all = await cost(project, log, argv(tenants), aws);
          made.push({ what, all, again: await cost(project, log, argv(tenants), aws) });
        } finally {
          removeProject(project);
        }
      }
      const [, peer] = made;
      for (const { what, all, again } of made)
        for (const [state, one, beside] of [
          ['all new', all, peer?.all],
          ['unchanged', again, peer?.again],
        ] as const)
          rows.push({
            ...{ what, tenants: count, state, seconds: Number(one.seconds.toFixed(1)) },
            ...{ processor: Number(one.processor.toFixed(1)), peakMB: Math.round(one.peak) },
            ...{ lines: one.lines, terraform: one.terraform },
            timesCdktf: Number((one.seconds / (beside?.seconds ?? Number.NaN)).toFixed(2)),
          });
    }
    if (json) console.log(JSON.stringify({ rows }));
    else console.table(rows);
    const unchanged = rows.find(({ what, state, terraform }) => {
      return what === 's3-handshake deploy' && state === 'unchanged' && terraform > 0;
    });
    if (unchanged) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true });
    await aws.stop();
  }
}

void main();
