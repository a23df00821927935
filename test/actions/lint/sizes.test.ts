/** Lint and the kit's own policies are held to the same lengths, counted in the same unit. */
import { policyOf } from '../../../actions/lint/policy-elements';
import type { PolicyKind } from '../../../actions/lint/policy-kind';
import type { RuleContext } from '../../../actions/lint/rule';
import { policySizeRule } from '../../../actions/lint/rules/sizes';
import { QUOTAS } from '../../../policies/quotas';

/** A policy of so many characters as JSON, of which `wide` take two bytes each. */
function findings(kind: PolicyKind, length: number, wide = 0): readonly string[] {
  const empty = JSON.stringify({ Id: '' }).length;
  const value = `${'ä'.repeat(wide)}${'x'.repeat(length - empty - wide)}`;
  const at = { start: 0, end: 0 };
  const key = { kind: 'string', value: 'Id', ...at } as const;
  const node = {
    kind: 'object',
    members: [{ key, value: { kind: 'string', value, ...at } }],
    ...at,
  } as const;
  return policySizeRule({ policy: policyOf(node, false), kind } as unknown as RuleContext).map(
    ({ message }) => message,
  );
}

it.each([
  ['trust', 'trust', '2,049 characters without white space'],
  ['identity', 'managed', '6,145 characters without white space'],
  ['bucket', 'bucket', '20,481 bytes'],
  ['access-point', 'accessPoint', '20,481 bytes'],
  ['key', 'key', '32,769 bytes'],
] as const)('of a policy of kind %s', (kind, quota, says) => {
  const { limit, unit } = QUOTAS[quota];
  expect(findings(kind, limit)).toEqual([]);
  expect(findings(kind, limit + 1)).toEqual([expect.stringContaining(says)]);
  expect(findings(kind, limit, 1)).toHaveLength(unit === 'bytes' ? 1 : 0);
});
