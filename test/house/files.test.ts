/** What holds for each file by itself, of all that is committed. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../a-tenant';

interface TextFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

const MOST_LINES = 300;
/** What a command does is an action's, and how lines are read is the room `command-line`'s. */
const MOST_LINES_OF_SCRIPTS = 2_500;
const CODE = /\.(?:ts|js|mjs|cjs|py)$/;

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}

/** Longer than it may be. Data, which nobody reads from top to bottom, may be as long as it is. */
function tooLong(files: readonly TextFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const lines = linesOf(text);
    return CODE.test(path) && lines > MOST_LINES ? [`${path}: ${lines} lines`] : [];
  });
}

/**
 * Base names that stand in several rooms and mean the same thing there, each with what it means. `iam` and `local-aws`
 * import nothing of ours, so that what they have in common with us they say by themselves.
 */
const ONE_MEANING: Readonly<Record<string, string>> = {
  index: 'the interface of its folder',
  conditions: 'the conditions of statements',
  'kms-key': 'a key of KMS: its ARN, and what the embedded AWS knows of one',
  'managed-policy': 'a managed policy of IAM: its ARN, and its document as it is deployed',
  world: 'all that decides about a request: as a comparison takes it, and as the embedded AWS keeps it',
  'access-point': 'an S3 access point: what policies say of one, and what is deployed of one',
  arn: 'Amazon Resource Names',
  'aws-account': "a customer's account: its number, and the guard in a stack against another one",
  credentials: 'AWS credentials: those of a caller, and those that the embedded AWS gives',
  'bucket-settings':
    'the settings of a bucket: as they should be, as they are, and as the embedded AWS keeps them',
  'external-id': 'the value of sts:ExternalId',
  kms: 'the key management service',
  'local-aws': 'the embedded AWS: where it listens, and what starts it',
  pausing: 'work that pauses on its way, so that a signal is heard',
  principal: 'a principal of IAM',
  principals: 'principals of IAM',
  template: 'a text with variables in it',
};

/**
 * What every action that reports has for itself, of one meaning in all of them: its findings, and its report in each
 * form. What they share of it lies in `report/`.
 */
const OF_EACH_ACTION = /^actions\/[^/]+\/(?:finding|report(?:-[a-z]+)?|report\/[a-z]+)\.ts$/;

/** Base names that mean two things or more. A test is named after what it tests, a command after what it does. */
function sameNames(files: readonly TextFile[]): readonly string[] {
  const places = new Map<string, readonly string[]>();
  for (const { path } of files) {
    if (!path.endsWith('.ts') || /^(?:test|examples|scripts\/(?:commands|handlers))\//.test(path)) continue;
    if (OF_EACH_ACTION.test(path)) continue;
    const name = basename(path, '.ts');
    places.set(name, [...(places.get(name) ?? []), path]);
  }
  return [...places]
    .filter(([name, paths]) => paths.length > 1 && !(name in ONE_MEANING))
    .map(([name, paths]) => `${name}: ${[...paths].sort().join(', ')}`)
    .sort();
}

/** A path that is there on one machine only. */
const MACHINE_PATH = /(?<![\w.~:-])\/(?:root|work|home\/[a-z]\w*|Users\/[A-Za-z]\w*)\/[\w.-]+/;

function machinePaths(files: readonly TextFile[]): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (MACHINE_PATH.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
}

/** Everything that is committed or is about to be, as text. */
const files: readonly TextFile[] = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  { cwd: ROOT, encoding: 'utf8' },
)
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(ROOT, path)))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

test(`no file of code has more than ${MOST_LINES} lines`, () => {
  expect(files.length).toBeGreaterThan(500);
  expect(tooLong(files)).toEqual([]);
});

test(`the command line is thin: all of scripts/ has at most ${MOST_LINES_OF_SCRIPTS} lines`, () => {
  const scripts = files.filter(({ path }) => path.startsWith('scripts/'));
  expect(scripts.length).toBeGreaterThan(50);
  expect(scripts.reduce((sum, { text }) => sum + linesOf(text), 0)).toBeLessThanOrEqual(
    MOST_LINES_OF_SCRIPTS,
  );
});

test('no base name stands for two meanings', () => {
  expect(sameNames(files)).toEqual([]);
});

test('a name that is said to have one meaning does stand in several rooms', () => {
  const counts = (name: string) => files.filter(({ path }) => basename(path) === `${name}.ts`).length;
  expect(Object.keys(ONE_MEANING).filter((name) => counts(name) < 2)).toEqual([]);
});

test('no file names a path of one machine', () => {
  expect(machinePaths(files)).toEqual([]);
});

test('each of these would be found', () => {
  const text = (lines: number) => 'x\n'.repeat(lines);
  expect(
    tooLong([
      { path: 'iam/long.ts', text: text(301) },
      { path: 'iam/fits.ts', text: text(300) },
      { path: 'test/cases.json', text: text(5000) },
    ]),
  ).toEqual(['iam/long.ts: 301 lines']);
  expect(
    sameNames([
      { path: 'aws/verdict.ts', text: '' },
      { path: 'iam/verdict.ts', text: '' },
      { path: 'test/iam/verdict.ts', text: '' },
      { path: 'actions/lint/report-text.ts', text: '' },
      { path: 'actions/verify/report-text.ts', text: '' },
      { path: 'actions/lint/rules/finding.ts', text: '' },
      { path: 'report/finding.ts', text: '' },
      { path: 'iam/index.ts', text: '' },
      { path: 'local-aws/index.ts', text: '' },
      { path: 'policies/bucket-policy.ts', text: '' },
      { path: 'scripts/commands/bucket-policy.ts', text: '' },
    ]),
  ).toEqual([
    'finding: actions/lint/rules/finding.ts, report/finding.ts',
    'verdict: aws/verdict.ts, iam/verdict.ts',
  ]);
  const paths = ['root', 'work', 'home/ann', 'Users/ann'].map((home) => `/${home}/kit/a.ts`);
  const found = machinePaths([
    { path: 'a.md', text: `see ${paths.join('\nsee ')}\n/tmp/a /usr/bin/node https://aws/home/x/y` },
  ]);
  expect(found).toEqual(paths.map((path, index) => `a.md:${index + 1} see ${path}`));
});
