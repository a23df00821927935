/**
 * A deployment by real Terraform that is ended, at twenty moments by INT and by KILL: run again it ends where it should, and
 * nothing is orphaned. Moments are counted by what Terraform was called for and has said, so that a busy machine has the
 * same ones.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../a-tenant';
import { fileOf } from '../../actions/deploy/a-fleet';
import { until } from '../../until';
import { openRealFleet, type RealFleet } from './real-fleet';

/** Of a tenant with a bucket that was there; every fourth makes its own, for which the provider waits a minute. */
const MOMENTS = Array.from({ length: 20 }, (_, at) => at + 1);
const CASES = MOMENTS.flatMap((moment) =>
  (['SIGINT', 'SIGKILL'] as const).map((signal) => [moment, signal] as const),
);
const makesBucket = (moment: number) => moment % 4 === 0;

let fleet: RealFleet;
beforeAll(async () => {
  fleet = await openRealFleet({});
  await fleet.makeBucket('legacy-exchange');
});
afterAll(() => fleet?.close());

const lines = (file: string): number =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;

test.each(CASES)('after %i steps, by %s', async (moment, signal) => {
  const name = `${signal.toLowerCase()}-${moment}`;
  const [role, bucket] = [`s3-handshake-${name}`, `${name}-exchange`];
  const own = makesBucket(moment) ? {} : { bucket: 'legacy', existing: true };
  fleet.write(name, `${fileOf(name, own)}accessPoint: { name: ${name} }\n`);
  const calls = join(fleet.folder, `${name}.calls`);
  writeFileSync(calls, '');
  const said = join(fleet.folder, 'cdktf.out', 'stacks', name, 's3-handshake.log');
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 's3-handshake.js'), 'deploy', name, '--yes'], {
    cwd: fleet.folder,
    env: {
      ...fleet.env,
      TERRAFORM_BINARY_NAME: join(ROOT, 'test', 'bench', 'counted-terraform.sh'),
      COUNTED_LOG: calls,
    },
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
  await until(() => lines(calls) + lines(said) >= moment || child.exitCode !== null);
  child.kill(signal);
  const code = await ended;
  if (signal === 'SIGINT') expect([0, 130]).toContain(code);

  const again = await fleet.run(`deploy ${name} --yes`);
  expect({ code: again.code, says: again.code === 0 ? '' : again.stdout }).toEqual({ code: 0, says: '' });
  const stack = readFileSync(join(fleet.folder, 'cdktf.out', 'stacks', name, 'cdk.tf.json'), 'utf8');
  const { resource } = JSON.parse(stack) as { readonly resource: Readonly<Record<string, object>> };
  const asked = Object.entries(resource).flatMap(([type, some]) =>
    Object.keys(some).map((one) => `${type}.${one}`),
  );
  expect(fleet.stateOf(name)).toEqual(asked.sort());
  expect(statSync(join(fleet.folder, `terraform.${name}.tfstate`)).mode & 0o777).toBe(0o600);
  expect((await fleet.run(`diff ${name} --refresh`)).code).toBe(0);
  expect(await fleet.hasRole(role)).toBe(true);

  // What were in no state would be here still.
  expect((await fleet.run(`destroy ${name} --yes`)).code).toBe(0);
  expect([await fleet.hasRole(role), await fleet.hasBucket(bucket)]).toEqual([false, false]);
  expect(await fleet.hasBucket('legacy-exchange')).toBe(true);
});
