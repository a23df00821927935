import { expectedOf } from '../../../actions/drift/expected';
import { judgePlan, type Plan, type PlanFinding, resourceOf } from '../../../actions/drift/plan-judgement';
import { comparePlannedPolicies } from '../../../actions/drift/plan-policies';
import { aKeyTenant, aTenant } from '../../a-tenant';
import { projectOf } from '../../worlds/tenants';
import cases from './cases/plans.json';

const tenant = aTenant({ accessPoint: { name: 'acme-point' } });

const project = projectOf([tenant]);
const expected = expectedOf(tenant, [], undefined);

/** All that a plan comes to, what its policies mean with it. */
async function judged(plan: unknown): Promise<readonly Pick<PlanFinding, 'judged' | 'resource'>[]> {
  const { findings, policies } = judgePlan(tenant, plan as Plan);
  const compared = await comparePlannedPolicies(
    project,
    expected,
    policies,
    new Date('2026-11-28T00:00:00Z'),
    new AbortController().signal,
  );
  expect(compared.undecided).toEqual([]);
  return [
    ...findings,
    ...compared.findings.map(({ on, cause, judged: each }) => ({
      resource: resourceOf(tenant, on),
      judged: { ...each, cause },
    })),
  ];
}

test.each(cases)('$name', async ({ plan, findings }) => {
  expect(
    (await judged(plan)).map(({ resource, judged: { attribute, expected: should, actual, cause } }) => [
      cause,
      resource.kind,
      attribute,
      should,
      actual,
    ]),
  ).toEqual(findings);
});

/** A plan shows what the bucket has and no resource of ours declares. */
test.each<[string, string, object | null, object | null, readonly unknown[]]>([
  ['cors', 'aws_s3_bucket', { cors_rule: [] }, { cors_rule: [{ id: 'x' }] }, [['cors', [{ id: 'x' }]]]],
  [
    'an owner who pays',
    'aws_s3_bucket',
    {},
    { request_payer: 'Requester' },
    [['requestPayment', 'Requester']],
  ],
  ['what it had before', 'aws_s3_bucket', { website: [{ a: 1 }] }, { website: [{ a: 1 }] }, []],
  ['what it has no more', 'aws_s3_bucket', { website: [{ a: 1 }] }, { website: [] }, []],
  ['no value', 'aws_s3_bucket', { website: [{ a: 1 }] }, { website: null }, []],
  ['an empty text', 'aws_s3_bucket', { request_payer: 'Requester' }, { request_payer: '' }, []],
  ['acceleration', 'aws_s3_bucket', {}, { acceleration_status: 'Enabled' }, [['acceleration', 'Enabled']]],
  ['acceleration that is over', 'aws_s3_bucket', {}, { acceleration_status: 'Suspended' }, []],
  ['another resource', 'aws_iam_role', {}, { website: [{ a: 1 }] }, []],
  ['a bucket that is new', 'aws_s3_bucket', null, { website: [{ a: 1 }] }, []],
  ['a bucket that is gone', 'aws_s3_bucket', { website: [{ a: 1 }] }, null, []],
])('what nothing declares: %s', (_, type, before, after, found) => {
  const drifted = { address: `${type}.x`, type, change: { actions: ['update'], before, after } };
  const { findings } = judgePlan(tenant, {
    resource_drift: [drifted],
    resource_changes: [],
  } as unknown as Plan);
  expect(
    findings
      .filter(({ judged }) => judged.expected === null)
      .map(({ judged: each }) => [each.attribute, each.actual]),
  ).toEqual(found);
});

test('what is to be replaced is said', async () => {
  const replaced = cases.find(({ name }) => name === 'a replacement');
  const [finding] = await judged(replaced?.plan);
  expect(finding?.judged.says).toContain('replaces the resource');
});

test('a finding is about the resource by its ARN', async () => {
  const all = await Promise.all(cases.map(({ plan }) => judged(plan)));
  expect(new Set(all.flat().map(({ resource }) => resource.arn))).toEqual(
    new Set([
      'arn:aws:s3:::acme-exchange',
      'arn:aws:iam::111122223333:role/vendors/s3-handshake-acme-prod',
      'arn:aws:s3:us-east-1:111122223333:accesspoint/acme-point',
    ]),
  );
});

test('the policies of a user are judged as those of a role', () => {
  const change = (type: string, before: object | null, after: object | null, actions: readonly string[]) => ({
    address: `${type}.x`,
    type,
    change: { actions, before, after },
  });
  const plan = {
    resource_changes: [
      change('aws_iam_user', null, { name: 'x' }, ['create']),
      change(
        'aws_iam_user_policies_exclusive',
        { policy_names: ['s3-handshake-access', 'more'] },
        { policy_names: ['s3-handshake-access'] },
        ['update'],
      ),
      change(
        'aws_iam_user_policy_attachments_exclusive',
        { policy_arns: ['arn:aws:iam::aws:policy/X'] },
        { policy_arns: [] },
        ['update'],
      ),
      change('aws_iam_user_policy', null, { name: 's3-handshake-access', policy: '{}' }, ['create']),
    ],
  };
  const { findings } = judgePlan(aKeyTenant(), plan as unknown as Plan);
  expect(findings.map(({ resource, judged: { attribute } }) => [resource.kind, attribute])).toEqual([
    ['user', 'exists'],
    ['user', 'inlinePolicies.more'],
    ['user', 'attachedPolicies.arn:aws:iam::aws:policy/X'],
    ['user', 'inlinePolicies.s3-handshake-access'],
  ]);
  expect(new Set(findings.map(({ resource }) => resource.arn))).toEqual(
    new Set(['arn:aws:iam::111122223333:user/vendors/s3-handshake-acme-prod']),
  );
});
