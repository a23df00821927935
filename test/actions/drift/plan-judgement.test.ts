import { judgePlan, type Plan } from '../../../actions/drift/plan-judgement';
import { aKeyTenant, aTenant } from '../../a-tenant';
import cases from './cases/plans.json';

const tenant = aTenant({ accessPoint: { name: 'acme-point' } });

test.each(cases)('$name', ({ plan, findings }) => {
  const judged = judgePlan(tenant, plan as unknown as Plan);
  expect(
    judged.map(({ resource, judged: { attribute, expected, actual, cause } }) => [
      cause,
      resource.kind,
      attribute,
      expected,
      actual,
    ]),
  ).toEqual(findings);
});

test('what is to be replaced is said', () => {
  const replaced = cases.find(({ name }) => name === 'a replacement');
  expect(judgePlan(tenant, replaced?.plan as unknown as Plan)[0]?.judged.says).toContain(
    'replaces the resource',
  );
});

test('a finding is about the resource by its ARN', () => {
  const arns = cases
    .flatMap(({ plan }) => judgePlan(tenant, plan as unknown as Plan))
    .map(({ resource }) => resource.arn);
  expect(new Set(arns)).toEqual(
    new Set([
      'arn:aws:s3:::acme-exchange',
      'arn:aws:iam::111122223333:role/vendors/s3-handshake-acme-prod',
      'arn:aws:s3:us-east-1:111122223333:accesspoint/acme-point',
    ]),
  );
});

test('what hangs on a user is judged as what hangs on a role', () => {
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
  const judged = judgePlan(aKeyTenant(), plan as unknown as Plan);
  expect(judged.map(({ resource, judged: { attribute } }) => [resource.kind, attribute])).toEqual([
    ['user', 'exists'],
    ['user', 'inlinePolicies.more'],
    ['user', 'attachedPolicies.arn:aws:iam::aws:policy/X'],
    ['user', 'inlinePolicies.s3-handshake-access'],
  ]);
  expect(new Set(judged.map(({ resource }) => resource.arn))).toEqual(
    new Set(['arn:aws:iam::111122223333:user/vendors/s3-handshake-acme-prod']),
  );
});
