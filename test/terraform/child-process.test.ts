/** What becomes of a program that we start when we are interrupted, and who may read what it writes. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../../terraform/child-process';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handshake-child-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (file: string) => statSync(join(folder, file)).mode & 0o777;

test('states and plans are for nobody else, and what we write ourselves is as before', async () => {
  writeFileSync(join(folder, 'before'), '');
  const ended = runChild('sh', ['-c', 'mkdir made; echo > state'], {
    cwd: folder,
    env: process.env,
    isPrivate: true,
  });
  writeFileSync(join(folder, 'meanwhile'), '');
  expect((await ended).code).toBe(0);
  expect([modeOf('state'), modeOf('made')]).toEqual([0o600, 0o700]);
  expect(modeOf('meanwhile')).toBe(modeOf('before'));
});

/** Says `begun`, then `interrupted` where it is, and ends by itself after half a second. */
const PATIENT =
  'trap "echo interrupted; exit 3" INT; echo begun; i=0; while [ $i -lt 10 ]; do sleep 0.05; i=$((i+1)); done; echo ended';

describe.each([
  { log: undefined, aborts: 'signal', output: 'begun\ninterrupted', code: 3 },
  { log: undefined, aborts: 'abandoned', output: 'begun\nended', code: 0 },
  // What a provider gave up would be in no state.
  { log: 'log', aborts: 'signal', output: 'begun\nended', code: 0 },
  { log: 'log', aborts: 'abandoned', output: 'begun\ninterrupted', code: 3 },
] as const)('with a log: $log, $aborts aborted', ({ log, aborts, output, code }) => {
  test.each(['while it runs', 'before it runs'])('%s', async (when) => {
    const abort = new AbortController();
    if (when === 'before it runs') abort.abort();
    const ended = await runChild('sh', ['-c', PATIENT], {
      cwd: folder,
      env: process.env,
      ...(log === undefined ? {} : { log: join(folder, log) }),
      [aborts]: abort.signal,
      onLine: (line) => {
        if (line === 'begun') abort.abort();
      },
    });
    // What is interrupted before it runs may not come to say that it has begun.
    if (when === 'before it runs' && code === 3) expect(ended.code).not.toBe(0);
    else expect(ended).toEqual({ code, output });
  });
});
