/** What holds for all decisions, on random requests. */
import { accessDeniedMessage, type Decision, decide, explain } from '../../iam';
import { policiesOf, policyOf } from './policies-of';
import { randomFrom } from './random';
import { drawCase } from './random-requests';

describe('decisions', () => {
  const cases = (count: number, seed: number) => {
    const random = randomFrom(seed);
    return Array.from({ length: count }, () => ({ random, drawn: drawCase(random) }));
  };
  const gist = (decision: Decision) => [decision.outcome, decision.reason.kind === 'explicit-deny'];

  it('that know less are undecided or the same', () => {
    let undecided = 0;
    for (const { random, drawn } of cases(2_000, 11)) {
      const known = Object.entries(drawn.request.context).filter(() => random.chance(0.5));
      const policies = policiesOf(drawn);
      const less = decide(
        { ...drawn.request, context: Object.fromEntries(known), vouchedKeys: [] },
        policies,
      );
      if (less.outcome === 'undecided') undecided++;
      else expect(less.outcome).toBe(decide(drawn.request, policies).outcome);
    }
    expect(undecided).toBeGreaterThan(200);
  });

  it('that do not know the owner are undecided or the same for every owner', () => {
    for (const { drawn } of cases(1_000, 12)) {
      if (!drawn.request.resource.arn.startsWith('arn:aws:s3:::')) continue;
      const { arn } = drawn.request.resource;
      const policies = policiesOf(drawn);
      const unknown = decide({ ...drawn.request, resource: { arn } }, policies);
      if (unknown.outcome === 'undecided') continue;
      for (const account of ['111111111111', '222222222222'])
        expect(decide({ ...drawn.request, resource: { arn, account } }, policies).outcome).toBe(
          unknown.outcome,
        );
    }
  });

  it('are never opened by a further Deny, nor closed by a further Allow', () => {
    const all = (effect: string) =>
      policyOf(
        { Version: '2012-10-17', Statement: { Effect: effect, Action: '*', Resource: '*' } },
        'identity',
      );
    for (const { drawn } of cases(1_000, 13)) {
      const policies = policiesOf(drawn);
      const before = decide(drawn.request, policies).outcome;
      const denied = decide(drawn.request, { ...policies, identity: [...policies.identity, all('Deny')] });
      expect(denied.outcome).toBe('denied');
      const allowed = decide(drawn.request, { ...policies, identity: [...policies.identity, all('Allow')] });
      if (before === 'allowed') expect(allowed.outcome).toBe('allowed');
    }
  });

  it('do not hang on the order of statements, nor on the case of actions and keys', () => {
    for (const { drawn } of cases(1_000, 14)) {
      const reverse = <T extends object>(policy: T & { statements: readonly unknown[] }) => ({
        ...policy,
        statements: [...policy.statements].reverse(),
      });
      const policies = policiesOf(drawn);
      const context = Object.fromEntries(
        Object.entries(drawn.request.context).map(([key, value]) => [key.toUpperCase(), value]),
      );
      const shuffled = decide(
        { ...drawn.request, action: drawn.request.action.toUpperCase(), context },
        {
          ...policies,
          identity: policies.identity.map(reverse).reverse(),
          resource: policies.resource && reverse(policies.resource),
        },
      );
      expect(gist(shuffled)).toEqual(gist(decide(drawn.request, policies)));
    }
  });

  it('can all be put into words', () => {
    for (const { drawn } of cases(1_000, 15)) {
      const decision = decide(drawn.request, policiesOf(drawn));
      expect(explain(decision)).toMatch(new RegExp(`^${decision.outcome}: .*[^\\s;:]$`, 's'));
      if (decision.outcome !== 'allowed') expect(accessDeniedMessage(decision)).not.toContain('undefined');
    }
  });
});
