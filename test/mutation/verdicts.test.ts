/** The mutation tester's own parts: what a run changes, and what it makes of what came of it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';
import { codeOf, ROOMS, rootsOf } from './rooms';
import { sampledFunctions } from './sampled-functions';
import { keptScores, PAGE, scoresPage } from './scores-page';
import list from './survivors.json';
import {
  faultsOf,
  type KeptSurvivor,
  leftOut,
  type MutationReport,
  onOneLine,
  percentOf,
  scores,
} from './verdicts';

const survivors: readonly KeptSurvivor[] = list;

test.each(ROOMS.map((room) => [room.name, room] as const))(
  '%s: its code and its tests are there',
  (_, room) => {
    expect(codeOf(room).length).toBeGreaterThan(0);
    for (const folder of rootsOf(room))
      expect([folder, existsSync(join(ROOT, folder))]).toEqual([folder, true]);
    for (const path of room.tests.filter((one) => !/[*!]/.test(one)))
      expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
  },
);

test('every change that no test notices still stands in its file, and has its sentence', () => {
  const gone = survivors.filter(
    ({ file, was }) =>
      !existsSync(join(ROOT, file)) || !onOneLine(readFileSync(join(ROOT, file), 'utf8')).includes(was),
  );
  expect(gone).toEqual([]);
  expect(survivors.filter(({ why }) => why.split(' ').length < 4)).toEqual([]);
});

test('the page tells of the last runs, and of rooms that there are', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(scoresPage(keptScores(), survivors));
  const rooms = ROOMS.map(({ name }) => name);
  expect(Object.keys(keptScores()).filter((name) => !rooms.includes(name))).toEqual([]);
  const few = Object.values(keptScores()).flatMap(({ folders }) =>
    folders.filter((each) => percentOf(each) < 90),
  );
  expect(few).toEqual([]);
});

test('a sample is of whole functions, the same by the same seed, and another by another', () => {
  const files = ['iam/arn.ts', 'iam/decide.ts'];
  const all = sampledFunctions(files, 100, 'a');
  expect(all.length).toBeGreaterThan(8);
  const part = sampledFunctions(files, 30, 'a');
  expect(part).toHaveLength(Math.ceil(all.length * 0.3));
  expect(sampledFunctions(files, 30, 'a')).toEqual(part);
  expect(sampledFunctions(files, 30, 'b')).not.toEqual(part);
  const [file = '', from = 0, to = 0] = /^(.*):(\d+):\d+-(\d+):\d+$/.exec(part[0] ?? '')?.slice(1) ?? [];
  const text = readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .slice(Number(from) - 1, Number(to))
    .join('\n');
  expect(text).toMatch(/^(?:export )?(?:async )?(?:function|const|class|let)/);
});

type Mutants = MutationReport['files'][string]['mutants'];
const SOURCE = "const a = 'one';\nconst b =\n  2;\n";
const mutant = (status: Mutants[number]['status'], replacement: string): Mutants[number] => ({
  mutatorName: 'StringLiteral',
  replacement,
  status,
  testsCompleted: replacement === '6' ? 0 : 3,
  ...(status === 'Ignored' ? { statusReason: 'only words' } : {}),
  location: { start: { line: 1, column: 11 }, end: { line: 1, column: 16 } },
});
const reportOf = (mutants: Mutants): MutationReport => ({
  files: { 'iam/a.ts': { source: SOURCE, mutants } },
});
const killed = Array.from({ length: 9 }, () => mutant('Killed', '""'));

test('what ran out of time was noticed; what no test runs was not; what does not run counts for nothing', () => {
  const report = reportOf([
    ...killed,
    mutant('Timeout', '1'),
    mutant('Survived', '2'),
    mutant('NoCoverage', '3'),
    mutant('Ignored', '4'),
    mutant('RuntimeError', '5'),
    mutant('Survived', '6'),
  ]);
  expect(scores(report)).toEqual([{ folder: 'iam', killed: 10, survived: 3, ignored: 1 }]);
  expect(leftOut(report)).toEqual(new Map([['only words', 1]]));
  expect(faultsOf(report, [])).toEqual([
    'iam: 76.9 % killed, and 90 % are asked for',
    "iam/a.ts:1 no test notices: 'one' → 2",
    "iam/a.ts:1 no test runs: 'one' → 3",
    "iam/a.ts:1 no test was found for: 'one' → 6",
  ]);
});

test('a change of several lines is told on one', () => {
  const lines = {
    ...mutant('Survived', '3'),
    location: { start: { line: 2, column: 7 }, end: { line: 3, column: 4 } },
  };
  expect(faultsOf(reportOf([...killed, lines]), [])).toEqual(['iam/a.ts:2 no test notices: b = 2 → 3']);
});

test('a survivor needs a sentence, which goes when a test notices it', () => {
  const kept = { file: 'iam/a.ts', was: "'one'", becomes: '2', why: 'it makes no difference' };
  expect(faultsOf(reportOf([...killed, mutant('Survived', '2')]), [kept])).toEqual([]);
  expect(faultsOf(reportOf([...killed, mutant('Killed', '2')]), [kept])).toEqual([
    "iam/a.ts: a test notices it now; take it out of survivors.json: 'one'",
  ]);
});
