/** How commands end: 0, 1, 2 and 130, an error before a finding, and the same where nobody reads what they print. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../report/exit-codes';
import { ROOT } from '../a-tenant';
import { commandLine } from '../command-line';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exit-'));
  mkdirSync(join(folder, 'tenants'));
  writeFileSync(join(folder, 'tenants/broken.yaml'), 'tenant: broken\n');
  writeFileSync(
    join(folder, 'bad.json'),
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObjekt","Resource":"arn:aws:s3:::b/*"}]}',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const ENDS: readonly (readonly [number, readonly string[]])[] = [
  [EXIT.ok, ['--help']],
  [EXIT.ok, ['--version']],
  [EXIT.ok, ['drift', '--policy']],
  [EXIT.error, ['no-such-command']],
  [EXIT.error, ['validate', 'no-such-tenant']],
  [EXIT.error, ['lint', 'no-such-file']],
  [EXIT.finding, ['validate']],
  [EXIT.finding, ['lint', 'bad.json']],
  // An error beats a finding.
  [EXIT.error, ['lint', 'bad.json', 'no-such-file']],
];

test.each(ENDS)('%i: %j', async (code, argv) => {
  expect((await commandLine(argv, { cwd: folder })).code).toBe(code);
});

test.each([
  [['--engine', 'terraform', '--account', '111122223333'], 'which the engine api looks for'],
  [['acme', '--account', '111122223333'], 'without names of tenants only'],
  [['--account', '1111'], '--account is 1111; an AWS account has 12 digits'],
])('drift %j: %s', async (argv, says) => {
  const { code, stderr } = await commandLine(['drift', ...argv], { cwd: folder });
  expect([code, stderr]).toEqual([EXIT.error, expect.stringContaining(says)]);
});

test.each([['validate'], ['drift'], ['verify']])('%s that is interrupted ends with 130', async (name) => {
  const printed = await commandLine([name], { cwd: ROOT, signal: AbortSignal.abort() });
  expect(printed).toMatchObject({ code: EXIT.interrupted });
  expect(printed.stderr).not.toContain('    at ');
});

test('an unexpected error is a line, and its place where --verbose asks for it', async () => {
  const stdout = (): never => {
    throw new Error('no such thing');
  };
  const short = await commandLine(['drift', '--policy'], { stdout });
  expect(short).toMatchObject({
    code: EXIT.error,
    stderr: 's3-handshake: no such thing (--verbose shows where)\n',
  });
  const long = await commandLine(['drift', '--policy', '--verbose'], { stdout });
  expect(long.stderr).toMatch(/^s3-handshake: Error: no such thing\n {4}at /);
});

/** Runs the command with a reader that is gone before anything is written. */
function unread(
  argv: readonly string[],
  stream: 'stdout' | 'stderr',
): Promise<{ code: number | null; other: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/s3-handshake.js'), ...argv], { cwd: folder });
  let other = '';
  child[stream].destroy();
  child[stream === 'stdout' ? 'stderr' : 'stdout'].on('data', (chunk) => {
    other += chunk;
  });
  child.stdin.end();
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, other })));
}

test.each([
  [EXIT.ok, ['drift', '--policy']],
  [EXIT.finding, ['validate']],
  [EXIT.finding, ['lint', 'bad.json', '--json']],
] as const)('%i also where standard output is closed: %j', async (code, argv) => {
  expect(await unread(argv, 'stdout')).toEqual({ code, other: '' });
});

test('1 also where standard error is closed', async () => {
  expect(await unread(['validate', 'no-such-tenant'], 'stderr')).toEqual({ code: EXIT.error, other: '' });
});
