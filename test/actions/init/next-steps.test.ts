/** `init` by the command line, and each step that it names afterwards. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextSteps } from '../../../actions/init/next-steps';
import type { Terminal } from '../../../command-line/terminal';
import { commandLine } from '../../command-line';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'handshake-steps-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const env = () => ({ PATH: process.env.PATH, HOME: parent, AWS_EC2_METADATA_DISABLED: 'true' });

/** What a new repository's tenant takes where nobody is asked. */
const TENANT =
  'acme-prod --yes --offline --vendor amperity --customer acme --account 111122223333 --bucket acme-exchange --principal arn:aws:iam::999988887777:role/prod/amperity-plugin --external-id 01234567890123456789 --use pull';

test('it says what was made and what comes next, and the steps that are ours work in this order', async () => {
  const made = await commandLine(['init', 'access', '--yes', '--ci', 'github'], { cwd: parent, env: env() });
  expect([made.code, made.stderr]).toEqual([0, '']);
  for (const { command } of nextSteps('access', 'github')) expect(made.stdout).toContain(command);
  const ours = nextSteps('access', 'github').flatMap(
    ({ command }) => /^npx s3-handshake (.+)$/.exec(command)?.[1] ?? [],
  );
  expect(ours).toEqual(['doctor --fix', 'new', 'validate']);
  const cwd = join(parent, 'access');
  const run = (line: string) => commandLine(line.split(' '), { cwd, env: env() });
  const doctor = await run('doctor --json');
  expect(JSON.parse(doctor.stdout).parts).toContainEqual(
    expect.objectContaining({ part: 'project', state: 'ok', message: 'a project with 0 tenants' }),
  );
  expect(await run(`new ${TENANT}`)).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(join(cwd, 'tenants', 'acme-prod.yaml'))).toBe(true);
  expect((await run('validate')).code).toBe(0);
});

test('by --json it is one document', async () => {
  const { code, stdout } = await commandLine(['init', '.', '--json'], { cwd: parent, env: env() });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, folder: parent, kept: [], completed: [] });
});

/** Types the answers, one after the other. */
const typing = (answers: string[], asked: string[]) => (): Terminal => ({
  ask(prompt) {
    asked.push(prompt);
    return Promise.resolve(answers.shift() ?? '');
  },
  close() {},
});

test('at a terminal it asks what the flags do not say, and again where an answer will not do', async () => {
  const asked: string[] = [];
  const terminal = typing(['', 'us-esat-1', 'eu-west-1', 'jenkins', 'github'], asked);
  const { code } = await commandLine(['init'], { cwd: parent, env: env(), terminal });
  expect(code).toBe(0);
  expect(asked).toHaveLength(5);
  expect(asked[2]).toContain('did you mean us-east-1?');
  expect(readFileSync(join(parent, 'handshake.yaml'), 'utf8')).toContain('region: eu-west-1');
  expect(existsSync(join(parent, '.github', 'workflows', 's3-handshake.yml'))).toBe(true);
});

test('what is there already is refused, and the exit code says so', async () => {
  await commandLine(['init', '.', '--yes'], { cwd: parent, env: env() });
  const { code, stdout, stderr } = await commandLine(['init', '.', '--yes'], { cwd: parent, env: env() });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('is there already: init makes a new project and overwrites none');
});
