/** What a run leaves behind: nothing with the owner's credentials, whenever it ends; without them, what it says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DeleteObjectsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { s3Client } from '../../../aws/clients';
import { ROOT } from '../../a-tenant';
import { rootOf } from '../../deployed-by-sdk';
import { FULL } from '../../full';
import { contentsOf } from './bucket-contents';
import { ACCOUNT, openScene, REGION, type Scene } from './scene';

jest.setTimeout(240_000);

const BUCKET = 'full-exchange';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(['full', 'plain']);
});
afterAll(() => scene?.close());

test("with the owner's credentials nothing stays", async () => {
  const { code, report } = await scene.verify('full', { as: 'vendor' });
  expect(code).toBe(0);
  expect(report.tenants[0]?.residue).toEqual([]);
  expect(await contentsOf(BUCKET, scene)).toEqual([]);
});

test('interrupted at any moment, a run ends with 130 and nothing stays', async () => {
  const { report } = await scene.verify('full', { as: 'vendor' });
  const checks = report.tenants[0]?.checks.length ?? 0;
  const moments = FULL ? 20 : 4;
  for (let moment = 0; moment < moments; moment++) {
    const interrupt = new AbortController();
    // Random, but spread over the whole run.
    const share = (moment + Math.random()) / moments;
    setTimeout(() => interrupt.abort(), share * (report.tenants[0]?.milliseconds ?? 0));
    const run = await scene.verify('full', { as: 'vendor', signal: interrupt.signal });
    const reached = run.report.tenants[0]?.checks.filter(
      ({ message }) => !message.startsWith('not reached'),
    ).length;
    if ((reached ?? 0) < checks) expect({ share, code: run.code }).toEqual({ share, code: 130 });
    expect({ share, stays: await contentsOf(BUCKET, scene) }).toEqual({ share, stays: [] });
    expect(run.stderr).not.toContain('    at ');
  }
});

/** A run of the real command line, in a process of its own. */
async function spawned(): Promise<ChildProcess> {
  const env = await scene.env('full', 'vendor');
  return spawn(
    process.execPath,
    [
      join(ROOT, 'scripts', 's3-handshake.js'),
      ...['verify', 'full', '--as', 'vendor', '--owner-profile', 'owner', '--no-wait'],
    ],
    {
      cwd: scene.folder,
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
}

test.each(FULL ? ['SIGINT', 'SIGTERM', 'SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM'])(
  'a process that gets %s amid its requests cleans up and ends with 130',
  async (signal) => {
    const child = await spawned();
    const ended = once(child, 'exit');
    let stderr = '';
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    // From the moment on at which something is there to be cleaned up.
    while (child.exitCode === null && (await contentsOf(BUCKET, scene)).length === 0) await pause(20);
    await pause(Math.random() * 300);
    child.kill(signal as NodeJS.Signals);
    const [code] = await ended;
    expect({ code, stderr }).toMatchObject({ code: 130 });
    expect(await contentsOf(BUCKET, scene)).toEqual([]);
  },
);

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

test('without them, what stays is listed, and is all that stays', async () => {
  const { code, report } = await scene.verify('plain', { as: 'vendor', owner: false });
  expect(code).toBe(0);
  const residue = report.tenants[0]?.residue ?? [];
  expect(residue.length).toBeGreaterThan(0);
  expect(residue.every(({ expected }) => expected)).toBe(true);
  const stays = await contentsOf('plain-exchange', scene);
  expect(new Set(stays.map((line) => line.replace(/^(?:version|delete marker|upload) /, '')))).toEqual(
    new Set(residue.map(({ key }) => key)),
  );
  await empty('plain-exchange');
});

test('--read-only writes nothing at all', async () => {
  const { code, report } = await scene.verify('plain', { as: 'vendor', args: ['--read-only'] });
  expect(code).toBe(0);
  expect(await contentsOf('plain-exchange', scene)).toEqual([]);
  const written = report.tenants[0]?.checks.filter(
    ({ id, how }) => /^(?:deny\.)?(?:put|delete|multipart)/.test(id) && how === 'tried',
  );
  expect(written).toEqual([]);
});

async function empty(Bucket: string): Promise<void> {
  const client = s3Client({ region: REGION, localAws: scene.localAws, credentials: rootOf(ACCOUNT) });
  const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
  const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
  await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
}
