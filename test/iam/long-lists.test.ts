/** Long lists of statements and resources are looked up by how they begin: the decision is that of a list gone through. */
import { decide } from '../../iam';
import type { ResourceElement } from '../../iam/policy';
import { beginningsOf, indexOf, membersNear } from '../../iam/resource-patterns';
import { policyOf } from './policies-of';

const NAMES = Array.from({ length: 15 }, (_, at) => `bucket-${at}`);
const arn = (name: string, rest = '') => `arn:aws:s3:::${name}${rest}`;

function outcomeOf(
  statements: readonly object[],
  resource: string,
  context: Readonly<Record<string, string>> = {},
) {
  const document = { Version: '2012-10-17', Statement: statements };
  const principal = { kind: 'user', arn: 'arn:aws:iam::111122223333:user/ann' } as const;
  return decide(
    { principal, action: 's3:GetObject', resource: { arn: resource, account: '111122223333' }, context },
    { identity: [policyOf(document, 'identity')] },
  ).outcome;
}

const allow = (Resource: string | readonly string[]) => ({
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource,
});

test.each([
  ['one element', (rest: string) => [allow(NAMES.map((name) => arn(name, rest)))]],
  ['statements each', (rest: string) => NAMES.map((name) => allow(arn(name, rest)))],
])('as %s: each resource is found, and no other', (_, of) => {
  const statements = of('/*');
  for (const name of NAMES) expect(outcomeOf(statements, arn(name, '/a.csv'))).toBe('allowed');
  for (const other of ['bucket', 'bucket-99', 'bucket-1x', 'xbucket-1'])
    expect([other, outcomeOf(statements, arn(other, '/a.csv'))]).toEqual([other, 'denied']);
});

test.each([
  ['a wildcard at the beginning', '*', 'allowed'],
  ['one letter left open', 'arn:aws:s3:::any-?ucket/*', 'allowed'],
  ['a variable', 'arn:aws:s3:::any-${aws:username}/*', 'denied'],
  ['the ARN itself', 'arn:aws:s3:::any-bucket/a', 'allowed'],
  ['a longer ARN', 'arn:aws:s3:::any-bucket/ab', 'denied'],
])('among many, %s counts as alone', (_, pattern, outcome) => {
  const resource = arn('any-bucket', '/a');
  const context = { 'aws:username': 'ann' };
  const many = NAMES.map((name) => arn(name));
  expect(outcomeOf([allow(pattern)], resource, context)).toBe(outcome);
  expect(outcomeOf([allow([...many, pattern])], resource, context)).toBe(outcome);
  expect(outcomeOf([...many.map(allow), allow(pattern)], resource, context)).toBe(outcome);
});

test('a Deny at the end of many, and NotResource, which begins like anything, are not passed over', () => {
  const many = NAMES.map((name) => allow(arn(name, '/*')));
  const target = arn('bucket-3', '/a');
  expect(outcomeOf([...many, { ...allow(target), Effect: 'Deny' }], target)).toBe('denied');
  const { Resource: _, ...rest } = allow(target);
  expect(outcomeOf([...many, { ...rest, Effect: 'Deny', NotResource: arn('bucket-4', '/*') }], target)).toBe(
    'denied',
  );
  expect(outcomeOf([...many, { ...rest, Effect: 'Deny', NotResource: target }], target)).toBe('allowed');
});

test('a beginning is what stands before the first wildcard or variable; what cannot be read begins like anything', () => {
  const element = {
    texts: ['arn:a*', 'arn:b?c', 'arn:c${aws:username}', 'arn:d', 'no arn'],
    patterns: [[], [], [], [], undefined],
  } as unknown as ResourceElement;
  expect(beginningsOf(element)).toEqual(['arn:a', 'arn:b', 'arn:c', 'arn:d', '']);
});

test('what begins likewise is found together, in the order in which it came', () => {
  const index = indexOf([
    ['ab', 1],
    ['', 2],
    ['abc', 3],
    ['ab', 4],
    ['b', 5],
  ]);
  expect([...index.lengths].sort()).toEqual([0, 1, 2, 3]);
  expect([...membersNear(index, 'abcd')].sort()).toEqual([1, 2, 3, 4]);
  expect(membersNear(index, 'ab').filter((one) => one !== 2)).toEqual([1, 4]);
  expect(membersNear(index, 'x')).toEqual([2]);
});
