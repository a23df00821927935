/** Who may read what a program writes that we start. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../../terraform/child-process';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handshake-child-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (file: string) => statSync(join(folder, file)).mode & 0o777;

test('states and plans are for nobody else, and what we write ourselves is as before', async () => {
  writeFileSync(join(folder, 'before'), '');
  const ended = runChild('sh', ['-c', 'mkdir made; echo > state'], {
    cwd: folder,
    env: process.env,
    isPrivate: true,
  });
  writeFileSync(join(folder, 'meanwhile'), '');
  expect((await ended).code).toBe(0);
  expect([modeOf('state'), modeOf('made')]).toEqual([0o600, 0o700]);
  expect(modeOf('meanwhile')).toBe(modeOf('before'));
});
