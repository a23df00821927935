/** What a run leaves behind: nothing with the owner's credentials, whenever it ends; without them, what it says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DeleteObjectsCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { clearOtherRuns } from '../../../actions/verify/other-runs';
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

/** Keys of what lies in the bucket, without the number at their end. */
async function runsIn(Bucket: string): Promise<readonly string[]> {
  const keys = (await contentsOf(Bucket, scene)).map((line) =>
    line.replace(/^(?:version|delete marker|upload) /, '').replace(/-\d+$/, '*'),
  );
  return [...new Set(keys)].sort();
}

const KILLED = FULL ? MOMENTS : [0.5];
test.each(KILLED)(
  'of a process that is killed when %d of it is done, the next run names what is left, and a later one removes it',
  async (share) => {
    const child = await spawned();
    requests.after(Math.ceil(share * whole), () => child.kill('SIGKILL'));
    await once(child, 'exit');
    const { code, report } = await scene.verify('full', { as: 'vendor' });
    expect(code).toBe(0);
    const left = await runsIn(BUCKET);
    const named = report.tenants[0]?.residue ?? [];
    expect(named.map(({ key }) => key).sort()).toEqual(left);
    expect(named.every(({ expected, isOfAnotherRun }) => expected && isOfAnotherRun)).toBe(true);

    const owner = s3Client({ region: REGION, localAws: scene.localAws, credentials: rootOf(ACCOUNT) });
    const tenant = scene.tenant('full');
    const places = [...new Set(left.map((key) => key.slice(0, key.indexOf('.s3-handshake/'))))];
    const later = new Date(Date.now() + 3_600_001);
    for (const prefix of places)
      for (const { why } of await clearOtherRuns(tenant, { prefix }, 'of-this-run', owner, later))
        expect(why).toContain('of another run, which ended without a clean-up: removed');
    expect(await contentsOf(BUCKET, scene)).toEqual([]);
  },
);

test('what no run put there, and what this one did, is left alone', async () => {
  const owner = s3Client({ region: REGION, localAws: scene.localAws, credentials: rootOf(ACCOUNT) });
  const folder = 'from-amperity/.s3-handshake/';
  const run = '0123456789abcdef';
  const keys = [`${folder}${run}-1`, `${folder}report-1`, `${folder}deep/${run}-1`];
  for (const Key of keys)
    await owner.send(new PutObjectCommand({ Bucket: 'plain-exchange', Key, Body: Buffer.alloc(0) }));
  const clear = (own: string) =>
    clearOtherRuns(
      scene.tenant('plain'),
      { prefix: 'from-amperity/' },
      own,
      owner,
      new Date(Date.now() + 7_200_000),
    );
  expect(await clear(run)).toEqual([]);
  expect((await contentsOf('plain-exchange', scene)).length).toBe(keys.length);
  expect(await clear('fedcba9876543210')).toMatchObject([{ key: `${folder}${run}*`, expected: true }]);
  expect([...(await contentsOf('plain-exchange', scene))].sort()).toEqual(
    keys
      .slice(1)
      .map((key) => `version ${key}`)
      .sort(),
  );
  await empty('plain-exchange');
});

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
