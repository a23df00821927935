/** A thousand tenants over ten accounts, one of which refuses, while AWS throttles.  */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { DeleteBucketPolicyCommand } from '@aws-sdk/client-s3';
import type { Report } from '../../../actions/drift/report/document';
import { startLocalAws } from '../../../local-aws';
import { EXIT } from '../../../report/exit-codes';
import { ROOT } from '../../a-tenant';
import { accountAt, deployFleet } from './a-fleet';
import { removeProject } from './a-project';

const SIZE = { tenants: 1000, accounts: 10 };
const REFUSING = accountAt(9);
/** Megabytes of heap: what a thousand tenants must not outgrow, whatever they would need side by side. */
const HEAP = 128;

test('a thousand tenants: in little memory, with progress, and nothing called clean that was not read', async () => {
  const localAws = await startLocalAws({ throttle: 0.005 });
  const fleet = await deployFleet(localAws, SIZE, REFUSING);
  try {
    const changed = fleet.project.tenants.filter(({ account }, at) => at % 100 === 1 && account !== REFUSING);
    for (const { account, bucket } of changed)
      await fleet.admin(account).s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket.name }));
    const { code, stdout, stderr } = await run(fleet.folder, fleet.env);
    const report = JSON.parse(stdout) as Report;
    const refused = fleet.project.tenants
      .filter(({ account }) => account === REFUSING)
      .map(({ name }) => name);
    expect(report.tenants).toHaveLength(SIZE.tenants);
    const incomplete = report.tenants.filter(({ state }) => state === 'incomplete').map(({ name }) => name);
    expect(incomplete).toEqual(refused);
    const drifted = report.tenants.filter(({ state }) => state === 'drifted').map(({ name }) => name);
    expect(drifted).toEqual(changed.map(({ name }) => name));
    // One cause, one group: those with an access point lack more statements than the others.
    expect(report.groups.some(({ tenants }) => tenants.length === changed.length)).toBe(true);
    expect(code).toBe(EXIT.error);
    expect(stderr).toMatch(/\d+\/1000 tenants, \d+ drifted, \d+ incomplete/);
  } finally {
    removeProject(fleet.folder);
    await localAws.stop();
  }
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(cwd: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${HEAP}`, join(ROOT, 'scripts', 's3-handshake.js'), 'drift', '--json'],
    { cwd, env: { PATH: process.env.PATH, HOME: cwd, ...env } },
  );
  const ended = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    ended.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    ended.stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...ended })));
}
