/**
 * Ended at every point between two requests: before and after each, and around the hand-over of the secret. What is left
 * is nothing, or is named by the next run; no key that somebody has is lost.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Rotation } from '../../../aws/deployed/rotation-record';
import { EXIT } from '../../../report/exit-codes';
import { ROOT } from '../../a-tenant';
import { FULL } from '../../full';
import { type AProject, aProject } from '../onboarding/a-project';
import { keyFile } from './key-file';
import {
  aKey,
  type Moment,
  type PlayedAccount,
  type PlayedKey,
  playedAccount,
  TENANT,
} from './played-account';

const USED = aKey('AKIAOLD', '2026-11-01T00:00:00Z', '2026-11-18T00:00:00Z');
const YOUNG = aKey('AKIAYOUNG', '2026-11-10T00:00:00Z', '2026-11-19T00:00:00Z');
const SECRET = ['--secrets-manager', 'place'];

interface Run {
  readonly name: string;
  readonly argv: readonly string[];
  readonly before: readonly PlayedKey[];
  /** What the user's tag says of them. */
  readonly rotation?: Rotation;
  /** Requests of a whole run, in order. */
  readonly asks: readonly string[];
  /** Of the keys that were there, those that must stay whatever happens. */
  readonly stays: readonly string[];
}

const ENTERS = ['GetCallerIdentity', 'GetUser', 'ListAccessKeys'];
const RUNS: readonly Run[] = [
  { name: 'create', argv: ['create'], before: [], asks: [...ENTERS, 'CreateAccessKey'], stays: [] },
  {
    name: 'create into a secret',
    argv: ['create', ...SECRET],
    before: [],
    asks: [...ENTERS, 'DescribeSecret', 'CreateAccessKey', 'CreateSecret'],
    stays: [],
  },
  {
    name: 'rotate',
    argv: ['rotate'],
    before: [USED],
    asks: [...ENTERS, 'GetAccessKeyLastUsed', 'CreateAccessKey', 'TagUser'],
    stays: ['AKIAOLD'],
  },
  {
    name: 'rotate into a secret',
    argv: ['rotate', ...SECRET],
    before: [USED],
    asks: [...ENTERS, 'GetAccessKeyLastUsed', 'DescribeSecret', 'CreateAccessKey', 'TagUser', 'CreateSecret'],
    stays: ['AKIAOLD'],
  },
  {
    name: 'rotate --finish',
    argv: ['rotate', '--finish'],
    before: [USED, YOUNG],
    rotation: { from: 'AKIAOLD', to: 'AKIAYOUNG' },
    asks: [...ENTERS, 'GetAccessKeyLastUsed', 'GetAccessKeyLastUsed', 'UpdateAccessKey', 'DeleteAccessKey'],
    stays: ['AKIAYOUNG'],
  },
  {
    name: 'revoke of one',
    argv: ['revoke', 'AKIAOLD', '--yes'],
    before: [USED, YOUNG],
    asks: [...ENTERS, 'GetAccessKeyLastUsed', 'UpdateAccessKey', 'DeleteAccessKey'],
    stays: ['AKIAYOUNG'],
  },
];

interface Point {
  readonly run: Run;
  /** From 1; one more than there are requests is the hand-over of the secret. */
  readonly at: number;
  readonly moment: Moment;
  readonly says: string;
}

const handsOver = ({ argv }: Run): boolean => /^(?:create|rotate)$/.test(argv.join(' '));
const POINTS: readonly Point[] = RUNS.flatMap((run) => {
  const places = [...run.asks, ...(handsOver(run) ? ['the hand-over'] : [])];
  return places.flatMap((place, index) =>
    (['before', 'after'] as const).map((moment) => ({
      run,
      at: index + 1,
      moment,
      says: `${run.name}, ${moment} ${place} (${index + 1})`,
    })),
  );
});

let account: PlayedAccount;
let project: AProject;
beforeAll(async () => {
  account = await playedAccount();
  project = aProject({ [TENANT]: keyFile(TENANT) });
});
afterAll(async () => {
  project.remove();
  await account.close();
});

const keys = (argv: readonly string[], io: Parameters<AProject['run']>[1] = {}) => {
  const [command = '', ...rest] = argv;
  return project.run(['keys', command, TENANT, ...rest], { env: account.env, ...io });
};

const there = () => account.keys.map(({ id }) => id);

/** Whose secrets somebody has: who had them before, who read the output, and the secret. */
function held({ before }: Run, printed: string): ReadonlySet<string> {
  const inSecrets = [...account.secrets.values()].flatMap((versions) =>
    [...versions.values()].map((value) => String(JSON.parse(value).AccessKeyId)),
  );
  const read = [...printed.matchAll(/Access key ID: (\S+)\nSecret access key: \S+\n/g)].map(
    ([, id = '']) => id,
  );
  return new Set([...before.map(({ id }) => id), ...inSecrets, ...read]);
}

/** What holds whatever was ended where. `printed`: what a reader of standard output got. */
async function expectNothingLost(run: Run, printed: string): Promise<readonly string[]> {
  for (const id of run.stays)
    expect(account.keys).toContainEqual(expect.objectContaining({ id, active: true }));
  const known = held(run, printed);
  const unknown = there().filter((id) => !known.has(id));
  const made = [...known].filter((id) => !run.before.some((key) => key.id === id));
  // What somebody has got works.
  for (const id of made) expect(there()).toContain(id);
  account.fate = () => 'go';
  if (run.argv.includes('--finish') || run.argv[0] === 'revoke') {
    // Done again, it comes to its end.
    const again = await keys(run.argv);
    expect(there()).toEqual(['AKIAYOUNG']);
    if (run.argv.includes('--finish')) expect([EXIT.ok, EXIT.error]).toContain(again.code);
    return unknown;
  }
  const left = there();
  // Nobody has used a key that nobody has: no force deletes the one in use for it.
  await keys(['rotate', '--finish', '--force']);
  expect(there()).toEqual(left);
  const next = await keys(run.argv.slice(0, 1));
  if (left.length === run.before.length) expect(next.code).toBe(EXIT.ok);
  else {
    expect(next.code).toBe(EXIT.error);
    for (const id of left) expect(next.stderr).toContain(id);
  }
  return unknown;
}

test('the points are those of whole runs', async () => {
  for (const run of RUNS) {
    account.reset(run.before, run.rotation);
    const { code } = await keys(run.argv);
    expect({ code, asked: account.asked }).toEqual({ code: EXIT.ok, asked: run.asks });
  }
  for (const command of ['create', 'rotate'])
    expect(2 * POINTS.filter(({ run }) => run.argv[0] === command).length).toBeGreaterThanOrEqual(40);
});

/** What is told apart least: whether a key was made, whether it was handed out, whether it is gone. */
const SAMPLE =
  /^(?:rotate into a secret, .* Create|rotate, .* the hand-over|rotate --finish, .* DeleteAccessKey)/;
const TRIED = POINTS.filter(({ says }) => FULL || SAMPLE.test(says));

test.each(TRIED)('interrupted at $says', async ({ run, at, moment }) => {
  account.reset(run.before, run.rotation);
  const interrupt = new AbortController();
  account.fate = (_, when, count) => {
    if (count === at && when === moment) interrupt.abort();
    return 'go';
  };
  let printed = '';
  const deliver = async (text: string): Promise<void> => {
    if (at > run.asks.length && moment === 'before') interrupt.abort();
    printed += text;
    if (at > run.asks.length && moment === 'after') interrupt.abort();
  };
  const { code, stderr } = await keys(run.argv, { signal: interrupt.signal, deliver });
  expect([EXIT.ok, EXIT.interrupted]).toContain(code);
  expect(stderr).not.toContain('    at ');
  const unknown = await expectNothingLost(run, printed);
  for (const id of unknown) expect(stderr).toContain(id);
  if (code === EXIT.interrupted) expect(stderr).toMatch(/interrupted|deleted again|not deleted/);
});

test.each(TRIED)('as if killed at $says', async ({ run, at, moment }) => {
  account.reset(run.before, run.rotation);
  const interrupt = new AbortController();
  let isDead = false;
  const die = (): void => {
    isDead = true;
    // Nobody hears what it does from here on; this only ends the waiting.
    interrupt.abort();
  };
  account.fate = (_, when, count) => {
    if (count === at && when === moment) die();
    return isDead ? 'drop' : 'go';
  };
  let printed = '';
  const deliver = async (text: string): Promise<void> => {
    if (at > run.asks.length && moment === 'before') die();
    if (!isDead) printed += text;
    if (at > run.asks.length) die();
    if (isDead) throw new Error('killed');
  };
  await keys(run.argv, { signal: interrupt.signal, deliver });
  await expectNothingLost(run, printed);
});

/** A process of its own, with signals that are real. The last ones of the sample are the dearest: after the key is made. */
const SIGNALS = ['SIGKILL', 'SIGINT'] as const;
const SPAWNED = POINTS.filter(({ at, run }) => at <= run.asks.length)
  .filter(({ says }) => FULL || says === 'rotate, after CreateAccessKey (5)')
  .flatMap((point) => SIGNALS.map((signal) => ({ ...point, signal })));

test.each(SPAWNED)('a process that gets $signal at $says', async ({ run, at, moment, signal }) => {
  account.reset(run.before, run.rotation);
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'scripts', 's3-handshake.js'),
      ...['keys', ...run.argv.slice(0, 1), TENANT, ...run.argv.slice(1)],
    ],
    { cwd: project.folder, env: { PATH: process.env.PATH ?? '', ...account.env } },
  );
  let printed = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  account.fate = (_, when, count) => {
    if (count === at && when === moment) child.kill(signal);
    return 'go';
  };
  const [code] = await once(child, 'close');
  const unknown = await expectNothingLost(run, printed);
  if (signal === 'SIGKILL') return;
  expect([EXIT.ok, EXIT.interrupted]).toContain(code);
  for (const id of unknown) expect(stderr).toContain(id);
});
