/**
 * Atlantis's files that users copy. Nobody publishes a schema of them: this one has the fields of `raw.RepoCfg`,
 * `raw.Project`, `raw.Autoplan` and `raw.GlobalCfg` of https://github.com/runatlantis/atlantis (server/core/config/raw), which
 * refuses what it does not know.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../../a-tenant';
import { mustTakeWhatTheyAreGiven } from './workflow-calls';

const requirements = z.array(z.enum(['approved', 'mergeable', 'undiverged'])).optional();
const project = z.strictObject({
  name: z
    .string()
    .regex(/^[\w/.~-]+$/)
    .optional(),
  branch: z
    .string()
    .regex(/^\/.*\/$/)
    .optional(),
  dir: z.string().refine((dir) => !dir.includes('..')),
  workspace: z.string().optional(),
  workflow: z.string().optional(),
  terraform_distribution: z.enum(['terraform', 'opentofu']).optional(),
  terraform_version: z.string().optional(),
  autoplan: z
    .strictObject({ enabled: z.boolean().optional(), when_modified: z.array(z.string()).optional() })
    .optional(),
  plan_requirements: requirements,
  apply_requirements: requirements,
  import_requirements: requirements,
  depends_on: z.array(z.string()).optional(),
  execution_order_group: z.int().optional(),
});
const repository = z.strictObject({
  version: z.union([z.literal(2), z.literal(3)]),
  projects: z.array(project).optional(),
  automerge: z.boolean().optional(),
  parallel_plan: z.boolean().optional(),
  parallel_apply: z.boolean().optional(),
});
const stage = z.strictObject({ steps: z.array(z.strictObject({ run: z.string() })) });
const server = z.strictObject({
  repos: z.array(
    z.strictObject({
      id: z.string(),
      branch: z
        .string()
        .regex(/^\/.*\/$/)
        .optional(),
      workflow: z.string().optional(),
      plan_requirements: requirements,
      apply_requirements: requirements,
      import_requirements: requirements,
      allowed_overrides: z.array(z.string()).optional(),
      allow_custom_workflows: z.boolean().optional(),
    }),
  ),
  workflows: z.record(z.string(), z.strictObject({ plan: stage.optional(), apply: stage.optional() })),
});

const textOf = (name: string) => readFileSync(join(ROOT, 'actions', 'init', 'atlantis', name), 'utf8');

function read(name: string): unknown {
  const document = parseDocument(textOf(name), { strict: true, uniqueKeys: true });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS();
}

test("the repository's file has no workflow: everybody who opens a pull request could change it", () => {
  const { projects = [] } = repository.parse(read('atlantis.yaml'));
  expect(projects.map(({ dir, workflow }) => [dir, workflow])).toEqual([['.', undefined]]);
});

test('everything that a stack is made from is planned', () => {
  const { projects: [one] = [] } = repository.parse(read('atlantis.yaml'));
  expect(one?.autoplan?.when_modified).toEqual([
    'tenants/*.yaml',
    'vendors/*.yaml',
    'adoptions/*.json',
    'handshake.yaml',
    'package-lock.json',
  ]);
});

test("the server's file has the workflow that it names, and an apply waits for a review", () => {
  const { repos, workflows } = server.parse(read('repos.yaml'));
  for (const { workflow = '', apply_requirements: asked } of repos) {
    expect(Object.keys(workflows)).toContain(workflow);
    expect(asked).toContain('approved');
  }
});

test('a second plan of a pull request takes the place of the first', () => {
  const { workflows } = server.parse(read('repos.yaml'));
  const runs = workflows['s3-handshake']?.plan?.steps.map(({ run }) => run.replace(/ +#.*/, '')) ?? [];
  expect(runs.indexOf('rm -rf plans')).toBeLessThan(runs.findIndex((run) => run.includes('--plan plans')));
  expect(runs).toContain('rm -rf plans');
});

test('its commands take what they are given', async () => {
  expect(await mustTakeWhatTheyAreGiven(textOf('repos.yaml'))).toEqual(['deploy', 'diff', 'validate']);
});

test('the page shows both', () => {
  const page = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8');
  for (const [file, name] of [
    ['ci/atlantis-repos.yaml', 'repos.yaml'],
    ['atlantis.yaml', 'atlantis.yaml'],
  ] as const)
    expect(page).toContain(`# ${file}\n${textOf(name)}\`\`\``);
});
