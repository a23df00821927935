/** What comes of a check: each answer of AWS's, against what was expected. */
import type { Check, Result, Status } from '../../../actions/verify/check';
import { maySettle, presence, skipped, tried } from '../../../actions/verify/result';
import type { Answer } from '../../../aws/answer';
import { ABSENT, present, type Reading } from '../../../aws/deployed/reading';
import { aTenant } from '../../a-tenant';

const check = (expected: Check['expected']): Check => ({
  id: 'get.in/',
  says: 'get an object below in/',
  expected,
  ask: { kind: 'caller' },
});
const answer = (kind: Answer['kind'], rest: Partial<Answer> = {}): Answer => ({
  kind,
  message: 'said',
  attempts: 1,
  ...rest,
});

test.each<[Answer['kind'], Status, Status]>([
  // Of what should be allowed, and of what should be denied.
  ['allowed', 'pass', 'fail'],
  ['denied', 'fail', 'pass'],
  ['refused', 'fail', 'error'],
  ['inconclusive', 'skip', 'skip'],
  ['broken', 'error', 'error'],
])('%s: %s where it should be allowed, %s where it should be denied', (kind, open, shut) => {
  expect(tried(check('allowed'), answer(kind), 2, 30)).toStrictEqual({
    check: check('allowed'),
    how: 'tried',
    status: open,
    message: 'said',
    attempts: 2,
    milliseconds: 30,
  });
  expect(tried(check('denied'), answer(kind), 2, 30).status).toBe(shut);
});

test.each<[Answer['kind'], boolean, boolean]>([
  ['allowed', false, true],
  ['denied', true, false],
  ['refused', false, false],
  ['inconclusive', false, false],
  ['broken', false, false],
])(
  'waiting may change %s: %s where it should be allowed, %s where it should be denied',
  (kind, open, shut) => {
    expect(maySettle('allowed', answer(kind))).toBe(open);
    expect(maySettle('denied', answer(kind))).toBe(shut);
  },
);

test('the code and the request are kept', () => {
  expect(
    tried(check('allowed'), answer('denied', { code: 'AccessDenied', requestId: 'r' }), 1, 1),
  ).toMatchObject({
    code: 'AccessDenied',
    requestId: 'r',
  });
});

test.each<[string, Partial<Answer>, Result['blockedBy']]>([
  ['nothing', {}, undefined],
  ["a code of KMS's", { code: 'KMS.DisabledException' }, 'key'],
  ['a KMS action that is denied', { code: 'AccessDenied', denial: { action: 'kms:Decrypt' } }, 'key'],
  [
    'the same by a boundary',
    { denial: { action: 'kms:Decrypt', policyType: 'permissions boundary' } },
    'key',
  ],
  [
    'a boundary',
    { code: 'AccessDenied', denial: { action: 's3:GetObject', policyType: 'permissions boundary' } },
    'boundary',
  ],
  [
    'another kind of policy',
    { denial: { action: 's3:GetObject', policyType: 'identity-based policy' } },
    undefined,
  ],
  ['a code that only holds the name', { code: 'NoKMS.Such' }, undefined],
  ['an action that only holds the name', { denial: { action: 's3:kms:Decrypt' } }, undefined],
])('in the way: %s', (_, rest, blocker) => {
  expect(tried(check('allowed'), answer('denied', rest), 1, 1).blockedBy).toBe(blocker);
});

describe('what is looked for', () => {
  const tenant = aTenant();
  const unread: Reading<never> = {
    state: 'unread',
    right: 'iam:GetRole',
    reason: 'denied',
    code: 'AccessDenied',
    requestId: 'r',
    message: 'AccessDenied: no',
  };
  const MISSING = 'there is no such thing as the role s3-handshake-acme-prod';

  test.each<[string, Check['expected'], Parameters<typeof presence>[3], string | undefined, Partial<Result>]>(
    [
      ['there, as it should be', 'allowed', present(1), undefined, { status: 'pass', message: 'there' }],
      [
        'there, and otherwise',
        'allowed',
        present(1),
        'it has no boundary',
        { status: 'fail', message: 'it has no boundary' },
      ],
      [
        'there, and should not be',
        'denied',
        present(1),
        undefined,
        { status: 'fail', message: 'it is there' },
      ],
      ['not there', 'allowed', ABSENT, undefined, { status: 'fail', message: MISSING, absent: 'role' }],
      [
        'not there, as it should be',
        'denied',
        ABSENT,
        undefined,
        { status: 'pass', message: MISSING, absent: 'role' },
      ],
      [
        "another account's",
        'allowed',
        { state: 'foreign' },
        undefined,
        { status: 'fail', message: `${MISSING}: the name is another account's`, absent: 'role' },
      ],
      [
        'unread',
        'allowed',
        unread,
        undefined,
        {
          status: 'error',
          message: 'the role s3-handshake-acme-prod could not be read: AccessDenied: no',
          code: 'AccessDenied',
          requestId: 'r',
        },
      ],
    ],
  )('%s', (_, expected, reading, wrong, result) => {
    expect(presence(check(expected), 'role', tenant, reading, wrong)).toEqual({
      check: check(expected),
      how: 'tried',
      attempts: 1,
      milliseconds: 0,
      ...result,
    });
  });

  test('where AWS told of no request, none is named', () => {
    const { requestId: _, ...rest } = unread;
    expect(presence(check('allowed'), 'role', tenant, rest, undefined)).not.toHaveProperty('requestId');
  });
});

test('what was not asked is skipped: nobody sent anything', () => {
  expect(skipped(check('denied'), 'not possible')).toEqual({
    check: check('denied'),
    how: 'neither',
    status: 'skip',
    message: 'not possible',
    attempts: 0,
    milliseconds: 0,
  });
});
