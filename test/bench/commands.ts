/**
 * What `validate`, `drift`, `verify --as simulation`, `new --from` and `lint` of 5 MB cost for 1, 100 and 1,000 tenants,
 * as a user starts them, beside `validate` of as many in the same round. The tenants stand in the embedded AWS, put there
 * by SDK calls. Run: `node -r ts-node/register test/bench/commands.ts`, with `--json` for one document, `--tenants N` for
 * N alone. What is dearest in each, `profiles.ts` says.
 */
import { benchOptions } from './bench-options';
import { onDeployedFleet } from './fleet-commands';
import { type MeasuredRun, runMeasured } from './measured-run';

const ROUNDS = 3;
const { json, names, of } = benchOptions(1_000);
const COUNTS = of([1, 100, 1_000]);

async function main(): Promise<void> {
  await onDeployedFleet(names, async (commands) => {
    const rows = [];
    for (const count of COUNTS) {
      const best = new Map<string, MeasuredRun>();
      for (let round = 0; round < ROUNDS; round += 1)
        for (const { what, ready } of commands) {
          const { cwd, env, argv, remove } = ready(count);
          const now = await runMeasured(cwd, env, argv).finally(remove);
          const before = best.get(what);
          if (!before || now.seconds < before.seconds) best.set(what, now);
        }
      const peer = best.get('validate')?.seconds ?? Number.NaN;
      for (const [what, { code, seconds, processor, peak }] of best)
        rows.push({
          ...{ what, tenants: count, code, seconds: Number(seconds.toFixed(2)), processor },
          ...{ peakMB: Math.round(peak), timesValidate: Number((seconds / peer).toFixed(2)) },
        });
    }
    if (json) console.log(JSON.stringify({ rounds: ROUNDS, rows }));
    else console.table(rows);
  });
}

void main();
