/** `s3-handshake diff`, `deploy`, `destroy`: Terraform on the tenants' stacks, many at once. */
import { defineCommand } from '../../command-line/command';
import {
  file,
  flag,
  JSON_OUT,
  TENANTS_NAMED,
  TENANTS_OR_ALL,
  text,
  wholeNumber,
} from '../../command-line/option';

const COMMON = {
  parallelism: wholeNumber(256, 'tenants at once; default: as processors and memory allow'),
  against: text('ref', 'only tenants that changed since this commit of git'),
  shard: text('i/n', 'only the i-th of n parts of the fleet, always the same tenants'),
  refresh: flag('plan those too that are as they were deployed'),
  json: JSON_OUT,
  junit: file('write the report as JUnit as well'),
  markdown: file('… as markdown'),
};
const APPLIED = {
  ...COMMON,
  yes: flag('apply without asking', { excludes: ['fromPlan'] }),
  fromPlan: text('folder', 'apply the plans that diff --plan wrote, and nothing else', {
    completes: 'folder',
  }),
};
const NOTES = [
  'Stacks and states are those of cdktf: both can be used in turn.',
  'Where tenants share a bucket, the one that makes it comes first, and is destroyed last.',
];
const handler = () => require('../handlers/deploy') as typeof import('../handlers/deploy');

export const diff = defineCommand({
  name: 'diff',
  group: 'Deploy',
  summary: 'Show what a deployment would do: what it gives, takes, replaces and loses.',
  operands: { tenants: TENANTS_OR_ALL },
  options: {
    ...COMMON,
    destroy: flag('show what destroy would do'),
    plan: text('folder', 'write the plans there, for deploy --from-plan', { completes: 'folder' }),
  },
  examples: [
    { line: 'diff', says: 'all tenants; those that did not change cost no plan' },
    { line: 'diff --against origin/main --markdown plan.md', says: 'what a pull request would do' },
    { line: 'diff --plan plans', says: 'for a review, and deploy --from-plan plans after it' },
  ],
  notes: [...NOTES, 'Exit codes: 0 nothing to do, 2 something to do, 1 something could not be planned.'],
  handler: () => ({ run: (values, context) => handler().run('diff', values, context) }),
});

export const deploy = defineCommand({
  name: 'deploy',
  group: 'Deploy',
  summary: 'Deploy tenants, many at once, after showing what it does.',
  operands: { tenants: TENANTS_OR_ALL },
  options: APPLIED,
  examples: [
    { line: 'deploy acme-prod', says: 'one tenant; it asks before it applies' },
    { line: 'deploy --yes --shard 2/4', says: 'a quarter of the fleet, in CI' },
    { line: 'deploy --from-plan plans', says: 'what was reviewed' },
  ],
  notes: [...NOTES, 'A tenant that fails stops no other; run again, it goes on where it ended.'],
  handler: () => ({ run: (values, context) => handler().run('deploy', values, context) }),
});

export const destroy = defineCommand({
  name: 'destroy',
  group: 'Deploy',
  summary: 'Destroy what tenants have deployed, after showing what is lost.',
  operands: { tenants: TENANTS_NAMED },
  options: APPLIED,
  examples: [{ line: 'destroy acme-test', says: 'it asks before it destroys' }],
  notes: NOTES,
  handler: () => ({ run: (values, context) => handler().run('destroy', values, context) }),
});
