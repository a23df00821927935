/** `diff`, `deploy`, `destroy` and `status` on a Terraform that is played: real ones deploy in `test/e2e`. */
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noting } from '../../../actions/deploy/noted';
import { deployReportSchema } from '../../../actions/deploy/report-schema';
import { reportSchema } from '../../../actions/drift/report/document';
import { noteInStackRecord, readStackRecord } from '../../../terraform/stack-record';
import { type AFleet, aFleet, fileOf } from './a-fleet';

jest.mock('../../../terraform/child-process', () =>
  jest.requireActual<typeof import('./in-process')>('./in-process'),
);

const TENANTS = {
  acme: fileOf('acme'),
  beta: fileOf('beta', { bucket: 'acme', existing: true }),
  carl: fileOf('carl'),
};

let fleet: AFleet;
beforeEach(() => {
  fleet = aFleet(TENANTS);
});
afterEach(() => fleet.remove());

const outcomes = (stdout: string) =>
  Object.fromEntries(
    deployReportSchema.parse(JSON.parse(stdout)).tenants.map(({ tenant, outcome }) => [tenant, outcome]),
  );

const unfolded = (text: string) => text.replaceAll(/\n +/g, ' ');
/** Of what XML and markdown mark, as far as it is in an error. */
const unescaped = (text: string) =>
  text
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll(/\\([^\w\s])/g, '$1');

test('diff says what it gives and makes, and deploy does it once', async () => {
  const diff = await fleet.run(['diff', 'carl']);
  expect(diff.code).toBe(2);
  expect(diff.stdout).toContain('carl (111122223333): 11 made');
  expect(diff.stdout).toMatch(/\+ Amperity can now get below to-amperity/);
  expect(diff.stdout).toContain('+ made: aws_s3_bucket carl-exchange');
  expect(diff.stdout).toContain('diff of 1 tenant: 1 planned');
  expect(fleet.world()).toEqual({});

  const unasked = await fleet.run(['deploy']);
  expect([unasked.code, unasked.stderr]).toEqual([1, expect.stringContaining('there is no terminal')]);

  const deployed = await fleet.run(['deploy', '--yes', '--json']);
  expect(deployed.code).toBe(0);
  expect(outcomes(deployed.stdout)).toEqual({ acme: 'applied', beta: 'applied', carl: 'applied' });
  expect(deployed.stderr).toMatch(/carl: deployed in \d+ s: 11 made \(\d of 3/);
  expect(fleet.world()).toEqual(fleet.states());
  const order = fleet.calls().filter((call) => call.startsWith('apply'));
  expect(order.indexOf('apply acme')).toBeLessThan(order.indexOf('apply beta'));

  const again = await fleet.run(['deploy', '--json', '--yes']);
  expect(outcomes(again.stdout)).toEqual({ acme: 'unchanged', beta: 'unchanged', carl: 'unchanged' });
  expect(JSON.parse(again.stdout).tenants[2].outputs.BucketName).toBe('carl BucketName');
  expect(fleet.calls()).toEqual([]);
});

describe('of a fleet that is deployed', () => {
  beforeEach(async () => {
    expect((await fleet.run(['deploy', '--yes'])).code).toBe(0);
    fleet.calls();
  });

  test('only what changed is planned, and it is said what that gives', async () => {
    fleet.edit('carl', fileOf('carl', { allow: 'get, put' }));
    const diff = await fleet.run(['diff']);
    expect(diff.code).toBe(2);
    expect(diff.stdout).toMatch(/carl \(111122223333\): 1 changed\n {2}\+ .*put/s);
    expect(fleet.calls().filter((call) => call.startsWith('plan'))).toEqual(['plan carl']);
    const status = await fleet.run(['status', '--json']);
    expect(JSON.parse(status.stdout).tenants.map(({ file }: { file: string }) => file)).toEqual([
      'as deployed',
      'as deployed',
      'changed since',
    ]);
  });

  test('a state that was for everybody to read is so no more', async () => {
    const state = join(fleet.root, 'terraform.carl.tfstate');
    chmodSync(state, 0o644);
    fleet.edit('carl', fileOf('carl', { allow: 'get, put' }));
    expect((await fleet.run(['deploy', 'carl', '--yes'])).code).toBe(0);
    expect(statSync(state).mode & 0o777).toBe(0o600);
  });

  test('a state that somebody else wrote is planned again, and so is everything with --refresh', async () => {
    const file = join(fleet.root, 'terraform.acme.tfstate');
    const state = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...state, serial: state.serial + 1 }));
    expect(outcomes((await fleet.run(['diff', '--json'])).stdout)).toEqual({
      acme: 'nothing',
      beta: 'unchanged',
      carl: 'unchanged',
    });
    expect(outcomes((await fleet.run(['diff', '--json'])).stdout).acme).toBe('unchanged');
    expect(outcomes((await fleet.run(['diff', '--refresh', '--json'])).stdout)).toEqual({
      acme: 'nothing',
      beta: 'nothing',
      carl: 'nothing',
    });
  });

  test('to look is not to deploy: a plan that does nothing leaves when and by what it was deployed', async () => {
    const { deployed } = readStackRecord(fleet.root, 'carl');
    if (!deployed) throw new Error('carl is not deployed');
    const before = { ...deployed, at: '2026-01-01T00:00:00Z', version: '0.0.1' };
    noteInStackRecord(fleet.root, 'carl', { deployed: before });
    expect(outcomes((await fleet.run(['diff', 'carl', '--refresh', '--json'])).stdout)).toEqual({
      carl: 'nothing',
    });
    expect(readStackRecord(fleet.root, 'carl').deployed).toEqual(before);
  });

  test('what drift has found since is planned again', async () => {
    const [since, before] = ['9999-01-01T00:00:00Z', '2026-01-01T00:00:00Z'];
    for (const [drift, acme] of [
      [{ at: since, outcome: 'finding' }, 'nothing'],
      [{ at: since, outcome: 'inconclusive' }, 'nothing'],
      [{ at: since, outcome: 'ok' }, 'unchanged'],
      [{ at: before, outcome: 'finding' }, 'unchanged'],
    ] as const) {
      noteInStackRecord(fleet.root, 'acme', { drift });
      expect(outcomes((await fleet.run(['diff', 'acme', '--json'])).stdout)).toEqual({ acme });
    }
  });

  test('drift plans by the same Terraform, and tells what it could not plan', async () => {
    const env = { ...fleet.env, PLAYED_DENIED: 'beta' };
    const { code, stdout } = await fleet.run(['drift', '--engine', 'terraform', '--json'], { env });
    const { incomplete } = reportSchema.parse(JSON.parse(stdout));
    expect(code).toBe(1);
    expect(incomplete.map(({ tenant, right, reason }) => [tenant, right, reason])).toEqual([
      ['beta', 'terraform plan', 'denied'],
    ]);
    expect([...fleet.calls()].sort()).toEqual(
      ['acme', 'beta', 'carl']
        .flatMap((name) => [`init ${name}`, `plan ${name}`, ...(name === 'beta' ? [] : [`show ${name}`])])
        .sort(),
    );
  });

  test('status says when and by what, and that the rest is unknown; its record is for nobody else', async () => {
    const { code, stdout } = await fleet.run(['status']);
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'));
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`carl +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d +${version} +as deployed +unknown +unknown`),
    );
    const folder = join(fleet.root, '.s3-handshake', 'deployed');
    expect(readdirSync(folder).sort()).toEqual(['acme.json', 'beta.json', 'carl.json']);
    expect(statSync(join(folder, 'carl.json')).mode & 0o777).toBe(0o600);
  });

  test('what came of verify and drift is kept with the deployment, and of nobody else', async () => {
    const events: unknown[] = [];
    const signal = new AbortController().signal;
    for (const what of ['verified', 'drift'] as const) {
      const host = noting(fleet.root, what, { env: {}, signal, onEvent: (event) => events.push(event) });
      for (const name of ['carl', 'nobody'])
        host.onEvent({ kind: 'end', name, outcome: 'finding', summary: name });
    }
    expect(events).toHaveLength(4);
    expect((await fleet.run(['status', 'carl'])).stdout).toMatch(
      /as deployed +finding \d{4}-\S+ +finding \d{4}-/,
    );
    expect(readdirSync(join(fleet.root, '.s3-handshake', 'deployed'))).not.toContain('nobody.json');
  });

  test('destroy says what is lost, takes who uses a bucket first, and is known afterwards', async () => {
    const { code, stderr } = await fleet.run(['destroy', 'acme', 'beta', '--yes']);
    expect(code).toBe(0);
    expect(stderr).toContain('lost: the bucket acme-exchange with every object and every version in it');
    const order = fleet.calls().filter((call) => call.startsWith('apply'));
    expect(order).toEqual(['apply beta', 'apply acme']);
    expect(fleet.world()).toEqual({ acme: [], beta: [], carl: fleet.states().carl });
    expect((await fleet.run(['status', 'acme'])).stdout).toMatch(/acme +destroyed \d{4}/);
    expect(outcomes((await fleet.run(['destroy', 'carl', '--yes', '--json'])).stdout)).toEqual({
      carl: 'applied',
    });
  });

  test('--against takes only tenants that a change touched', async () => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: fleet.root });
    git('init', '-q');
    git('add', 'tenants');
    git('commit', '-qm', 'before');
    fleet.edit('carl', fileOf('carl', { allow: 'get, put' }));
    expect(outcomes((await fleet.run(['diff', '--against', 'HEAD', '--json'])).stdout)).toEqual({
      carl: 'planned',
    });
  });
});

test('a tenant that fails stops no other but who shares its bucket; run again, it goes on', async () => {
  const first = await fleet.run(['deploy', '--yes', '--json', '--junit', 'a.xml', '--markdown', 'a.md'], {
    env: { ...fleet.env, PLAYED_FAIL: 'acme' },
  });
  expect(first.code).toBe(1);
  expect(outcomes(first.stdout)).toEqual({ acme: 'failed', beta: 'skipped', carl: 'applied' });
  const [message, remediation, own] = [
    'the deployer may not do what the deployment needs: iam:CreateRole',
    "compare the deployer's policy with s3-handshake deployer-policy acme",
    'creating IAM Role (s3-handshake): operation error',
  ];
  const { tenants } = JSON.parse(first.stdout);
  expect(tenants[0]).toMatchObject({ message, remediation, terraform: expect.stringContaining(own) });
  expect(tenants[1].remediation).toBeUndefined();
  expect(first.stderr.replaceAll(/\s+/g, ' ')).toContain(`acme: failed: ${message}; ${remediation} (`);
  const junit = unescaped(readFileSync(join(fleet.root, 'a.xml'), 'utf8'));
  expect(junit).toContain('tests="3" failures="0" errors="2"');
  for (const text of [message, remediation, own]) expect(junit).toContain(text);
  const markdown = unescaped(readFileSync(join(fleet.root, 'a.md'), 'utf8'));
  expect(markdown).toContain(`| acme | 111122223333 | failed | ${message}; ${remediation} |`);
  expect(markdown).toContain(`acme: ${own}`);
  const text = await fleet.run(['deploy', 'acme', '--yes'], { env: { ...fleet.env, PLAYED_FAIL: 'acme' } });
  expect(unfolded(text.stdout)).toContain(
    `acme: failed: ${message}; ${remediation}\nacme: Terraform says: ${own}`,
  );
  const second = await fleet.run(['deploy', '--yes', '--json']);
  expect(outcomes(second.stdout)).toEqual({ acme: 'applied', beta: 'applied', carl: 'unchanged' });
  expect(fleet.world()).toEqual(fleet.states());
});

describe('what was reviewed', () => {
  beforeEach(async () => {
    expect((await fleet.run(['diff', 'acme', 'carl', '--plan', 'plans'])).code).toBe(2);
  });
  const apply = () => fleet.run(['deploy', '--from-plan', 'plans', '--json']);

  test('is what is applied, without a question', async () => {
    fleet.calls();
    expect(outcomes((await apply()).stdout)).toEqual({ acme: 'applied', carl: 'applied' });
    expect(fleet.calls().filter((call) => call.startsWith('plan'))).toEqual([]);
    expect(statSync(join(fleet.root, 'plans')).mode & 0o777).toBe(0o700);
  });

  test.each<[string, () => unknown, string]>([
    [
      'the file changed',
      () => fleet.edit('carl', fileOf('carl', { allow: 'put' })),
      'changed since the plan was made',
    ],
    [
      'the plan was changed',
      () => writeFileSync(join(fleet.root, 'plans', 'carl.tfplan'), '{}'),
      'is not what was reviewed',
    ],
    ['somebody deployed', () => fleet.run(['deploy', 'carl', '--yes']), 'Saved plan is stale'],
  ])('is refused where %s', async (_, change, message) => {
    await change();
    const { code, stdout } = await apply();
    expect(code).toBe(1);
    expect(outcomes(stdout)).toEqual({ acme: 'applied', carl: 'failed' });
    expect(JSON.parse(stdout).tenants[1].message).toContain(message);
  });

  test('is no plan to destroy, and is not overwritten', async () => {
    expect((await fleet.run(['destroy', 'acme', '--from-plan', 'plans'])).stderr).toContain(
      'plans that deploy',
    );
    expect((await fleet.run(['diff', '--plan', 'plans'])).stderr).toContain('plans of an earlier run');
  });
});

test.each([
  ['yes', 0, 'applied'],
  ['y', 2, 'planned'],
  ['', 2, 'planned'],
])('at a terminal, %j as an answer ends with %i', async (answer, code, outcome) => {
  const asked: string[] = [];
  const terminal = () => ({
    ask: async (prompt: string) => {
      asked.push(prompt);
      return answer;
    },
    close: () => {},
  });
  const run = await fleet.run(['deploy', 'carl', '--json'], { terminal });
  expect(run.stderr).toContain('+ made: aws_s3_bucket carl-exchange');
  expect([asked.length, run.code, outcomes(run.stdout).carl]).toEqual([1, code, outcome]);
});
