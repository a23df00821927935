/**
 * What the decision table is worth: with an evaluator that allows everything most of its rows must fail. Those that
 * do not are what is allowed anyway, and what AWS refuses whatever the policies say.
 */

import { type Decide, startLocalAws } from '../../local-aws/index';
import { FULL } from '../full';
import { agent } from './clients';
import { Stage } from './decision-stage';
import { chapters, isAsExpected } from './decision-table';

const allowAll: Decide = () => ({ outcome: 'allowed', reason: { kind: 'root-user' } });

/** Of all rows. Half of the table would do to show that rows bite; this is what it has, less a margin. */
const FLOOR = 0.5;
/** Every third is sample enough, where there is little time. */
const CHAPTERS = chapters().filter((_, at) => FULL || at % 3 === 1);

test('most rows fail if everything is allowed', async () => {
  let stage: Stage | undefined;
  const aws = await startLocalAws({ decide: allowAll, now: () => Date.now() + (stage?.laterMs ?? 0) });
  try {
    stage = new Stage(aws);
    let rows = 0;
    let failed = 0;
    for (const { given, rows: some } of CHAPTERS) {
      await stage.prepare(given);
      for (const row of some) {
        rows += 1;
        if (!isAsExpected(row, await stage.perform(row))) failed += 1;
      }
    }
    process.stdout.write(`with everything allowed ${failed} of ${rows} rows fail\n`);
    expect(failed / rows).toBeGreaterThan(FLOOR);
  } finally {
    agent.destroy();
    await aws.stop();
  }
});
