import { statementsForKeyOwner } from '../../policies/key-policy';
import { documentOf, type Policy, type Statement } from '../../policies/policy-document';
import { tenantPolicies } from '../../policies/tenant-policies';
import { aTenant, type TenantChange, vendor } from '../a-tenant';
import cases from './cases.json';

interface Case {
  readonly name: string;
  /** The policy's name. */
  readonly policy: string;
  readonly vendor?: string;
  readonly tenant: TenantChange;
  readonly document: readonly Statement[];
}

function policyOf({ policy, vendor: id, tenant }: Case): Policy | undefined {
  const changed = aTenant(id === undefined ? tenant : { ...tenant, vendor: vendor(id) });
  if (policy === 'key') return statementsForKeyOwner(changed);
  return tenantPolicies(changed, []).find((candidate) => candidate.policy.name === policy)?.policy;
}

describe('what each policy says', () => {
  test.each(cases as unknown as Case[])('$name', (given) => {
    const policy = policyOf(given);
    expect(policy && documentOf(policy)).toEqual({ Version: '2012-10-17', Statement: given.document });
  });
});

test('every statement has a reason, and a Sid that no other statement of its policy has', () => {
  const tenant = aTenant({ accessPoint: { name: 'acme-point' }, access: 'suspended' });
  const sharer = aTenant({
    name: 'acme-other',
    accessPoint: { name: 'other-point' },
    bucket: { existing: true },
  });
  const policies = tenantPolicies(tenant, [sharer]);
  expect(policies.length).toBe(4);
  for (const { policy } of policies) {
    const sids = policy.statements.map(({ statement }) => statement.Sid);
    expect(new Set(sids).size).toBe(sids.length);
    for (const { statement, reason } of policy.statements) {
      expect(statement.Sid).toMatch(/^[A-Za-z0-9]+$/);
      expect(reason).toMatch(/^[A-Z].*\.$/);
    }
  }
});
