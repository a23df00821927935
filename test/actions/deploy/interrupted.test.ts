/** A deployment that is ended, at any moment and in any way: run again, it ends where it should, and nothing is orphaned. */
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../a-tenant';
import { FULL } from '../../full';
import { until } from '../../until';
import { aFleet, fileOf } from './a-fleet';

// The run that is ended is a program, with programs of its own; those that go on after it are played in this process.
jest.mock('../../../terraform/child-process', () =>
  jest.requireActual<typeof import('./in-process')>('./in-process'),
);

/** Calls of Terraform and resources that are there, after which the run is ended. */
const MOMENTS = Array.from({ length: 20 }, (_, at) => Math.round(at * 1.6) + 1);
const SAMPLE: ReadonlySet<string> = new Set(['14 SIGKILL', '28 SIGINT']);
const CASES = MOMENTS.flatMap((moment) =>
  (['SIGINT', 'SIGKILL'] as const).map((signal) => [moment, signal] as const),
).filter((one) => FULL || SAMPLE.has(one.join(' ')));

test.each(CASES)('after %i steps, by %s', async (moment, signal) => {
  const fleet = aFleet({ acme: fileOf('acme'), carl: fileOf('carl') });
  try {
    const steps = () => Object.values(fleet.world()).flat().length + seen;
    let seen = 0;
    const child = spawn(process.execPath, [join(ROOT, 'scripts', 's3-handshake.js'), 'deploy', '--yes'], {
      cwd: fleet.root,
      env: { ...fleet.env, PLAYED_MS: '40' },
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
    await until(() => {
      seen += fleet.calls().length;
      return steps() >= moment || child.exitCode !== null;
    });
    child.kill(signal);
    const code = await ended;
    if (signal === 'SIGINT') expect([0, 130]).toContain(code);
    const again = await fleet.run(['deploy', '--yes']);
    expect({ code: again.code, says: again.stdout }).toEqual({ code: 0, says: expect.any(String) });
    expect(fleet.world()).toEqual(fleet.states());
    const modes = ['acme', 'carl'].map(
      (name) => statSync(join(fleet.root, `terraform.${name}.tfstate`)).mode,
    );
    expect(modes.map((mode) => mode & 0o777)).toEqual([0o600, 0o600]);
    expect(Object.values(fleet.world()).map((made) => made.length)).toEqual([13, 13]);
    expect((await fleet.run(['diff', '--refresh'])).code).toBe(0);
  } finally {
    fleet.remove();
  }
});
