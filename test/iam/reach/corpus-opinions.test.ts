/**
 * Every witness of the corpus of changes, put to iam-simulate: it says the same, or the difference is one of those that
 * are listed with AWS's page.
 */
import { comparedWorlds } from '../../../actions/drift/compared-worlds';
import { atOnce, compare, judgesOf } from '../../../iam/reach';
import { factsFor } from '../../../worlds/facts';
import { changed } from '../../corpus/change';
import { CHANGES, PROJECT, tenantNamed } from '../../corpus/corpus';
import { deployedReadings } from '../../deployed-readings';
import { FULL } from '../../full';
import { sceneOf, tenantDocumentsOf } from './documents-of-world';
import { type Asked, OPINION_DIFFERENCES, secondOpinionOn } from './opinions';

/** Every so many of the corpus where there is little time. */
const SAMPLE = 24;
const ROWS = CHANGES.filter((_, at) => FULL || at % SAMPLE === 0);
/** Of one change so many witnesses: those after them are of the same statement elsewhere. */
const MOST_WITNESSES = 6;

const counted = { judged: 0, notJudged: 0 };

async function expectSameOpinion(each: Asked, first: boolean): Promise<void> {
  const second = await secondOpinionOn(each);
  if (second === undefined) counted.notJudged++;
  else counted.judged++;
  if (second === undefined || second === first) return;
  const withoutAny = OPINION_DIFFERENCES.reduce((asked, { without }) => without(asked), each);
  expect({ allowed: await secondOpinionOn(withoutAny), witness: each.asked }).toEqual({
    allowed: first,
    witness: each.asked,
  });
}

test.each(ROWS)('$name', async ({ tenant: name, changes }) => {
  const tenant = tenantNamed(name);
  const { here, there, ids } = atOnce(
    comparedWorlds(PROJECT, tenant, changed(deployedReadings(tenant), changes)),
  );
  const facts = { ...(await factsFor([there])), ids };
  const { differences } = compare(here, there, facts, { dormant: false });
  const judges = judgesOf(here, there);
  const sides = [
    [judges.here, tenantDocumentsOf(here), sceneOf(here)],
    [judges.there, tenantDocumentsOf(there), sceneOf(there)],
  ] as const;
  for (const { witness } of differences.slice(0, MOST_WITNESSES))
    for (const [judge, documents, scene] of sides)
      await expectSameOpinion({ documents, asked: witness, scene }, judge(witness).outcome === 'allowed');
});

test('iam-simulate could judge most of them', () => {
  expect(counted.judged).toBeGreaterThan(counted.notJudged);
});
