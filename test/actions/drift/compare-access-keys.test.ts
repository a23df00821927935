/** The access keys of a target user: too old, a second one, a rotation; each with the ages and uses that tell them apart. */
import { compareAccessKeys, ROTATION } from '../../../actions/drift/compare-access-keys';
import type { DeployedAccessKey, LastUse } from '../../../aws/deployed/access-keys';
import { ABSENT, present, type Reading, type Unread } from '../../../aws/deployed/reading';
import { rotationText } from '../../../aws/deployed/rotation-record';
import type { DeployedUser } from '../../../aws/deployed/user';
import { ROTATION_TAG } from '../../../config/tenant/names';

const NOW = new Date('2026-11-28T12:00:00Z');
const UNREAD: Unread = {
  state: 'unread',
  right: 'iam:ListAccessKeys',
  reason: 'denied',
  code: 'AccessDenied',
  message: 'no',
};

const key = (id: string, days: number, active = true): DeployedAccessKey => ({
  id,
  active,
  created: new Date(NOW.getTime() - days * 86_400_000),
});

function comparedTo(
  keys: readonly DeployedAccessKey[],
  {
    record,
    uses = {},
  }: { readonly record?: string | Unread; readonly uses?: Readonly<Record<string, Reading<LastUse>>> } = {},
) {
  const settings =
    typeof record === 'object'
      ? record
      : present({ tags: record === undefined ? {} : { [ROTATION_TAG]: record } });
  const user = { accessKeys: present(keys), lastUses: new Map(Object.entries(uses)), settings };
  return compareAccessKeys(user as unknown as DeployedUser, NOW);
}

test('keys that could not be read are no keys: it is said', () => {
  const user = { accessKeys: UNREAD, lastUses: new Map(), settings: present({ tags: {} }) };
  expect(compareAccessKeys(user as unknown as DeployedUser, NOW)).toEqual({ judged: [], unread: [UNREAD] });
});

test('no key, one, or a second that is inactive is as it should be', () => {
  const none = { accessKeys: ABSENT, lastUses: new Map(), settings: UNREAD };
  expect(compareAccessKeys(none as unknown as DeployedUser, NOW)).toEqual({ judged: [], unread: [] });
  for (const keys of [[], [key('AKIA1', 3)], [key('AKIA1', 3), key('AKIA2', 2, false)]])
    expect(comparedTo(keys)).toEqual({ judged: [], unread: [] });
});

test.each([
  [90, true, []],
  [91, true, ['the access key is 91 days old; a key does not end by itself']],
  [400, false, ['the access key is 400 days old; a key does not end by itself']],
])('a key of %i days, active: %s', (days, active, says) => {
  const { judged } = comparedTo([key('AKIA1', days, active)]);
  expect(judged.map((one) => one.says)).toEqual(says);
  const created = key('AKIA1', days).created.toISOString().slice(0, 10);
  for (const one of judged)
    expect(one).toMatchObject({
      attribute: 'accessKeys.AKIA1',
      expected: { MostDays: 90 },
      actual: { Created: created, Status: active ? 'Active' : 'Inactive' },
    });
});

describe('two active keys', () => {
  const keys = [key('AKIA2', 9), key('AKIA1', 2)];

  test('without a record are high, with each age and last use', () => {
    const uses = {
      AKIA2: ABSENT,
      AKIA1: present({ at: new Date('2026-11-27T10:00:00Z'), service: 's3', region: 'us-east-1' }),
    };
    expect(comparedTo(keys, { uses }).judged).toEqual([
      {
        attribute: 'accessKeys.active',
        expected: 1,
        actual: ['AKIA1', 'AKIA2'],
        severity: 'high',
        says: 'two access keys are active, and no record says that keys rotate made the second one, so somebody else may have: AKIA2, 9 days old, never used; and AKIA1, 2 days old, last used 2026-11-27T10:00:00Z at s3 in us-east-1',
      },
    ]);
  });

  test('whose record could not be read are high too, and nobody is accused', () => {
    const { judged } = comparedTo(keys, { record: UNREAD });
    expect(judged[0]).toMatchObject({ severity: 'high', attribute: 'accessKeys.active' });
    expect(judged[0]?.says).toContain('whether keys rotate made the second one is not known');
  });

  test('whose record is of other keys are two without one', () => {
    expect(comparedTo(keys, { record: 'AKIA9 to AKIA1' }).judged[0]?.attribute).toBe('accessKeys.active');
  });
});

test.each([
  [0, 'note', 'goes on'],
  [14, 'note', 'goes on'],
  [15, 'medium', 'is not finished'],
] as const)(
  'a rotation that began %i days ago is %s: the old key may be as old as it is',
  (days, severity, state) => {
    const record = rotationText({ from: 'AKIA1', to: 'AKIA2' });
    const { judged } = comparedTo([key('AKIA1', 300), key('AKIA2', days)], { record });
    expect(judged).toEqual([
      {
        attribute: ROTATION,
        expected: 1,
        actual: ['AKIA1', 'AKIA2'],
        severity,
        says: `the rotation that keys rotate began ${days} days ago ${state}: AKIA1, 300 days old; and AKIA2, ${days} days old`,
      },
    ]);
  },
);

test('the key that follows may be too old as well', () => {
  const record = rotationText({ from: 'AKIA1', to: 'AKIA2' });
  const { judged } = comparedTo([key('AKIA1', 300), key('AKIA2', 120)], { record });
  expect(judged.map(({ attribute }) => attribute)).toEqual(['accessKeys.AKIA2', ROTATION]);
});
