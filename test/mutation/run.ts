/**
 * `npm run test:mutation -- [room …] [--share percent] [--seed text] [--fresh]`: changes the code of rooms, one small change at a
 * time, and says which changes no test notices. Ends with 1 where too many are not noticed, or where one has no sentence
 * in `survivors.json`.
 *
 * `--share`: the part of the room's functions, in percent, which the seed chooses; 100 is all of them. `--fresh`: nothing is taken
 * over from a run before, which Stryker does for what has not changed since.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../a-tenant';
import { codeOf, ROOMS, type Room, rootsOf } from './rooms';
import { sampledFunctions } from './sampled-functions';
import { keepScore } from './scores-page';
import survivors from './survivors.json';
import { faultsOf, leftOut, type MutationReport, percentOf, scores } from './verdicts';

const STRYKER = join(ROOT, 'node_modules/@stryker-mutator/core/bin/stryker.js');

/** Relative to the repository, and kept out of it. */
const WORK = '.s3-handshake/mutation';

/** Milliseconds, beyond four times what the tests took before: a busy machine makes them slow, and then nothing is dead. */
const PATIENCE = 15_000;

/** https://stryker-mutator.io/docs/stryker-js/configuration */
function configurationOf(room: Room, mutate: readonly string[], isFresh: boolean): unknown {
  return {
    packageManager: 'npm',
    mutate,
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner', './test/mutation/words.mjs'],
    ignorers: ['words'],
    jest: {
      configFile: 'test/mutation/jest.config.js',
      config: {
        testMatch: room.tests.map((path) => `<rootDir>/${path}`),
        // Jest looks no further for the tests that reach a file: a tenth of the time that a change takes.
        roots: rootsOf(room).map((folder) => `<rootDir>/${folder}`),
      },
    },
    coverageAnalysis: 'perTest',
    // What is evaluated as a file is loaded is not seen by test: each such change would run all tests of the file.
    ignoreStatic: true,
    concurrency: 1,
    timeoutMS: PATIENCE,
    timeoutFactor: 4,
    dryRunTimeoutMinutes: 60,
    tempDirName: `${WORK}/copies`,
    cleanTempDir: 'always',
    ignorePatterns: ['.s3-handshake', 'dist', 'cdktf.out', 'docs', 'examples'],
    incremental: true,
    force: isFresh,
    incrementalFile: `${WORK}/${room.name}.incremental.json`,
    reporters: ['dots', 'json'],
    jsonReporter: { fileName: `${WORK}/${room.name}.json` },
    allowConsoleColors: false,
  };
}

interface Asked {
  /** Percent; undefined where the room says it. */
  readonly share: number | undefined;
  readonly isFresh: boolean;
  readonly seed: string;
}

/** Lines of what is wrong. */
function run(room: Room, { share = room.share, isFresh, seed }: Asked): readonly string[] {
  const files = codeOf(room);
  const isWhole = share === 100;
  const mutate = isWhole ? files : sampledFunctions(files, share, seed);
  const configuration = join(ROOT, WORK, `${room.name}.config.json`);
  const report = join(ROOT, WORK, `${room.name}.json`);
  mkdirSync(join(ROOT, WORK), { recursive: true });
  rmSync(report, { force: true });
  writeFileSync(configuration, JSON.stringify(configurationOf(room, mutate, isFresh), null, 2));
  const { status } = spawnSync(process.execPath, [STRYKER, 'run', configuration], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) return [`${room.name}: Stryker ended with ${status}`];
  const found = JSON.parse(readFileSync(report, 'utf8')) as MutationReport;
  const what = isWhole ? 'all functions' : `${mutate.length} functions, ${share} %, of seed ${seed}`;
  console.log(`${room.name}: ${what}`);
  for (const score of scores(found)) {
    const { folder, killed, survived, ignored } = score;
    console.log(
      `  ${folder}: ${percentOf(score).toFixed(1)} % of ${killed + survived} killed, ${survived} survived, ${ignored} left out`,
    );
  }
  keepScore(
    room.name,
    { day: new Date().toISOString().slice(0, 10), share, seed, folders: scores(found) },
    survivors,
  );
  for (const [why, count] of leftOut(found)) console.log(`  left out, ${count}: ${why}`);
  return faultsOf(found, survivors);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { fresh: { type: 'boolean' }, seed: { type: 'string' }, share: { type: 'string' } },
});
const unknown = positionals.filter((name) => !ROOMS.some((room) => room.name === name));
if (unknown.length > 0)
  throw new Error(
    `there is no room ${unknown.join(', ')}; there are ${ROOMS.map(({ name }) => name).join(', ')}`,
  );
const asked: Asked = {
  share: values.share === undefined ? undefined : Number(values.share),
  isFresh: values.fresh ?? false,
  seed: values.seed ?? '20261128',
};
const faults = ROOMS.filter(({ name }) => positionals.length === 0 || positionals.includes(name)).flatMap(
  (room) => run(room, asked),
);
for (const line of faults) console.log(line);
process.exitCode = faults.length > 0 ? 1 : 0;
