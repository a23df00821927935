/**
 * What drift costs: both engines on the same twenty tenants, deployed by Terraform on the embedded AWS, in one run. Times
 * of one machine mean little, so the results are ratios. `node -r ts-node/register test/bench/drift-engines.ts`, with
 * `--json` for one document, and with `--tenants N` for another number.
 */
import { loadProject } from '../../config';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { table } from '../../report/table';
import { makeProject, removeProject } from '../actions/drift/a-project';
import { apply, synthesise } from '../e2e/terraform';
import { benchOptions } from './bench-options';
import { runMeasured } from './measured-run';

const ACCOUNT = '111122223333';
/** Terraform runs of the deployment at once: each keeps half a gigabyte, and mostly waits. */
const DEPLOYMENTS = 6;

interface Cost {
  /** Seconds for each tenant. */
  readonly seconds: number;
  /** Megabytes that the run and all that it started held at once, at most. */
  readonly peak: number;
}

function fileOf(name: string): string {
  return [
    `tenant: ${name}`,
    `customer: ${name}`,
    'vendor: amperity',
    `account: "${ACCOUNT}"`,
    'region: us-east-1',
    'principal: arn:aws:iam::999988887777:role/prod/amperity-plugin',
    `externalId: "${name}-external-ID"`,
    `bucket: { name: ${name}-exchange, preventDestroy: false, forceDestroy: true }`,
    'grants:',
    '  - { prefix: to-amperity/, allow: [get, list] }',
    '  - { prefix: from-amperity/, allow: [get, put, list, delete] }',
    `accessPoint: { name: ${name} }`,
    '',
  ].join('\n');
}

async function deploy(folder: string, names: readonly string[], env: Record<string, string>): Promise<void> {
  synthesise(folder, names, env);
  const queue = [...names];
  const worker = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) await apply(folder, name, env);
  };
  await Promise.all(Array.from({ length: DEPLOYMENTS }, worker));
}

/** What a run costs for each of `tenants`, which must all be clean. */
async function cost(
  folder: string,
  env: Record<string, string>,
  argv: readonly string[],
  tenants: number,
): Promise<Cost> {
  const { code, stdout, seconds, peak } = await runMeasured(folder, env, ['drift', '--json', ...argv]);
  const { totals } = JSON.parse(stdout) as { totals: { clean: number } };
  if (code !== 0 || totals.clean !== tenants) throw new Error(`drift ended with ${code}:\n${stdout}`);
  return { seconds: seconds / tenants, peak };
}

async function main(): Promise<void> {
  const { json, names } = benchOptions(20);
  const folder = makeProject(Object.fromEntries(names.map((name) => [`tenants/${name}.yaml`, fileOf(name)])));
  let localAws: LocalAws | undefined;
  try {
    const [problem] = loadProject(folder).problems;
    if (problem) throw new Error(problem.message);
    localAws = await startLocalAws();
    const env = localAws.environment(ACCOUNT);
    process.stderr.write(`deploying ${names.length} tenants\n`);
    await deploy(folder, names, env);
    const api = await cost(folder, env, ['--engine', 'api', ...names], names.length);
    const onePlan = await cost(folder, env, ['--engine', 'terraform', ...names.slice(0, 1)], 1);
    const terraform = await cost(folder, env, ['--engine', 'terraform', ...names], names.length);
    const ratios = { times: terraform.seconds / api.seconds, memory: api.peak / onePlan.peak };
    process.stdout.write(
      json
        ? `${JSON.stringify({ tenants: names.length, api, terraform, onePlan, ratios }, null, 2)}\n`
        : report({ api, terraform, 'terraform, one tenant': onePlan }, ratios),
    );
  } finally {
    await localAws?.stop();
    removeProject(folder);
  }
}

function report(
  costs: Readonly<Record<string, Cost>>,
  { times, memory }: { times: number; memory: number },
): string {
  const rows = Object.entries(costs).map(([engine, { seconds, peak }]) => [
    engine,
    seconds.toFixed(3),
    peak.toFixed(0),
  ]);
  return `${table(['Engine', 'Seconds per tenant', 'Peak MB'], rows)}
api is ${times.toFixed(0)} times as fast as terraform; its peak is ${(memory * 100).toFixed(0)}% of one plan's
`;
}

void main();
