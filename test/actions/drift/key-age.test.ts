/** What the age of access keys, their number and the record of a rotation come to. */
import { comparePrincipal } from '../../../actions/drift/compare-principal';
import { expectedOf } from '../../../actions/drift/expected';
import { remediationFor } from '../../../actions/drift/remediation';
import { ABSENT, present, type Reading } from '../../../aws/deployed/reading';
import type { DeployedTarget } from '../../../aws/deployed/tenant-readings';
import type { UserSettings } from '../../../aws/deployed/user';
import { ROTATION_TAG, targetArn, targetTags } from '../../../config/tenant/names';
import { identityPolicies } from '../../../policies/access-policy';
import { policyJson } from '../../../policies/policy-document';
import { aKeyTenant } from '../../a-tenant';

const tenant = aKeyTenant();
const { principal } = expectedOf(tenant, [], undefined);
const NOW = new Date('2026-11-27T12:00:00Z');
const UNREAD: Reading<UserSettings> = {
  state: 'unread',
  right: 'iam:GetUser',
  reason: 'denied',
  code: 'AccessDenied',
  message: 'AccessDenied',
};
const settingsWith = (record: string | undefined): Reading<UserSettings> =>
  present({
    arn: targetArn(tenant),
    uniqueId: 'AIDA',
    path: tenant.target.path,
    tags: { ...targetTags(tenant), ...(record === undefined ? {} : { [ROTATION_TAG]: record }) },
  });
const deployed = (
  settings: Reading<UserSettings>,
  ...ages: readonly { days: number; active?: boolean }[]
): DeployedTarget => ({
  kind: 'user',
  groups: new Map(),
  user: present({
    settings,
    inlinePolicies: present(
      new Map(identityPolicies(tenant).map((policy) => [policy.name, present(policyJson(policy))])),
    ),
    attachedPolicies: present(new Map()),
    groups: present(new Map()),
    loginProfile: ABSENT,
    accessKeys: present(
      ages.map(({ days, active = true }, at) => ({
        id: `AKIA${at}`,
        active,
        created: new Date(NOW.getTime() - days * 86_400_000),
      })),
    ),
    lastUses: new Map(),
  }),
});

test.each([
  ['none', [], []],
  ['a new one', [{ days: 0 }], []],
  ['one of 90 days', [{ days: 90 }], []],
  ['one of 91 days', [{ days: 91 }], ['accessKeys.AKIA0']],
  ['an old one that is switched off', [{ days: 200, active: false }], ['accessKeys.AKIA0']],
  ['an old and a new one', [{ days: 91 }, { days: 1 }], ['accessKeys.AKIA0', 'accessKeys.active']],
  ['two, one of them switched off', [{ days: 2, active: false }, { days: 1 }], []],
])('%s', (_, ages, attributes) => {
  const { judged } = comparePrincipal(principal, deployed(settingsWith(undefined), ...ages), NOW);
  expect(judged.map(({ attribute }) => attribute)).toEqual(attributes);
});

const RECORD = 'AKIA0 to AKIA1';
test.each([
  ['that is young', RECORD, [{ days: 5 }, { days: 1 }], ['note accessKeys.rotation']],
  ['of a key that is old', RECORD, [{ days: 200 }, { days: 14 }], ['note accessKeys.rotation']],
  ['that was not finished', RECORD, [{ days: 200 }, { days: 15 }], ['medium accessKeys.rotation']],
  [
    'that was ended half-way',
    RECORD,
    [{ days: 5, active: false }, { days: 1 }],
    ['note accessKeys.rotation'],
  ],
  ['that is over', RECORD, [{ days: 5 }], []],
  ['that never was one', 'soon', [{ days: 5 }, { days: 1 }], ['high accessKeys.active']],
  ['of a key that is gone', 'AKIA9 to AKIA0', [{ days: 5 }, { days: 1 }], ['high accessKeys.active']],
  ['of a key that is not there', 'AKIA0 to AKIA9', [{ days: 5 }, { days: 1 }], ['high accessKeys.active']],
])('a rotation on record %s', (_, record, ages, found) => {
  const { judged } = comparePrincipal(principal, deployed(settingsWith(record), ...ages), NOW);
  expect(judged.map(({ attribute, severity }) => `${severity} ${attribute}`)).toEqual(found);
});

test('two keys are told with their age, and that their record could not be read', () => {
  const [, two] = comparePrincipal(principal, deployed(UNREAD, { days: 91 }, { days: 1 }), NOW).judged;
  expect(two?.says).toBe(
    'two access keys are active, and whether keys rotate made the second one is not known: AKIA0, 91 days old; and AKIA1, 1 days old',
  );
});

test('the remediation is the rotation, and no secret can be in it', () => {
  const [old] = comparePrincipal(principal, deployed(settingsWith(undefined), { days: 91 }), NOW).judged;
  if (!old) throw new Error('a key of 91 days is old');
  expect(old).toMatchObject({
    expected: { MostDays: 90 },
    actual: { Created: '2026-08-28', Status: 'Active' },
  });
  expect(remediationFor({ kind: 'user', judged: old, tenant, today: '2026-11-27' })).toBe(
    'npx s3-handshake keys rotate acme-prod',
  );
});
