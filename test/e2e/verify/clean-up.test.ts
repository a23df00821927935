/** What a run leaves behind: nothing with the owner's credentials, whenever it ends; without them, what it says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DeleteObjectsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { s3Client } from '../../../aws/clients';
import { ROOT } from '../../a-tenant';
import { DecidedRequests } from '../../decided-requests';
import { rootOf } from '../../deployed-by-sdk';
import { FULL } from '../../full';
import { contentsOf } from './bucket-contents';
import { ACCOUNT, openScene, REGION, type Scene } from './scene';

const BUCKET = 'full-exchange';
/** Spread over a whole run, as shares of its requests. */
const MOMENTS = FULL ? Array.from({ length: 40 }, (_, at) => (at + 0.5) / 40) : [0.3, 0.8];

const requests = new DecidedRequests();
let scene: Scene;
/** How many requests a whole run on `full` comes to. */
let whole: number;
beforeAll(async () => {
  scene = await openScene(['full', 'plain'], { decide: requests.decide });
});
afterAll(() => scene?.close());

test("with the owner's credentials nothing stays", async () => {
  whole = await requests.during(async () => {
    const { code, report } = await scene.verify('full', { as: 'vendor' });
    expect(code).toBe(0);
    expect(report.tenants[0]?.residue).toEqual([]);
  });
  expect(whole).toBeGreaterThan(50);
  expect(await contentsOf(BUCKET, scene)).toEqual([]);
});

test.each(MOMENTS)(
  'interrupted when %d of it is done, a run ends with 130 and nothing stays',
  async (share) => {
    const interrupt = new AbortController();
    requests.after(Math.ceil(share * whole), () => interrupt.abort());
    const { code, stderr } = await scene.verify('full', { as: 'vendor', signal: interrupt.signal });
    expect(code).toBe(130);
    expect(await contentsOf(BUCKET, scene)).toEqual([]);
    expect(stderr).not.toContain('    at ');
  },
);

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

/** A process of its own is dear; `test/command-line/interrupts` has one with each signal. */
const SIGNALS = [
  ['SIGTERM', 0.6],
  ['SIGINT', 0.4],
] as const;

test.each(FULL ? SIGNALS : SIGNALS.slice(0, 1))(
  'a process that gets %s when %d of it is done cleans up and ends with 130',
  async (signal, share) => {
    const child = await spawned();
    let stderr = '';
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    requests.after(Math.ceil(share * whole), () => child.kill(signal));
    const [code] = await once(child, 'exit');
    expect({ code, stderr }).toMatchObject({ code: 130 });
    expect(await contentsOf(BUCKET, scene)).toEqual([]);
  },
);

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
