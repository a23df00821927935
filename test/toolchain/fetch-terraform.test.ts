/** Terraform from a publisher that is played here: what goes well, and each way in which it does not. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEvent } from '../../toolchain/event';
import { FetchError, type FetchFailure, fetchErrorOf } from '../../toolchain/fetch-error';
import { TERRAFORM, TOFU } from '../../toolchain/publisher';
import { fetchTerraform, terraformPlatform, terraformState } from '../../toolchain/terraform';
import {
  type Fault,
  listen,
  type PlayedPublisher,
  playedTerraform,
  playPublisher,
  signAs,
  zipOf,
} from './played-publisher';

let publisher: PlayedPublisher;
let project: string;

beforeAll(async () => {
  publisher = await playPublisher();
});

afterAll(() => publisher.close());

beforeEach(() => {
  publisher.faults.clear();
  publisher.asked.length = 0;
  publisher.release(TERRAFORM, zipOf('terraform', playedTerraform()));
  project = mkdtempSync(join(tmpdir(), 'handshake-fetch-'));
});

afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

const ARCHIVE = `terraform_${TERRAFORM.version}_${terraformPlatform()}.zip`;
const lines: string[] = [];

async function fetch(env: NodeJS.ProcessEnv = {}, signal = new AbortController().signal): Promise<string> {
  lines.length = 0;
  return fetchTerraform(project, {
    env: { PATH: process.env.PATH, ...publisher.env, ...env },
    signal,
    onEvent: (event) => lines.push(describeEvent(event)),
  });
}

async function failureOf(env?: NodeJS.ProcessEnv): Promise<FetchError> {
  const error = await fetch(env).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FetchError);
  return error as FetchError;
}

function expectNothingLeft(): void {
  expect(readdirSync(project)).toEqual([]);
}

test('the pinned version is fetched, held against what is signed, and used from then on', async () => {
  const program = await fetch();
  expect(program).toBe(join(project, '.s3-handshake', 'terraform', TERRAFORM.version, 'terraform'));
  expect(lines).toEqual([
    expect.stringMatching(
      /^Fetching Terraform 1\.11\.4 from http:\/\/127\.0\.0\.1:\d+\/terraform\/1\.11\.4 \(1 MB\) …$/,
    ),
  ]);
  expect(readdirSync(join(project, '.s3-handshake'))).toEqual(['terraform']);
  const env = { PATH: '' };
  expect(await terraformState(project, { env })).toEqual({
    state: 'fit',
    program,
    version: TERRAFORM.version,
  });
});

test('OpenTofu where it is asked for, with the signature that it publishes', async () => {
  publisher.release(TOFU, zipOf('tofu', playedTerraform(TOFU.version)));
  const program = await fetch({ TERRAFORM_BINARY_NAME: 'tofu' });
  expect(program).toBe(join(project, '.s3-handshake', 'tofu', TOFU.version, 'tofu'));
  expect(publisher.asked.map((path) => path.split('/').at(-1))).toEqual([
    `tofu_${TOFU.version}_SHA256SUMS`,
    `tofu_${TOFU.version}_SHA256SUMS.gpgsig`,
    `tofu_${TOFU.version}_${terraformPlatform()}.zip`,
  ]);
});

test('a redirect is followed', async () => {
  const file = publisher.files.get(`/terraform/${TERRAFORM.version}/${ARCHIVE}`) ?? Buffer.alloc(0);
  publisher.files.set('/elsewhere', file);
  publisher.faults.set(ARCHIVE, (_request, response) =>
    response.writeHead(302, { location: '/elsewhere' }).end(),
  );
  expect(existsSync(await fetch())).toBe(true);
});

const status =
  (code: number): Fault =>
  (_request, response) =>
    response.writeHead(code).end('no');

/** Announces the whole file, sends half of it, and ends the connection. */
const half: Fault = (_request, response, file = Buffer.alloc(0)) => {
  response.writeHead(200, { 'content-length': file.length });
  response.write(file.subarray(0, file.length / 2), () => response.destroy());
};

/** Half a file that does not say how long it is. */
const halfInChunks: Fault = (_request, response, file = Buffer.alloc(0)) => {
  response.writeHead(200);
  response.write(file.subarray(0, file.length / 2), () => response.destroy());
};

const other =
  (bytes: (publisher: PlayedPublisher, file: Buffer) => Buffer): Fault =>
  (_request, response, file = Buffer.alloc(0)) =>
    response.end(bytes(publisher, file));

const changed = other((_, file) => Buffer.concat([file.subarray(0, -1), Buffer.from([1])]));
const redirect =
  (location: string): Fault =>
  (_request, response) =>
    response.writeHead(302, { location }).end();

const inACircle: Fault = (request, response) =>
  response.writeHead(302, { location: request.url ?? '' }).end();

interface Row {
  readonly what: string;
  readonly at: string;
  readonly fault: Fault;
  readonly failure: FetchFailure;
  readonly says: RegExp;
}

const SUMS = '_SHA256SUMS';
const SIGNATURE = '_SHA256SUMS.sig';

const FAULTS: readonly Row[] = [
  ...[ARCHIVE, SUMS, SIGNATURE].flatMap((at): Row[] => [
    {
      what: 'refuses',
      at,
      fault: status(403),
      failure: 'refused',
      says: /refuses .* \(403\); is it blocked/,
    },
    { what: 'wants a login', at, fault: status(401), failure: 'refused', says: /refuses .* \(401\)/ },
    {
      what: 'does not have it',
      at,
      fault: status(404),
      failure: 'not-found',
      says: /does not have .* \(404\)/,
    },
    {
      what: 'has trouble',
      at,
      fault: status(503),
      failure: 'publisher',
      says: /answers 503 .*try again later/,
    },
    {
      what: 'redirects in a circle',
      at,
      fault: inACircle,
      failure: 'publisher',
      says: /redirects more than 5/,
    },
    {
      what: 'redirects to where anybody can listen in',
      at,
      fault: redirect('http://releases.example.test/file'),
      failure: 'untrusted',
      says: /redirects to http:\/\/releases\.example\.test\/file, which is not an https/,
    },
  ]),
  {
    what: 'sends half',
    at: ARCHIVE,
    fault: half,
    failure: 'incomplete',
    says: /before the file was whole; run again/,
  },
  {
    what: 'sends half',
    at: ARCHIVE,
    fault: halfInChunks,
    failure: 'incomplete',
    says: /before the file was whole/,
  },
  { what: 'sends half', at: SUMS, fault: half, failure: 'incomplete', says: /before the file was whole/ },
  {
    what: 'sends another archive',
    at: ARCHIVE,
    fault: changed,
    failure: 'untrusted',
    says: /has the checksum [0-9a-f]{64}, and Terraform has signed [0-9a-f]{64}; what was fetched is removed/,
  },
  {
    what: 'sends other checksums',
    at: SUMS,
    fault: changed,
    failure: 'untrusted',
    says: /are not signed by Terraform's key [0-9A-F]{40}/,
  },
  {
    what: 'sends another signature',
    at: SIGNATURE,
    fault: changed,
    failure: 'untrusted',
    says: /are not signed by/,
  },
  {
    what: 'sends no signature at all',
    at: SIGNATURE,
    fault: other(() => Buffer.from('<html>sign in to the network</html>')),
    failure: 'untrusted',
    says: /are not signed by/,
  },
  {
    what: 'sends checksums without end',
    at: SUMS,
    fault: other(() => Buffer.alloc(1_100_000, 'x')),
    failure: 'archive',
    says: /holds more than 1000000 bytes/,
  },
];

test.each(FAULTS)('the publisher $what: $at', async ({ at, fault, failure, says }) => {
  publisher.faults.set(at, fault);
  const error = await failureOf();
  expect(error.failure).toBe(failure);
  expect(error.message).toMatch(says);
  expectOneUsefulLine(error);
  expectNothingLeft();
});

/** What is wrong, and two ways out. */
function expectOneUsefulLine({ message }: Error): void {
  expect(message).not.toContain('\n');
  expect(message).toMatch(/^Terraform 1\.11\.4 is not fetched: /);
  expect(message).toContain('install Terraform 1.10 or later yourself (https://');
  expect(message).toContain('HANDSHAKE_TERRAFORM_RELEASES names a mirror');
}

/** Archives that are what the publisher has signed. */
test.each([
  ['is no archive', () => Buffer.from('not a zip'), 'archive', /cannot be unpacked/],
  [
    'is cut off',
    () => zipOf('terraform', playedTerraform()).subarray(0, 90),
    'archive',
    /cannot be unpacked/,
  ],
  ['holds no program', () => zipOf('../terraform', playedTerraform()), 'archive', /does not hold terraform/],
  [
    'is of another version',
    () => zipOf('terraform', playedTerraform('1.0.0')),
    'does-not-run',
    /says that it is 1\.0\.0/,
  ],
  [
    'does not run',
    () => zipOf('terraform', Buffer.from('\x7fELF')),
    'does-not-run',
    /does not run on this machine/,
  ],
] as const)('the archive %s', async (_what, archive, failure, says) => {
  publisher.release(TERRAFORM, archive());
  const error = await failureOf();
  expect(error.failure).toBe(failure);
  expect(error.message).toMatch(says);
  expectOneUsefulLine(error);
  expectNothingLeft();
});

test('a release without an archive for this machine', async () => {
  const path = `/terraform/${TERRAFORM.version}/terraform_${TERRAFORM.version}_SHA256SUMS`;
  const sums = Buffer.from(`${'0'.repeat(64)}  terraform_${TERRAFORM.version}_plan9_386.zip\n`);
  publisher.files.set(path, sums);
  publisher.files.set(`${path}.sig`, signAs(publisher.privateKey, sums));
  const error = await failureOf();
  expect(error).toMatchObject({
    failure: 'platform',
    message: expect.stringContaining('no release for this machine'),
  });
});

test('the key of a publisher that is played counts on this machine alone', async () => {
  const error = await failureOf({ HANDSHAKE_PLAYED_PUBLISHER: '' });
  expect(error.failure).toBe('untrusted');
});

test.each([
  'http://releases.example.test',
  'ftp://releases.example.test',
  'releases',
  'http://127.0.0.1.example.test',
])('the address %s is refused before anything is sent', async (address) => {
  await expect(fetch({ HANDSHAKE_TERRAFORM_RELEASES: address })).rejects.toThrow(
    'it has to be an https:// address, or one on 127.0.0.1',
  );
  expectNothingLeft();
});

test('nobody listens there', async () => {
  const server = createTcpServer();
  const url = await new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(`http://127.0.0.1:${port}`));
    });
  });
  const error = await failureOf({ HANDSHAKE_TERRAFORM_RELEASES: url });
  expect(error).toMatchObject({ failure: 'network', message: expect.stringContaining('check the network') });
  expectOneUsefulLine(error);
});

test('the name has no address', async () => {
  const error = await failureOf({ HANDSHAKE_TERRAFORM_RELEASES: 'https://releases.invalid' });
  expect(error).toMatchObject({ failure: 'network', message: expect.stringContaining('releases.invalid') });
  expectOneUsefulLine(error);
});

describe('a proxy', () => {
  const connects: string[] = [];
  let answer = 403;
  const proxy = createServer();
  let url: string;

  beforeAll(async () => {
    proxy.on('connect', (request, socket) => {
      connects.push(request.url ?? '');
      socket.end(`HTTP/1.1 ${answer} No\r\n\r\n`);
    });
    url = await listen(proxy);
  });
  beforeEach(() => {
    connects.length = 0;
  });
  afterAll(() => new Promise((closed) => proxy.close(closed)));

  const ELSEWHERE = { HANDSHAKE_TERRAFORM_RELEASES: 'https://releases.invalid' };

  test.each([
    [403, /the proxy does not let releases\.invalid through \(403\)/],
    [407, /the proxy wants a login \(407\); put it into HTTPS_PROXY/],
  ])('that answers %i is said', async (code, says) => {
    answer = code;
    const error = await failureOf({ ...ELSEWHERE, HTTPS_PROXY: url });
    expect(connects).toEqual(['releases.invalid:443']);
    expect(error.failure).toBe('proxy');
    expect(error.message).toMatch(says);
    expectOneUsefulLine(error);
    expectNothingLeft();
  });

  test('that is not there is said, without the password in its address', async () => {
    const error = await failureOf({ ...ELSEWHERE, HTTPS_PROXY: 'http://ann:secret@127.0.0.1:1' });
    expect(error).toMatchObject({
      failure: 'proxy',
      message: expect.stringContaining('the proxy http://127.0.0.1:1 does not answer'),
    });
    expect(error.message).not.toContain('secret');
  });

  test.each(['releases.invalid', '.invalid', 'example.test, invalid', '*', 'releases.invalid:443'])(
    'is not asked where NO_PROXY is %s',
    async (noProxy) => {
      expect(await failureOf({ ...ELSEWHERE, HTTPS_PROXY: url, NO_PROXY: noProxy })).toMatchObject({
        failure: 'network',
      });
      expect(connects).toEqual([]);
    },
  );

  test.each(['example.test', 'eleases.invalid', 'releases.invalid:8443'])(
    'is asked where NO_PROXY is %s',
    async (noProxy) => {
      await failureOf({ ...ELSEWHERE, https_proxy: url, NO_PROXY: noProxy });
      expect(connects).toEqual(['releases.invalid:443']);
    },
  );
});

test('a folder that is no folder', async () => {
  writeFileSync(join(project, '.s3-handshake'), '');
  const error = await failureOf();
  expect(error).toMatchObject({ failure: 'disk' });
});

test('an interruption ends it, and leaves nothing', async () => {
  const interrupt = new AbortController();
  publisher.faults.set(ARCHIVE, (_request, response, file = Buffer.alloc(0)) => {
    response.writeHead(200, { 'content-length': file.length });
    response.write(file.subarray(0, 10), () => interrupt.abort());
  });
  await expect(fetch({}, interrupt.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expectNothingLeft();
});

test('what a run that was killed has left goes with the next one', async () => {
  const killed: ChildProcess = spawn(process.execPath, ['-e', '']);
  await new Promise((ended) => killed.once('close', ended));
  const left = join(project, '.s3-handshake', `.fetch-${killed.pid}-0a1b2c3d`);
  const running = join(project, '.s3-handshake', `.fetch-${process.ppid}-0a1b2c3d`);
  for (const folder of [left, running]) mkdirSync(folder, { recursive: true });
  await fetch();
  expect(existsSync(left)).toBe(false);
  expect(existsSync(running)).toBe(true);
});

/** Root may write everywhere; a device that is full is full for root too. */
(existsSync('/dev/full') && existsSync('/dev/shm') ? test : test.skip)('a full disk', async () => {
  const error = await new Promise((failed) => {
    createWriteStream('/dev/full').on('error', failed).end('x');
  });
  expect(fetchErrorOf(error, { host: 'releases.test', proxy: undefined }, 27_000_000)).toMatchObject({
    failure: 'disk',
    message: 'the disk is full: 27 MB and what they unpack to are needed; make room, then run again',
  });
});
