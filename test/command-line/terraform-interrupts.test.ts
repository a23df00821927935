/**
 * Ctrl-C at every program that `diff`, `deploy`, `destroy` and `export` start, and while `diff` and `deploy` ask AWS: what
 * is left is said, and nothing is orphaned. The programs are played in this process; those of
 * `test/actions/deploy/interrupted.test.ts` are real ones.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../../report/exit-codes';
import type { runChild } from '../../terraform/child-process';
import { type AFleet, aFleet, fileOf } from '../actions/deploy/a-fleet';
import { hungServer } from './hung-aws';

type Run = typeof runChild;
/** Called with each program that is started: its first argument. */
let mockInterrupt: (program: string) => void;
jest.mock('../../terraform/child-process', () => {
  const played = jest.requireActual<typeof import('../actions/deploy/in-process')>(
    '../actions/deploy/in-process',
  );
  const run: Run = (program, args, options) => {
    const command = args[0] ?? '';
    if (command !== 'apply') mockInterrupt(command);
    // An apply is interrupted where something is made already.
    const onLine = (line: string) => {
      options.onLine?.(line);
      if (command === 'apply') mockInterrupt(command);
    };
    return played.runChild(program, args, { ...options, onLine });
  };
  return { runChild: run };
});

let fleet: AFleet;
beforeEach(() => {
  fleet = aFleet({ acme: fileOf('acme'), adopted: `${fileOf('adopted')}adopt: [bucket]\n` });
});
afterEach(() => fleet.remove());

const APP = 's3-handshake-app.js';
/** What each line starts, in the order in which it does. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  'diff acme': [APP, 'init', 'plan'],
  'deploy acme --yes': [APP, 'init', 'plan', 'apply'],
  'destroy acme --yes': [APP, 'plan', 'apply'],
  'deploy --from-plan plans': ['show', 'apply'],
  'export acme': [APP],
};
const CASES = Object.entries(PROGRAMS).flatMap(([line, programs]) =>
  programs.map((program) => [line, program] as const),
);

async function interrupted(line: string, at: string) {
  const interrupt = new AbortController();
  mockInterrupt = (program) => {
    if (program.endsWith(at)) interrupt.abort();
  };
  return fleet.run(line.split(' '), { signal: interrupt.signal });
}

const run = (line: string) => interrupted(line, 'nothing');

test.each(CASES)('%s that is interrupted at %s', async (line, at) => {
  if (line.includes('--from-plan')) expect((await run('diff acme --plan plans')).code).toBe(EXIT.finding);
  if (line.startsWith('destroy')) expect((await run('deploy acme --yes')).code).toBe(EXIT.ok);
  const before = JSON.stringify(fleet.world());
  const { code, stdout, stderr } = await interrupted(line, at);
  expect(code).toBe(EXIT.interrupted);
  expect(stderr).not.toContain('    at ');
  expect(stdout + stderr).toMatch(
    at === APP
      ? /s3-handshake: interrupted|Nothing is written/
      : at === 'apply'
        ? / of 1 tenant: 1 applied/
        : /acme: skipped: interrupted; run it again to go on/,
  );
  if (at === 'apply') expect(stderr).toContain('Terraform ends what it holds: acme');
  else expect(JSON.stringify(fleet.world())).toBe(before);
  expect(fleet.world()).toEqual(fleet.states());
  expect(existsSync(join(fleet.root, 'acme-export'))).toBe(false);
});

test.each(['diff adopted', 'deploy adopted --yes'])(
  '%s that is interrupted while AWS does not answer',
  async (line) => {
    const aws = await hungServer('answer');
    const interrupt = new AbortController();
    aws.onRequest(() => interrupt.abort());
    mockInterrupt = () => {};
    const env = {
      ...fleet.env,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      HANDSHAKE_LOCAL_AWS: aws.url,
      HANDSHAKE_LOCAL_AWS_SECRET: 'example',
      HOME: '/nonexistent',
    };
    const { code, stdout } = await fleet.run(line.split(' '), { env, signal: interrupt.signal });
    await aws.close();
    expect(code).toBe(EXIT.interrupted);
    expect(stdout).toContain('adopted: skipped: interrupted; run it again to go on');
    expect(aws.requests()).toBe(1);
    expect(fleet.world()).toEqual({});
  },
);
