/**
 * How an embedded AWS that keeps its state may end: at any moment, stopped or killed, with others' requests under way. What
 * it has answered is there at the next start, and of what it has not answered nothing is there by half. A state that is
 * torn all the same is refused.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import { startLocalAws } from '../../local-aws';
import { pythonOfMoto } from '../../local-aws/moto-program';
import { FULL } from '../full';
import { withoutPreloadedMoto } from '../moto/preloaded-moto';
import { until } from '../until';
import { agent, clientsFor } from './clients';
import { descendants, motoAmong, untilGone } from './process-tree';

const ACCOUNT = '111122223333';
const Bucket = 'ends';
type Clients = ReturnType<typeof clientsFor>;

let folder: string;
let number = 0;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'local-aws-')), 'state');
  number = 0;
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));
afterAll(() => agent.destroy());

/** Each makes something, and tells how to see it. They are done over and over, side by side. */
const WORKS: readonly ((clients: Clients) => Promise<(after: Clients) => Promise<unknown>>)[] = [
  async ({ s3: client }) => {
    const object = { Bucket, Key: `object-${number++}` };
    await client.send(new s3.PutObjectCommand({ ...object, Body: object.Key }));
    return (after) => bodyOf(after, object.Key);
  },
  async ({ s3: client }) => {
    const made = { Bucket: `ends-${number++}` };
    await client.send(new s3.CreateBucketCommand(made));
    return (after) => after.s3.send(new s3.HeadBucketCommand(made));
  },
  async ({ iam: client }) => {
    const UserName = `user-${number++}`;
    await client.send(new iam.CreateUserCommand({ UserName }));
    return (after) => after.iam.send(new iam.GetUserCommand({ UserName }));
  },
  async ({ s3: client }) => {
    const object = { Bucket, Key: `upload-${number++}` };
    const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand(object));
    const part = { ...object, UploadId, PartNumber: 1 };
    const { ETag = '' } = await client.send(new s3.UploadPartCommand({ ...part, Body: object.Key }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await client.send(new s3.CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload }));
    return (after) => bodyOf(after, object.Key);
  },
];

async function bodyOf(clients: Clients, Key: string): Promise<void> {
  const { Body } = await clients.s3.send(new s3.GetObjectCommand({ Bucket, Key }));
  expect(await Body?.transformToString()).toBe(Key);
}

interface Running {
  readonly clients: Clients;
  end(): Promise<unknown>;
}

async function inThisProcess(): Promise<Running & { readonly moto: number; stop(): Promise<void> }> {
  const before = new Set(descendants(process.pid));
  const aws = await startLocalAws({ state: folder });
  const moto = motoAmong(descendants(process.pid).filter((pid) => !before.has(pid)));
  const clients = clientsFor({ url: aws.url, credentials: aws.rootCredentials(ACCOUNT) });
  return { clients, moto, stop: () => aws.stop(), end: () => aws.stop() };
}

const PROGRAM = join(__dirname, '..', '..', 'scripts', 's3-handshake.js');

async function asProgram(signal: 'SIGINT' | 'SIGKILL'): Promise<Running> {
  const child = spawn(process.execPath, [PROGRAM, 'local-aws', '--port', '0', '--state', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: withoutPreloadedMoto(process.env),
  });
  let [printed, told] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  await until(() => told.includes('listens on'));
  const exported = (name: string) => new RegExp(`^export ${name}=(.*)$`, 'm').exec(printed)?.[1] ?? '';
  const credentials = {
    accessKeyId: exported('AWS_ACCESS_KEY_ID'),
    secretAccessKey: exported('AWS_SECRET_ACCESS_KEY'),
  };
  return {
    clients: clientsFor({ url: exported('HANDSHAKE_LOCAL_AWS'), credentials }),
    async end() {
      const all = [child.pid ?? 0, ...descendants(child.pid ?? 0)];
      child.kill(signal);
      await untilGone(all);
    },
  };
}

const ENDS: Readonly<Record<string, () => Promise<Running>>> = {
  'it is stopped': inThisProcess,
  'moto is killed': async () => {
    const running = await inThisProcess();
    const end = async () => {
      process.kill(running.moto, 'SIGKILL');
      await running.stop();
    };
    return { ...running, end };
  },
  'the program is interrupted': () => asProgram('SIGINT'),
  'the program is killed': () => asProgram('SIGKILL'),
};

/** After how many answers it ends. */
const MOMENTS = FULL ? [0, 1, 2, 3, 5, 8, 13, 21, 34, 55] : [9];
const rows = Object.keys(ENDS)
  .slice(0, FULL ? undefined : 2)
  .flatMap((how) => MOMENTS.map((answers) => ({ how, answers })));

test.each(rows)(
  '$how after $answers answers: they are there, and nothing by half',
  async ({ how, answers }) => {
    const running = await ENDS[how]?.();
    if (!running) throw new Error(`nobody knows how ${how}`);
    await running.clients.s3.send(new s3.CreateBucketCommand({ Bucket }));
    const seeing: ((after: Clients) => Promise<unknown>)[] = [];
    let enough = () => {};
    const isEnough = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const working = WORKS.map(async (work) => {
      for (;;) {
        if (seeing.length >= answers) enough();
        seeing.push(await work(running.clients));
      }
    });
    const ended = Promise.allSettled(working);
    await isEnough;
    await running.end();
    // Whoever was under way then is refused, or cut off.
    await ended;

    const next = await startLocalAws({ state: folder });
    try {
      const after = clientsFor({ url: next.url, credentials: next.rootCredentials(ACCOUNT) });
      for (const see of seeing) await see(after);
      const { Buckets = [] } = await after.s3.send(new s3.ListBucketsCommand({}));
      for (const { Name } of Buckets) await after.s3.send(new s3.HeadBucketCommand({ Bucket: Name }));
      const { Contents = [] } = await after.s3.send(new s3.ListObjectsV2Command({ Bucket }));
      for (const { Key = '' } of Contents) await bodyOf(after, Key);
      for (const work of WORKS) await (await work(after))(after);
    } finally {
      await next.stop();
    }
  },
);

/** By SQL. */
function change(statement: string): void {
  const script = 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2])';
  const { status, stderr } = spawnSync(pythonOfMoto(), [
    '-c',
    script,
    join(folder, 'state.sqlite'),
    statement,
  ]);
  if (status !== 0) throw new Error(stderr.toString());
}

const TORN: readonly (readonly [title: string, tear: (file: string) => void, told: RegExp])[] = [
  ['other bytes', (file) => writeFileSync(file, 'x'.repeat(10_000)), /is damaged \(file is not a database\)/],
  ['cut off', (file) => truncateSync(file, 13_000), /is damaged \(/],
  [
    'zeros in its middle',
    (file) => writeFileSync(file, readFileSync(file).fill(0, 4_096, 12_288)),
    /is damaged \(/,
  ],
  ['a service cut off', () => change('update backend set state = substr(state, 1, 20)'), /is damaged \(/],
  ['an object that is gone', () => change('delete from key'), /is damaged \(/],
  ["the gate's part cut off", () => change('update gate set state = substr(state, 1, 5)'), /is damaged \(/],
  [
    'another format',
    () => change("update format set name = '0'"),
    /was written in the format 0, and this is/,
  ],
  [
    'of another program',
    () => change('drop table format; create table notes (text)'),
    /holds the state.sqlite of another program/,
  ],
];

test('a state that is torn is refused in a line that says what to do', async () => {
  const aws = await startLocalAws({ state: folder });
  const { s3: client } = clientsFor({ url: aws.url, credentials: aws.rootCredentials(ACCOUNT) });
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  await client.send(new s3.PutObjectCommand({ Bucket, Key: 'a', Body: 'x'.repeat(20_000) }));
  await aws.stop();
  // All into the one file: whoever closes it last writes it there.
  change('vacuum');
  const whole = `${folder}.whole`;
  cpSync(folder, whole, { recursive: true });
  const refusals: Record<string, string> = {};
  for (const [title, tear] of TORN) {
    rmSync(folder, { recursive: true });
    cpSync(whole, folder, { recursive: true });
    tear(join(folder, 'state.sqlite'));
    refusals[title] = await startLocalAws({ state: folder }).then(
      async (started) => {
        await started.stop();
        return 'taken';
      },
      ({ message }: Error) => message,
    );
  }
  for (const [title, , told] of TORN)
    expect([title, refusals[title]]).toEqual([title, expect.stringMatching(told)]);
  for (const told of Object.values(refusals)) expect(told).toMatch(/^[^\n]*; (?:name another folder)[^\n]*$/);
});
