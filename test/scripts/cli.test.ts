import { EXIT } from '../../report/exit-codes';
import { commandLine } from '../command-line';

test('without a command, the commands are listed, each in a line that fits', async () => {
  const { code, stdout } = await commandLine([]);
  expect(code).toBe(EXIT.ok);
  expect(stdout).toContain('policies');
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

test('an unknown command, an unknown option and an unknown tenant are told in one line each', async () => {
  for (const argv of [['polices'], ['policies', '--jsno'], ['policies', 'acme-ampertiy']]) {
    const { code, stdout, stderr } = await commandLine(argv);
    expect(code).toBe(EXIT.error);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^s3-handshake: .+\n$/);
    expect(stderr).not.toContain('    at ');
  }
});

test.each([
  ['a command', ['\u001b[2Jpolices']],
  ['an option', ['policies', '--\u009b31mjson']],
  ["an option's value", ['lint', '--type', 'trust\u202e']],
  ['a tenant', ['policies', 'acme\u001b]0;owned\u0007']],
  ["a project's folder", ['validate', '--project', 'no\u001b[31m\u2066where']],
  ['a file', ['new', '--from', 'none\u001b[8m.csv']],
])('an error shows what cannot be seen in %s', async (_, argv) => {
  const { code, stdout, stderr } = await commandLine(argv);
  expect({ code, stdout }).toEqual({ code: EXIT.error, stdout: '' });
  expect(stderr.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(stderr).toMatch(/\\u(?:001b|009b|202e)/);
});

test('policies prints every document, and by --json one document that holds them as AWS would', async () => {
  const { stdout } = await commandLine(['policies', 'acme-amperity']);
  for (const title of [
    'Trust policy of',
    'Inline policy s3-handshake-access of',
    'Bucket policy of',
    'Access point policy of',
  ])
    expect(stdout).toContain(title);
  const json = JSON.parse((await commandLine(['policies', 'acme-amperity', '--json'])).stdout);
  expect(json.tenants[0].policies.map(({ kind }: { kind: string }) => kind)).toEqual([
    'trust',
    'role',
    'access-point',
    'bucket',
  ]);
});

test("the vendor's own names stand on the form", async () => {
  const amperity = await commandLine(['handover', 'acme-amperity'], {
    env: { HANDSHAKE_LOCAL_AWS: 'http://127.0.0.1:1' },
  });
  expect(amperity.stdout).toContain('Target role ARN');
  expect(amperity.stdout).toContain('Amazon S3 bucket name');
  const channelmix = await commandLine(['handover', 'acme-channelmix']);
  expect(channelmix.stdout).toContain('Role ARN');
});

test('a bucket that a stack makes needs nothing from another owner', async () => {
  const { stdout } = await commandLine(['bucket-policy', 'acme-amperity']);
  expect(stdout).toContain('nothing to add');
});

test('the deployer gets actions by name on these resources alone', async () => {
  const { stdout } = await commandLine(['deployer-policy', 'acme-amperity']);
  const { Statement } = JSON.parse(stdout);
  for (const { Action, Resource } of Statement) {
    for (const action of [Action].flat()) expect(action).toMatch(/^(s3|iam):[A-Za-z]+$/);
    for (const resource of [Resource].flat()) expect(resource).toMatch(/acme-amperity/);
  }
});
