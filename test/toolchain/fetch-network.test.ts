/** Terraform from a publisher that is played here: what the network, the disk and the user can do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { fetchErrorOf } from '../../toolchain/fetch-error';
import { expectNothingLeft, expectOneUsefulLine, fetching } from './fetching';
import { listen } from './played-publisher';

const at = fetching();

test('nobody listens there', async () => {
  const server = createTcpServer();
  const url = await new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(`http://127.0.0.1:${port}`));
    });
  });
  const error = await at.failureOf({ HANDSHAKE_TERRAFORM_RELEASES: url });
  expect(error).toMatchObject({ failure: 'network', message: expect.stringContaining('check the network') });
  expectOneUsefulLine(error);
});

test('the name has no address', async () => {
  const error = await at.failureOf({ HANDSHAKE_TERRAFORM_RELEASES: 'https://releases.invalid' });
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
      if (answer !== 200) socket.end(`HTTP/1.1 ${answer} No\r\n\r\n`);
      else {
        const { hostname, port } = new URL(`http://${request.url}`);
        const there = connect(Number(port), hostname, () => socket.write('HTTP/1.1 200 Yes\r\n\r\n'));
        there.pipe(socket).pipe(there);
        for (const one of [there, socket]) one.on('error', () => one.destroy());
      }
    });
    url = await listen(proxy);
  });
  beforeEach(() => {
    connects.length = 0;
    answer = 403;
  });
  afterAll(() => new Promise((closed) => proxy.close(closed)));

  const ELSEWHERE = { HANDSHAKE_TERRAFORM_RELEASES: 'https://releases.invalid' };

  test.each([
    [403, /the proxy does not let releases\.invalid through \(403\)/],
    [407, /the proxy wants a login \(407\); put it into HTTPS_PROXY/],
  ])('that answers %i is said', async (code, says) => {
    answer = code;
    const error = await at.failureOf({ ...ELSEWHERE, HTTPS_PROXY: url });
    expect(connects).toEqual(['releases.invalid:443']);
    expect(error.failure).toBe('proxy');
    expect(error.message).toMatch(says);
    expectOneUsefulLine(error);
    expectNothingLeft(at.project);
  });

  test('that lets it through is gone through, for every file', async () => {
    answer = 200;
    expect(existsSync(await at.fetch({ HTTP_PROXY: url }))).toBe(true);
    expect(connects).toEqual(Array(3).fill(new URL(at.publisher.url).host));
  });

  test('that is not there is said, without the password in its address', async () => {
    const error = await at.failureOf({ ...ELSEWHERE, HTTPS_PROXY: 'http://ann:secret@127.0.0.1:1' });
    expect(error).toMatchObject({
      failure: 'proxy',
      message: expect.stringContaining('the proxy http://127.0.0.1:1 does not answer'),
    });
    expect(error.message).not.toContain('secret');
  });

  test.each(['releases.invalid', '.invalid', 'example.test, invalid', '*', 'releases.invalid:443'])(
    'is not asked where NO_PROXY is %s',
    async (noProxy) => {
      expect(await at.failureOf({ ...ELSEWHERE, HTTPS_PROXY: url, NO_PROXY: noProxy })).toMatchObject({
        failure: 'network',
      });
      expect(connects).toEqual([]);
    },
  );

  test.each(['example.test', 'eleases.invalid', 'releases.invalid:8443'])(
    'is asked where NO_PROXY is %s',
    async (noProxy) => {
      await at.failureOf({ ...ELSEWHERE, https_proxy: url, NO_PROXY: noProxy });
      expect(connects).toEqual(['releases.invalid:443']);
    },
  );
});

test('a folder that is no folder', async () => {
  writeFileSync(join(at.project, '.s3-handshake'), '');
  const error = await at.failureOf();
  expect(error).toMatchObject({ failure: 'disk' });
});

test('an interruption ends it, and leaves nothing', async () => {
  const interrupt = new AbortController();
  at.publisher.faults.set('.zip', (_request, response, file = Buffer.alloc(0)) => {
    response.writeHead(200, { 'content-length': file.length });
    response.write(file.subarray(0, 10), () => interrupt.abort());
  });
  await expect(at.fetch({}, interrupt.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expectNothingLeft(at.project);
});

test('what a run that was killed has left goes with the next one', async () => {
  const killed: ChildProcess = spawn(process.execPath, ['-e', '']);
  await new Promise((ended) => killed.once('close', ended));
  const left = join(at.project, '.s3-handshake', `.fetch-${killed.pid}-0a1b2c3d`);
  const running = join(at.project, '.s3-handshake', `.fetch-${process.ppid}-0a1b2c3d`);
  for (const folder of [left, running]) mkdirSync(folder, { recursive: true });
  await at.fetch();
  expect(existsSync(left)).toBe(false);
  expect(existsSync(running)).toBe(true);
});

test('a full disk', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    errno: -28,
    code: 'ENOSPC',
    syscall: 'write',
  });
  expect(fetchErrorOf(error, { host: 'releases.test', proxy: undefined }, 27_000_000)).toMatchObject({
    failure: 'disk',
    message: 'the disk is full: 27 MB and what they unpack to are needed; make room, then run again',
  });
});
