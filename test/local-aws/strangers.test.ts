/** Who did not start the embedded AWS: another user of the machine, a page in a browser, a program that guesses a key. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as s3 from '@aws-sdk/client-s3';
import { type LocalAws, START_SECRET_VARIABLE, startLocalAws } from '../../local-aws';
import { agent, clientsFor } from './clients';

const ACCOUNT = '111122223333';
const SECRET = process.env[START_SECRET_VARIABLE];

let folder: string;
let aws: LocalAws;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 's3h-strangers-'));
  delete process.env[START_SECRET_VARIABLE];
  aws = await startLocalAws();
});
afterAll(async () => {
  agent.destroy();
  await aws?.stop();
  process.env[START_SECRET_VARIABLE] = SECRET;
  rmSync(folder, { recursive: true, force: true });
});

test('moto has no port but a socket, in a folder that only its user can enter', () => {
  // Those of other tests too, which run beside this one and may end meanwhile.
  const folders = readdirSync(tmpdir())
    .filter((name) => /^s3h-[A-Za-z0-9]{6}$/.test(name))
    .flatMap((name) => {
      const socket = statSync(join(tmpdir(), name, 'moto'), { throwIfNoEntry: false });
      return socket?.isSocket() ? [statSync(join(tmpdir(), name))] : [];
    });
  expect(folders.length).toBeGreaterThan(0);
  expect(folders.map(({ mode }) => mode & 0o777)).toEqual(folders.map(() => 0o700));
});

test('a page in a browser is told nothing that it may read', async () => {
  const headers = await new Promise<Readonly<Record<string, unknown>>>((told, failed) => {
    request(`${aws.url}/bucket/key`, { headers: { origin: 'https://stranger.example' } }, (response) => {
      response.resume();
      told(response.headers);
    })
      .on('error', failed)
      .end();
  });
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

test('the secret of a root user is of this start alone, and is told to the shell', async () => {
  const { secretAccessKey } = aws.rootCredentials(ACCOUNT);
  const environment = aws.environment(ACCOUNT);
  expect(environment.AWS_SECRET_ACCESS_KEY).toBe(secretAccessKey);
  expect(environment[START_SECRET_VARIABLE]).toMatch(/^[\w-]{43}$/);
  const other = await startLocalAws();
  try {
    expect(other.rootCredentials(ACCOUNT).secretAccessKey).not.toBe(secretAccessKey);
    const stranger = clientsFor({ url: other.url, credentials: aws.rootCredentials(ACCOUNT) });
    await expect(stranger.s3.send(new s3.ListBucketsCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  } finally {
    await other.stop();
  }
});

test('a pipe for the log is refused before anything runs', async () => {
  const pipe = join(folder, 'log');
  spawnSync('mkfifo', [pipe]);
  await expect(startLocalAws({ log: pipe })).rejects.toThrow('is a pipe; name a file for the log');
});
