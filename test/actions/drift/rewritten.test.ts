/** What is written otherwise and means the same is no finding, and is told to those who ask for everything. */
import { comparePolicies } from '../../../actions/drift/compare-policies';
import { expectedOf } from '../../../actions/drift/expected';
import { type Change, changed } from '../../corpus/change';
import { CHANGES, HARMLESS, PROJECT, tenantNamed } from '../../corpus/corpus';
import { deployedReadings } from '../../deployed-readings';
import { FULL } from '../../full';

const NOW = new Date('2026-11-28T00:00:00Z');
const SAMPLE = 48;
const sampled = <T>(rows: readonly T[]): readonly T[] => rows.filter((_, at) => FULL || at % SAMPLE === 0);

async function comparisonOf(name: string, changes: readonly Change[]) {
  const tenant = tenantNamed(name);
  const readings = changed(deployedReadings(tenant), changes);
  const { signal } = new AbortController();
  return comparePolicies(PROJECT, expectedOf(tenant, [], undefined), readings, NOW, signal);
}

test.each([...new Set(CHANGES.map(({ tenant }) => tenant))])(
  '%s as it is deployed: nothing',
  async (name) => {
    expect((await comparisonOf(name, [])).rewritten).toEqual([]);
  },
);

/** Order, lists of one and Sids are no other writing of a statement; the letters' case of actions always is. */
const IN_CAPITALS = HARMLESS.filter(
  ({ name, changes }) =>
    name.endsWith('actions in capitals') &&
    changes.some((change) => 'policy' in change && change.policy !== 'key'),
);

test.each(IN_CAPITALS)('$name', async ({ tenant, changes }) => {
  const { findings, rewritten } = await comparisonOf(tenant, changes);
  expect(findings).toEqual([]);
  expect(rewritten.map(({ change }) => change.expected !== undefined)).toContain(true);
});

test.each(sampled(CHANGES))(
  'nothing that is found is said to mean the same: $name',
  async ({ tenant, changes }) => {
    const { findings, rewritten } = await comparisonOf(tenant, changes);
    const found = findings.map(({ on, judged }) => `${on} ${judged.attribute}`);
    expect(found).not.toEqual([]);
    expect(
      rewritten.map(({ on, attribute }) => `${on} ${attribute}`).filter((each) => found.includes(each)),
    ).toEqual([]);
  },
);
