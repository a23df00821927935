/** Which statements of a policy were changed, as it is written: by Sid, or by what they have in common. */
import { differingParts, statementChanges } from '../../../actions/drift/statement-change';
import type { JsonRecord } from '../../../config/values/json-value';

const GET: JsonRecord = {
  Sid: 'Get',
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::b/in/*',
};
const PUT: JsonRecord = { ...GET, Sid: 'Put', Action: 's3:PutObject' };
const { Sid: _get, ...GET_WITHOUT_SID } = GET;
const { Sid: _put, ...PUT_WITHOUT_SID } = PUT;
/** Nothing in common with the others but its effect. */
const LIST: JsonRecord = {
  Effect: 'Allow',
  Action: 's3:ListBucket',
  Resource: 'arn:aws:s3:::b',
  Condition: { StringLike: { 's3:prefix': 'in/*' } },
};

const policy = (...Statement: readonly JsonRecord[]) => JSON.stringify({ Version: '2012-10-17', Statement });

const changesOf = (expected: string | undefined, actual: string | undefined) =>
  statementChanges(expected, actual).map(({ name, expected: should, actual: is }) => [
    name,
    should?.index,
    is?.index,
  ]);

test.each<[string, string | undefined, string | undefined, readonly (readonly unknown[])[]]>([
  ['the same', policy(GET, PUT), policy(GET, PUT), []],
  ['in another order, by another Sid', policy(GET, PUT), policy({ ...PUT, Sid: 'X' }, GET), []],
  ['a list of one', policy(GET), policy({ ...GET, Action: ['s3:GetObject'] }), []],
  ['one that is no list', policy(GET), JSON.stringify({ Statement: GET }), []],
  ['one is missing', policy(GET, PUT), policy(GET), [['Put', 1, undefined]]],
  ['one was added', policy(GET), policy(GET, PUT), [['Put', undefined, 1]]],
  ['one without a Sid is missing', policy(GET, LIST), policy(GET), [['#2', 1, undefined]]],
  ['changed, by its Sid', policy(GET), policy({ ...GET, Action: 's3:*' }), [['Get', 0, 0]]],
  ['all of it changed, by its Sid', policy(GET), policy({ ...LIST, Sid: 'Get' }), [['Get', 0, 0]]],
  ['changed, by what is alike', policy(GET_WITHOUT_SID), policy(PUT_WITHOUT_SID), [['#1', 0, 0]]],
  [
    'the one that is most alike, not the first',
    policy(GET_WITHOUT_SID),
    policy({ ...PUT_WITHOUT_SID, NotPrincipal: '*' }, LIST, PUT_WITHOUT_SID),
    [
      ['#1', 0, 2],
      ['#1', undefined, 0],
      ['#2', undefined, 1],
    ],
  ],
  [
    'half of the elements are enough',
    policy({ Effect: 'Allow', Action: 's3:GetObject' }),
    policy({ Effect: 'Allow', Action: 's3:PutObject' }),
    [['#1', 0, 0]],
  ],
  [
    'fewer are not',
    policy(GET_WITHOUT_SID),
    policy(LIST),
    [
      ['#1', 0, undefined],
      ['#1', undefined, 0],
    ],
  ],
  ['there is none', undefined, policy(GET), [['Get', undefined, 0]]],
  ['there is none any more', policy(GET), undefined, [['Get', 0, undefined]]],
  ['no JSON', policy(GET), 'no JSON', [['Get', 0, undefined]]],
  ['no document', policy(GET), '[]', [['Get', 0, undefined]]],
  ['no statements', policy(GET), '{}', [['Get', 0, undefined]]],
  ['what is no statement', policy(GET), JSON.stringify({ Statement: ['x', 7, GET] }), []],
])('%s', (_, expected, actual, changes) => {
  expect(changesOf(expected, actual)).toEqual(changes);
});

test('of what differs the parts that only one side has, and the whole where the other has none', () => {
  const [changed] = statementChanges(
    policy({ ...GET, Action: ['s3:GetObject', 's3:GetObjectTagging'] }),
    policy({ ...GET, Action: ['s3:GetObject', 's3:PutObject'] }),
  );
  expect(changed && differingParts(changed)).toEqual({
    expected: { Action: 's3:GetObjectTagging' },
    actual: { Action: 's3:PutObject' },
  });
  const [missing] = statementChanges(policy(GET), undefined);
  expect(missing && differingParts(missing)).toEqual({ expected: GET, actual: null });
  const [added] = statementChanges(undefined, policy(GET));
  expect(added && differingParts(added)).toEqual({ expected: null, actual: GET });
});
