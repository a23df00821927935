/**
 * Changes to a deployed tenant that were made by hand: doors that stood open, ways in which the vendor was cut off, and
 * rewritings that mean the same. Each names what must be told of it.
 */
import { compare, type Difference, judgesOf } from '../../../iam/reach';
import { actionsOf } from './catalogue';
import { CHANGES, type Change, documentsAfter, documentsBefore } from './changes';
import { type Asked, OPINION_DIFFERENCES, secondOpinionOn } from './opinions';
import { VENDOR, worldOf } from './tenant-world';

async function told(change: Change) {
  const actions = await actionsOf(['s3', 'kms', 'sts']);
  const documents = { before: documentsBefore(change), after: documentsAfter(change) };
  const [before, after] = [worldOf(documents.before), worldOf(documents.after)];
  const ids = change.noIds ? {} : { [VENDOR]: 'AROAVENDORROLE000001' };
  const comparison = compare(after, before, { actions, ids, at: '2026-11-28T00:00:00Z' });
  return { ...comparison, judges: judgesOf(after, before), documents };
}

function principalsIn({ region }: Difference): string {
  return JSON.stringify([
    region.principals.examples.map(({ principal }) => principal),
    region.principals.named,
  ]);
}

/** How many witnesses iam-simulate was asked about and could judge, and how often each difference was the cause of one. */
const asked = { judged: 0, notJudged: 0 };
const causes = new Map(OPINION_DIFFERENCES.map(({ name }) => [name, 0]));

async function compareOpinions(each: Asked, first: boolean): Promise<void> {
  const second = await secondOpinionOn(each);
  if (second === undefined) asked.notJudged++;
  else asked.judged++;
  if (second === undefined || second === first) return;
  const withoutAny = OPINION_DIFFERENCES.reduce((changed, { without }) => without(changed), each);
  expect({ allowed: await secondOpinionOn(withoutAny), witness: each.asked }).toEqual({
    allowed: first,
    witness: each.asked,
  });
  for (const { name, without } of OPINION_DIFFERENCES)
    if ((await secondOpinionOn(without(each))) === first) causes.set(name, (causes.get(name) ?? 0) + 1);
}

describe('a change by hand:', () => {
  it.each(CHANGES)('$name', async (change) => {
    const { differences, beyond, judges, documents } = await told(change);
    expect(beyond).toEqual([]);
    expect([...new Set(differences.map(({ direction }) => direction))].sort()).toEqual(
      [...change.expect].sort(),
    );
    if (change.expect.length === 0) return;
    const decisive = differences.filter(
      (difference) =>
        (change.by === undefined ||
          difference.causes.some(({ statement: { policy, sid } }) => `${policy} ${sid}` === change.by)) &&
        (change.who === undefined || principalsIn(difference).includes(change.who)) &&
        (change.action === undefined || difference.region.actions.names.includes(change.action)),
    );
    expect(new Set(decisive.map(({ direction }) => direction))).toEqual(new Set(change.expect));
    for (const { direction, witness } of differences) {
      if (direction === 'dormant') continue;
      const [yes, no] = direction === 'more' ? [judges.here, judges.there] : [judges.there, judges.here];
      expect([yes(witness).outcome, no(witness).outcome]).toEqual(['allowed', 'denied']);
      for (const side of ['after', 'before'] as const) {
        const first = judges[side === 'after' ? 'here' : 'there'](witness).outcome;
        await compareOpinions({ documents: documents[side], asked: witness }, first === 'allowed');
      }
    }
  });

  it('has witnesses of which iam-simulate could judge most, and each difference from it was met', () => {
    expect(asked.judged).toBeGreaterThan(4 * asked.notJudged);
    expect([...causes].filter(([, count]) => count === 0)).toEqual([]);
  });
});
