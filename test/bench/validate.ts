/**
 * What validate costs beside the synth of the same tenants, and of one alone, each as a user starts it: a program of its
 * own. All take turns. Times of one machine mean little, so the result is the ratio, which may be 20 at most. Run:
 * `npx ts-node test/bench/validate.ts`, with `--json` for one document, `--tenants N` for another number.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchOptions } from './bench-options';

const ROOT = join(__dirname, '..', '..');
const ROUNDS = 5;
const MOST = 20;
const { json, names } = benchOptions(100);

/**
 * Half of them with an access point, half of those with a KMS key as well: the more doors a bucket has, the more is
 * asked.
 */
function makeProject(): string {
  const root = mkdtempSync(join(tmpdir(), 'bench-'));
  mkdirSync(join(root, 'tenants'));
  cpSync(join(ROOT, 'vendors'), join(root, 'vendors'), { recursive: true });
  const [amperity = '', channelmix = ''] = ['acme-amperity', 'acme-channelmix'].map((name) =>
    readFileSync(join(ROOT, 'tenants', `${name}.yaml`), 'utf8'),
  );
  for (const [index, name] of names.entries()) {
    const isAmperity = index % 2 === 0;
    const text = isAmperity ? (index % 4 === 0 ? withKey(amperity) : amperity) : channelmix;
    writeFileSync(
      join(root, 'tenants', `${name}.yaml`),
      text
        .replaceAll(/acme-(?:amperity|channelmix)/g, name)
        .replaceAll('acme', name)
        .replaceAll('01234567890123456789', `${name}-id`),
    );
  }
  return root;
}

function withKey(text: string): string {
  const key = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  return text.replace('bucket:\n', `bucket:\n  encryption: { kmsKeyArn: "${key}" }\n`);
}

interface Contestant {
  readonly what: string;
  readonly args: readonly string[];
}

const VALIDATE = join(ROOT, 'scripts', 's3-handshake.js');
const SYNTH: Contestant = {
  what: `synth of ${names.length}`,
  args: [join(ROOT, 'scripts', 's3-handshake-app.js')],
};
const CONTESTANTS: readonly Contestant[] = [
  SYNTH,
  { what: `validate of ${names.length}`, args: [VALIDATE, 'validate'] },
  { what: 'validate of one', args: [VALIDATE, 'validate', ...names.slice(0, 1)] },
];

/** Milliseconds. Throws where the program does not end as it should. */
function timeOf({ what, args }: Contestant, cwd: string): number {
  // What is there from the round before would not be made again.
  rmSync(join(cwd, 'cdktf.out'), { recursive: true, force: true });
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      NODE_PATH: join(ROOT, 'node_modules'),
      TS_NODE_PROJECT: join(ROOT, 'tsconfig.json'),
      CDKTF_OUTDIR: join(cwd, 'cdktf.out'),
    },
  });
  const time = performance.now() - begin;
  if (status !== 0) throw new Error(`${what} ended with ${status}: ${stdout}${stderr}`);
  return time;
}

function median(times: readonly number[]): number {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}

function main(): void {
  const project = makeProject();
  try {
    const times = new Map<Contestant, number[]>(CONTESTANTS.map((one) => [one, []]));
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [contestant, some] of times) some.push(timeOf(contestant, project));
    const synth = median(times.get(SYNTH) ?? []);
    const rows = [...times].map(([{ what }, some]) => ({
      what,
      milliseconds: Math.round(median(some)),
      timesSynth: Number((median(some) / synth).toFixed(2)),
    }));
    if (json) console.log(JSON.stringify({ tenants: names.length, rounds: ROUNDS, rows }));
    else console.table(rows);
    if (!rows.every(({ timesSynth }) => timesSynth <= MOST)) process.exitCode = 1;
  } finally {
    rmSync(project, { recursive: true });
  }
}

main();
