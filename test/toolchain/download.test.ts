/** A download takes no other file's place, and what of it is not whole does not stay. */
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { download } from '../../toolchain/download';

let server: Server;
let url: string;
let folder: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    // Announces more than it sends where it is asked for half of it.
    response.writeHead(200, { 'content-length': request.url === '/half' ? '100' : '5' }).write('bytes');
    if (request.url === '/half') response.destroy();
    else response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'download-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const fetched = (path: string, file: string) =>
  download(`${url}${path}`, file, { env: {}, signal: new AbortController().signal } as Parameters<
    typeof download
  >[2]);

test('what is whole is written', async () => {
  const file = join(folder, 'new');
  expect(await fetched('/', file)).toMatchObject({ bytes: 5 });
  expect(readFileSync(file, 'utf8')).toBe('bytes');
});

test('what is not whole is gone', async () => {
  const file = join(folder, 'new');
  await expect(fetched('/half', file)).rejects.toThrow();
  expect(existsSync(file)).toBe(false);
});

test('a file that is there is neither written over nor removed', async () => {
  const file = join(folder, 'mine');
  writeFileSync(file, 'mine');
  await expect(fetched('/', file)).rejects.toThrow();
  expect(readFileSync(file, 'utf8')).toBe('mine');
});
