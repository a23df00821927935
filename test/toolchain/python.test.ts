/** The Python of the embedded AWS, from a publisher that is played here. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { describeEvent } from '../../toolchain/event';
import { fetchPython, findPython, targetOf } from '../../toolchain/python';
import { type PlayedPublisher, playPublisher } from './played-publisher';

let publisher: PlayedPublisher;
let folder: string;
let project: string;
const lines: string[] = [];

beforeAll(async () => {
  publisher = await playPublisher();
});
afterAll(() => publisher.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handshake-python-'));
  project = join(folder, 'project');
  mkdirSync(project);
  publisher.files.clear();
  lines.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A build that says of everything that it is fine; `trusted`: whether its hash is the one that is expected. */
async function build(script: string, trusted = true): Promise<NodeJS.ProcessEnv> {
  mkdirSync(join(folder, 'python', 'bin'), { recursive: true });
  writeFileSync(join(folder, 'python', 'bin', 'python3'), script, { mode: 0o755 });
  const archive = join(folder, 'python.tar.gz');
  await create({ file: archive, cwd: folder, gzip: true }, ['python']);
  const bytes = readFileSync(archive);
  // The name has the target in it, which differs from machine to machine.
  const get = publisher.files.get.bind(publisher.files);
  jest
    .spyOn(publisher.files, 'get')
    .mockImplementation((path) => (path.endsWith('.tar.gz') ? bytes : get(path)));
  const trust = join(folder, 'publisher.json');
  const pythonSha256 = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(trust, JSON.stringify(trusted ? { pythonSha256 } : {}));
  return { ...publisher.env, HANDSHAKE_PLAYED_PUBLISHER: trust, PATH: '' };
}

const options = (env: NodeJS.ProcessEnv) => ({
  env,
  signal: new AbortController().signal,
  onEvent: (event: Parameters<typeof describeEvent>[0]) => lines.push(describeEvent(event)),
});

test('it is fetched, and found from then on', async () => {
  const env = await build('#!/bin/sh\nexit 0\n');
  expect(await findPython(project, { env })).toBeUndefined();
  const python = await fetchPython(project, options(env));
  expect(lines).toEqual([
    expect.stringMatching(/^Fetching Python 3\.12\.13 from http:\/\/127.* \(1 MB\) …$/),
  ]);
  expect(await findPython(project, { env })).toBe(python);
  expect(readdirSync(join(project, '.s3-handshake'))).toEqual(['python']);
});

test.each([
  [
    'is not what is pinned',
    '#!/bin/sh\nexit 0\n',
    false,
    'untrusted',
    /has the checksum [0-9a-f]{64}, and [0-9a-f]{64} is expected/,
  ],
  ['does not run', '#!/bin/sh\nexit 1\n', true, 'does-not-run', /does not run on this machine/],
] as const)('a build that %s is removed again', async (_what, script, trusted, failure, says) => {
  const env = await build(script, trusted);
  await expect(fetchPython(project, options(env))).rejects.toMatchObject({
    failure,
    message: expect.stringMatching(says),
  });
  expect(readdirSync(project)).toEqual([]);
});

test.each([
  ['linux', 'x64', false, 'x86_64-unknown-linux-gnu'],
  ['linux', 'x64', true, 'x86_64-unknown-linux-musl'],
  ['linux', 'arm64', false, 'aarch64-unknown-linux-gnu'],
  ['darwin', 'arm64', false, 'aarch64-apple-darwin'],
  ['darwin', 'x64', false, 'x86_64-apple-darwin'],
] as const)('%s on %s, musl: %s', (platform, arch, musl, target) => {
  expect(targetOf(platform, arch, musl)).toBe(target);
});
