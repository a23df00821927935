/**
 * What the decision table is worth: with an evaluator that allows everything most of its rows that expect a denial must
 * fail. Those that do not are what AWS denies whatever the policies say.
 */

import { type Decide, startLocalAws } from '../../local-aws/index';
import { FULL } from '../full';
import { agent } from './clients';
import { Stage } from './decision-stage';
import { chapters, isAsExpected, type Row } from './decision-table';

const allowAll: Decide = () => ({ outcome: 'allowed', reason: { kind: 'root-user' } });

/** Of the rows that expect a denial; what it has, less a margin. */
const FLOOR = 0.75;
/** Two are sample enough, where there is little time. */
const CHAPTERS = chapters().filter((_, at) => FULL || at % 6 === 1);

const expectsDenial = ({ expect: expected }: Row): boolean =>
  typeof expected !== 'string' || expected.startsWith('AccessDenied');

test('most denials fail if everything is allowed', async () => {
  let stage: Stage | undefined;
  const aws = await startLocalAws({ decide: allowAll, now: () => Date.now() + (stage?.laterMs ?? 0) });
  try {
    stage = new Stage(aws);
    let rows = 0;
    let failed = 0;
    for (const { given, rows: some } of CHAPTERS) {
      await stage.prepare(given);
      for (const row of some) {
        const isAsSaid = isAsExpected(row, await stage.perform(row));
        if (!expectsDenial(row)) continue;
        rows += 1;
        if (!isAsSaid) failed += 1;
      }
    }
    process.stdout.write(`with everything allowed ${failed} of ${rows} rows that expect a denial fail\n`);
    expect(failed / rows).toBeGreaterThan(FLOOR);
  } finally {
    agent.destroy();
    await aws.stop();
  }
});
