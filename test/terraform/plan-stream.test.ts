/** What `terraform plan -json` prints, read; that it is what the plan's own document says, `test/e2e/deploy` shows. */
import { doesNothing, effectOf } from '../../terraform/plan-document';
import { documentOf, onlyMakes, planInWords, readPlanStream } from '../../terraform/plan-stream';
import { argumentsOf, type StackDocument } from '../../terraform/stack-document';

const TEXT: StackDocument = {
  terraform: {},
  resource: {
    aws_s3_bucket: { bucket: { bucket: 'acme-exchange', force_destroy: true } },
    aws_s3_bucket_policy: { policy: { bucket: '${aws_s3_bucket.bucket.bucket}', policy: '{}' } },
    aws_iam_role: { role: { name: 'acme', path: '/' } },
    aws_iam_role_policy: {
      rights: { role: '${aws_iam_role.role.id}', name: 'say ${aws_iam_role.role.name}' },
    },
  },
};

const change = (addr: string, action: string, more: object = {}) =>
  JSON.stringify({
    type: 'planned_change',
    change: { resource: { addr, resource_type: addr.split('.')[0] }, action, ...more },
  });
const summary = (add: number, changed: number, remove: number) =>
  JSON.stringify({ type: 'change_summary', changes: { add, change: changed, remove, operation: 'plan' } });
const outputs = (action: string) => JSON.stringify({ type: 'outputs', outputs: { BucketName: { action } } });

function read(...lines: readonly string[]) {
  const stream = readPlanStream(lines.join('\n'));
  if (!stream) throw new Error('it is not whole');
  return stream;
}

test.each([
  ['create', 'made', summary(1, 0, 0)],
  ['update', 'changed', summary(0, 1, 0)],
  ['replace', 'replaced', summary(1, 0, 1)],
  ['delete', 'destroyed', summary(0, 0, 1)],
  ['read', undefined, summary(0, 0, 0)],
  ['noop', undefined, summary(0, 0, 0)],
  ['move', undefined, summary(0, 0, 0)],
  ['remove', 'no longer managed', summary(0, 0, 0)],
])('%s: %s', (action, effect, counted) => {
  const stream = read(change('aws_iam_role.role', action), counted);
  const { resource_changes: [one] = [] } = documentOf(stream, TEXT, new Map());
  expect(one && effectOf(one)).toBe(effect);
  expect(onlyMakes(stream)).toBe(action === 'create');
});

test('what is taken over is so whether it is changed or not', () => {
  for (const [action, counted] of [
    ['import', summary(0, 0, 0)],
    ['update', summary(0, 1, 0)],
  ] as const) {
    const stream = read(change('aws_iam_role.role', action, { importing: { id: 'acme' } }), counted);
    const { resource_changes: [one] = [] } = documentOf(stream, TEXT, new Map());
    expect(one && effectOf(one)).toBe('taken over');
    expect(onlyMakes(stream)).toBe(false);
  }
});

test('after is what the stack asks for, beside what the state holds; before is the state', () => {
  const state = new Map([
    ['aws_s3_bucket_policy.policy', { bucket: 'old-name', id: 'old-name' }],
    ['aws_s3_bucket.gone', { bucket: 'gone' }],
  ]);
  const lines = [change('aws_s3_bucket_policy.policy', 'update'), change('aws_s3_bucket.gone', 'delete')];
  const { resource_changes: [policy, gone] = [] } = documentOf(read(...lines, summary(0, 1, 1)), TEXT, state);
  expect(policy?.change.before).toEqual({ bucket: 'old-name', id: 'old-name' });
  expect(policy?.change.after).toEqual({ bucket: 'acme-exchange', id: 'old-name', policy: '{}' });
  expect(gone?.change).toEqual({ actions: ['delete'], before: { bucket: 'gone' }, after: null });
});

test('an argument that is known only after an apply is left out', () => {
  expect(argumentsOf(TEXT, 'aws_iam_role_policy.rights')).toEqual({});
  expect(argumentsOf(TEXT, 'aws_iam_role.other')).toBeUndefined();
});

test('a changed output is something to do, and none is nothing', () => {
  const plans = ['create', 'update', 'noop'].map((action) =>
    documentOf(read(summary(0, 0, 0), outputs(action)), TEXT, new Map()),
  );
  expect(plans.map(doesNothing)).toEqual([false, false, true]);
});

test.each([
  ['no summary', [change('aws_iam_role.role', 'create')]],
  ['a line that was lost', [summary(1, 0, 0)]],
  ['a line more', [change('aws_iam_role.role', 'delete'), summary(0, 0, 0)]],
  ['words of another machine', ['Running plan in HCP Terraform. Output will stream here.', '{']],
])('%s: it does not tell all', (_, lines) => {
  expect(readPlanStream(lines.join('\n'))).toBeUndefined();
});

test('errors read as Terraform says them', () => {
  const diagnostic = (severity: string) =>
    JSON.stringify({
      type: 'diagnostic',
      diagnostic: { severity, summary: 'creating', detail: 'AccessDenied' },
    });
  const output = [change('aws_iam_role.role', 'read'), diagnostic('error'), diagnostic('warning'), 'panic'];
  expect(planInWords(output.join('\n'))).toBe(
    'Error: creating\n\nAccessDenied\n\nWarning: creating\n\nAccessDenied\n\npanic',
  );
});
