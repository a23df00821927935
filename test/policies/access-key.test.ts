/** What becomes of the policies where the vendor comes with an access key. */
import { deployerPolicy } from '../../policies/deployer-policy';
import { statementsForKeyOwner } from '../../policies/key-policy';
import { documentOf, type Policy, type Statement } from '../../policies/policy-document';
import { quotaProblems } from '../../policies/quotas';
import { tenantPolicies } from '../../policies/tenant-policies';
import { aKeyTenant, aTenant, type TenantChange } from '../a-tenant';

const USER = 'arn:aws:iam::111122223333:user/vendors/s3-handshake-acme-prod';
const KMS_KEY = 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d';

function statements(policy: Policy | undefined): readonly Statement[] {
  return policy ? documentOf(policy).Statement : [];
}

function ofKind(kind: string, change: TenantChange = {}) {
  return tenantPolicies(aKeyTenant(change), []).filter((one) => one.kind === kind);
}

test('there is a user with the policy that the role would have, and no trust policy', () => {
  expect(tenantPolicies(aKeyTenant(), []).map(({ kind, on }) => [kind, on])).toEqual([
    ['user', USER],
    ['bucket', 'arn:aws:s3:::acme-exchange'],
  ]);
  const [user] = ofKind('user');
  const [role] = tenantPolicies(aTenant(), []).filter(({ kind }) => kind === 'role');
  expect(user?.policy.name).toBe('s3-handshake-access');
  expect(statements(user?.policy)).toEqual(statements(role?.policy));
});

test('a suspended user is denied everything', () => {
  expect(statements(ofKind('user', { access: 'suspended' })[0]?.policy)[0]).toEqual({
    Sid: 'Suspended',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
  });
});

test.each(['access-point', 'bucket'])('the policy of the %s speaks to the user', (kind) => {
  const [policy] = ofKind(kind, { accessPoint: { name: 'acme-point' } });
  const allows = statements(policy?.policy).filter(({ Effect }) => Effect === 'Allow');
  expect(allows.length).toBeGreaterThan(0);
  for (const { Condition } of allows) expect(Condition?.ArnEquals).toEqual({ 'aws:PrincipalArn': USER });
});

test("the statement for the KMS key's owner speaks to the user", () => {
  const [statement] = statements(statementsForKeyOwner(aKeyTenant({ bucket: { kmsKeyArn: KMS_KEY } })));
  expect(statement).toMatchObject({
    Sid: 'S3HandshakeTargetUser',
    Condition: { ArnEquals: { 'aws:PrincipalArn': USER } },
  });
});

/** Grants whose prefixes make the policy about `characters` long. */
function grantsOf(characters: number): TenantChange {
  const prefix = `${'x'.repeat(200)}/`;
  const count = Math.ceil(characters / 330);
  return {
    grants: Array.from({ length: count }, (_, index) => ({
      prefix: `${index}${prefix}`,
      allow: ['get'],
      extraActions: [],
    })),
  };
}

test.each([
  ['fits', 900, []],
  ['is too long', 2400, ["the user's inline policies"]],
])("a policy that %s the user's 2,048 characters", (_, characters, problems) => {
  const found = quotaProblems(aKeyTenant(grantsOf(characters)), []);
  expect(found.map(({ path }) => path)).toEqual(problems.map(() => 'grants'));
  for (const [index, part] of problems.entries()) expect(found[index]?.message).toContain(part);
  expect(quotaProblems(aTenant(grantsOf(characters)), [])).toEqual([]);
});

test('what would leave no room for the Deny of a suspension is refused before it is needed', () => {
  const length = (change: TenantChange) =>
    JSON.stringify(documentOf(ofKind('user', change)[0]?.policy as Policy)).length;
  const shortest = { ...grantsOf(100) };
  const prefix = (characters: number): TenantChange => ({
    grants: [{ prefix: `${'x'.repeat(characters)}/`, allow: ['get'], extraActions: [] }],
  });
  const base = length(prefix(0));
  expect(length(shortest)).toBeLessThan(2048);
  const tight = prefix(2048 - base);
  expect(length(tight)).toBe(2048);
  expect(quotaProblems(aKeyTenant(tight), [])).toHaveLength(1);
  const roomy = prefix(2048 - base - 70);
  expect(length({ ...roomy, access: 'suspended' })).toBeLessThanOrEqual(2048);
  expect(quotaProblems(aKeyTenant(roomy), [])).toEqual([]);
});

describe('what Terraform needs', () => {
  const deployer = (...tenants: Parameters<typeof deployerPolicy>[0]) =>
    Object.fromEntries(statements(deployerPolicy(tenants)).map((one) => [one.Sid, one]));

  test('is the actions on users for users, and those on roles for roles', () => {
    const byKey = deployer(aKeyTenant());
    expect(Object.keys(byKey)).toEqual(['Buckets', 'TargetUsers', 'MissingUsers', 'UsersDevices']);
    expect(byKey.TargetUsers?.Resource).toBe(USER);
    expect(byKey.MissingUsers?.Resource).toBe('arn:aws:iam::111122223333:user/s3-handshake-acme-prod');
    expect(Object.keys(deployer(aTenant()))).toEqual(['Buckets', 'TargetRoles', 'MissingRoles']);
  });

  test('never makes a key', () => {
    const bounded = aKeyTenant({ target: { permissionsBoundary: 'arn:aws:iam::111122223333:policy/b' } });
    const { ChangeUsers } = deployer(aTenant({ name: 'other' }), bounded);
    expect(ChangeUsers?.Action).toContain('iam:PutUserPermissionsBoundary');
    expect(JSON.stringify(deployer(aTenant(), bounded))).not.toMatch(/CreateAccessKey|UpdateAccessKey/);
  });
});
