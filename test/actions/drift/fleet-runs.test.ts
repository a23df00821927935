/** Runs over a fleet: in shards, interrupted, and killed in their middle. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteBucketPolicyCommand } from '@aws-sdk/client-s3';
import { reportJunit } from '../../../actions/drift/report/junit';
import { type LocalAws, startLocalAws } from '../../../local-aws';
import { EXIT } from '../../../report/exit-codes';
import { ROOT } from '../../a-tenant';
import { DecidedRequests } from '../../decided-requests';
import { FULL } from '../../full';
import { until } from '../../until';
import { deployFleet, type Fleet, plainTenantOf, reportOn } from './a-fleet';
import { drift, removeProject } from './a-project';
import { aReport } from './findings';

const SIZE = { tenants: 12, accounts: 3 };
/** Requests after which a run over the fleet has begun to read and has not come to its end. */
const IN_ITS_MIDDLE = 30;

const requests = new DecidedRequests();
let localAws: LocalAws;
let fleet: Fleet;

beforeAll(async () => {
  localAws = await startLocalAws({ decide: requests.decide });
  fleet = await deployFleet(localAws, SIZE);
});

afterAll(async () => {
  if (fleet) removeProject(fleet.folder);
  await localAws?.stop();
});

test('shards cover every tenant once, and merge into what one run says', async () => {
  const { name, bucket, account } = plainTenantOf(fleet.project);
  await fleet.admin(account).s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket.name }));
  const files = [];
  for (const index of [1, 2, 3]) {
    const { stdout } = await drift(fleet.folder, ['--json', '--shard', `${index}/3`], fleet.env);
    const file = join(fleet.folder, `drift-${index}.json`);
    writeFileSync(file, stdout);
    files.push(file);
  }
  const merged = await reportOn(fleet, '--merge', ...files);
  expect(merged.tenants.map((tenant) => tenant.name)).toEqual(
    fleet.project.tenants.map((tenant) => tenant.name),
  );
  expect(merged.findings).toMatchObject([{ tenant: name, attribute: 'policy.DenyPlainHttp' }]);
  const missing = await drift(fleet.folder, ['--merge', ...files.slice(1)], fleet.env);
  expect(missing).toMatchObject({ code: EXIT.error, stdout: '' });
  expect(missing.stderr).toContain('these are missing: 1/3');
});

test('Ctrl-C ends a run with its own code, without a report', async () => {
  const interrupt = new AbortController();
  requests.after(IN_ITS_MIDDLE, () => interrupt.abort());
  const run = drift(fleet.folder, ['--json'], fleet.env, interrupt.signal);
  expect(await run).toMatchObject({ code: EXIT.interrupted, stdout: '' });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
}

describe('a run that is ended in its middle', () => {
  const junit = () => join(fleet.folder, 'drift.xml');

  /** A process of its own, as a user would start it. */
  function start(): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
    const child = spawn(
      process.execPath,
      [join(ROOT, 'scripts', 's3-handshake.js'), 'drift', '--json', '--parallelism', '1', '--junit', junit()],
      { cwd: fleet.folder, env: { PATH: process.env.PATH, HOME: fleet.folder, ...fleet.env } },
    );
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    return {
      child,
      ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout }))),
    };
  }

  test.each(FULL ? (['SIGKILL', 'SIGINT'] as const) : (['SIGKILL'] as const))(
    'by %s leaves nothing that looks like a report, and the next run is whole',
    async (signal) => {
      writeFileSync(junit(), reportJunit(aReport([])));
      const { child, ended } = start();
      // Before that it has not begun; and what an earlier run had asked for may still be decided.
      await until(() => !existsSync(junit()));
      requests.after(IN_ITS_MIDDLE, () => child.kill(signal));
      const { code, stdout } = await ended;
      expect(stdout).toBe('');
      expect(code).toBe(signal === 'SIGINT' ? EXIT.interrupted : null);
      expect(readdirSync(fleet.folder).filter((file) => /drift\.xml|\.new$/.test(file))).toEqual([]);

      const file = join(fleet.folder, 'killed.json');
      writeFileSync(file, stdout);
      const merged = await drift(fleet.folder, ['--merge', file], fleet.env);
      expect(merged).toMatchObject({ code: EXIT.error, stdout: '' });
      expect(merged.stderr).toContain('is not a whole report: it is empty');
      rmSync(file);
      expect((await reportOn(fleet, '--junit', junit())).tenants).toHaveLength(SIZE.tenants);
      rmSync(junit());
    },
  );
});
