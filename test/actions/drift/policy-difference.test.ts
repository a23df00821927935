import fc from 'fast-check';
import { policyDifferences } from '../../../actions/drift/policy-difference';
import cases from './cases/policies.json';

const base = JSON.stringify(cases.base);

function statements(expected: unknown, actual: unknown): readonly string[] {
  const text = (policy: unknown) => (typeof policy === 'string' ? policy : JSON.stringify(policy));
  return policyDifferences(text(expected), text(actual), 'aws').map(({ statement }) => statement);
}

describe('policies that mean the same', () => {
  test.each(cases.same)('$name', ({ policy }) => {
    expect(statements(base, policy)).toEqual([]);
    expect(statements(policy, base)).toEqual([]);
  });
});

describe('policies that do not', () => {
  test.each(cases.different)('$name', ({ policy, statements: named }) => {
    expect(statements(base, policy)).toEqual(named);
    expect(statements(policy, base)).not.toEqual([]);
  });
});

test.each(cases.conditions)('values of conditions: $expected, $actual', ({ expected, actual, same }) => {
  const of = (Condition: unknown) => ({
    Statement: [{ Sid: 'A', Effect: 'Allow', Action: 's3:*', Resource: '*', Condition }],
  });
  expect(statements(of(expected), of(actual))).toEqual(same ? [] : ['A']);
});

test('a policy variable means itself in the language of 2008 only', () => {
  const statement = {
    Sid: 'A',
    Effect: 'Allow',
    Action: 's3:*',
    Resource: 'arn:aws:s3:::b/${aws:username}/*',
  };
  expect(statements({ Version: '2012-10-17', Statement: statement }, { Statement: statement })).toEqual([
    'A',
  ]);
});

test('an account number in China means the root there', () => {
  const of = (AWS: string) =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 's3:*', Resource: '*' }] });
  expect(policyDifferences(of('arn:aws-cn:iam::111122223333:root'), of('111122223333'), 'aws-cn')).toEqual(
    [],
  );
});

test('what is no policy is a difference as a whole', () => {
  expect(policyDifferences(base, '{', 'aws')).toEqual([
    { statement: '', elements: [], expected: base, actual: '{', opens: true },
  ]);
});

test('the elements that differ are shown, and whether more is allowed', () => {
  const wider = structuredClone(cases.base) as { Statement: Record<string, unknown>[] };
  if (wider.Statement[0]) wider.Statement[0].Action = 's3:*';
  expect(policyDifferences(base, JSON.stringify(wider), 'aws')).toEqual([
    {
      statement: 'A',
      elements: ['Action'],
      expected: { Action: ['s3:GetObject', 's3:PutObject'] },
      actual: { Action: 's3:*' },
      opens: true,
    },
  ]);
  const narrower = structuredClone(wider);
  if (narrower.Statement[0]) narrower.Statement[0].Action = 's3:GetObject';
  expect(policyDifferences(base, JSON.stringify(narrower), 'aws')).toMatchObject([{ opens: false }]);
});

test('only what is missing counts where the policy is somebody else’s', () => {
  const more = {
    ...cases.base,
    Statement: [
      ...cases.base.Statement,
      { Sid: 'Owner', Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' },
    ],
  };
  expect(policyDifferences(base, JSON.stringify(more), 'aws', 'missing')).toEqual([]);
  expect(policyDifferences(JSON.stringify(more), base, 'aws', 'missing')).toMatchObject([
    { statement: 'Owner' },
  ]);
});

const words = (...all: string[]) => fc.uniqueArray(fc.constantFrom(...all), { minLength: 1 });
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Principal: fc.record({ AWS: words('*', '111122223333', 'arn:aws:iam::111122223333:role/r') }),
  Action: words('s3:GetObject', 's3:PutObject', 's3:*'),
  Resource: words('arn:aws:s3:::b', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/x/*'),
  Condition: fc.oneof(
    fc.constant({}),
    fc.record({ StringEquals: fc.record({ 'aws:PrincipalOrgID': words('o-1', 'o-2') }) }),
  ),
});
const policy = fc.record({
  Version: fc.constant('2012-10-17'),
  Statement: fc.array(statement, { minLength: 1, maxLength: 4 }),
});

interface Written {
  readonly Version: string;
  readonly Statement: readonly { Action: string[]; Resource: string[] }[];
}

/** Every statement in as many as it has actions, in reverse order. */
function takenApart({ Version, Statement }: Written): unknown {
  const parts = Statement.flatMap((one) =>
    one.Action.map((Action) => ({ ...one, Action, Resource: [...one.Resource].reverse() })),
  );
  return { Version, Statement: parts.reverse() };
}

test('however it is cut and ordered, a policy means the same', () => {
  fc.assert(fc.property(policy, (written) => expect(statements(written, takenApart(written))).toEqual([])));
});

test('a policy with one more thing to say never means the same', () => {
  const more = {
    Sid: 'More',
    Effect: 'Allow',
    Principal: { AWS: '444455556666' },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::b',
  };
  fc.assert(
    fc.property(policy, fc.nat(4), (written, at) => {
      const Statement = [...written.Statement] as unknown[];
      Statement.splice(at, 0, more);
      expect(statements(written, { ...written, Statement })).toEqual(['More']);
      expect(statements({ ...written, Statement }, written)).toEqual(['More']);
    }),
  );
});
