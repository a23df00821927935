/** What the field's checkers ask of such a stack, rule by rule: that it holds, or why we differ and that we do. */
import { FINDING_KINDS } from '../../actions/lint/finding';
import { STACKS } from './checked-stacks';
import table from './checker-rules.json';
import { brokenStacks, faultsOf, type StackCheck } from './stack-check';

interface Row {
  /** As the checkers name their rules. */
  readonly ids: readonly string[];
  readonly asks: string;
  /** Why what is asked is not so, or not in every stack. The checks show then what is so instead. */
  readonly differs?: string;
  readonly checks: readonly StackCheck[];
}

const ROWS: readonly Row[] = table;

describe.each(ROWS.map((row) => ({ title: `${row.asks} (${row.ids.join(', ')})`, ...row })))(
  '$title',
  ({ differs, checks }) => {
    test(differs === undefined ? 'holds' : `differs: ${differs}`, async () => {
      expect(checks.length).toBeGreaterThan(0);
      for (const check of checks)
        expect({ check, faults: await faultsOf(check, STACKS) }).toEqual({ check, faults: [] });
    });

    test('and would be missed', async () => {
      for (const check of checks) {
        const faults = await faultsOf(check, brokenStacks(check, STACKS));
        expect({ check, missed: faults.length > 0 }).toEqual({ check, missed: true });
      }
    });
  },
);

test('every rule stands in the table once', () => {
  const ids = ROWS.flatMap((row) => row.ids);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  expect(ids).toHaveLength(127);
});

test('the table speaks of stacks and findings that there are', () => {
  const checks = ROWS.flatMap((row) => row.checks);
  expect(checks.flatMap(({ stacks = [] }) => stacks).filter((name) => !(name in STACKS))).toEqual([]);
  expect(checks.flatMap(({ lint = [] }) => lint).filter((id) => !(id in FINDING_KINDS))).toEqual([]);
});
