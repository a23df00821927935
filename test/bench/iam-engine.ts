/**
 * Decisions per second of the engine, beside iam-simulate on the same requests in the same run. Times of one machine
 * mean little, so the result is the ratio. Run: `npx ts-node test/bench/iam-engine.ts`, with `--json` for one document.
 */
import { decide } from '../../iam';
import { policiesOf } from '../iam/policies-of';
import { randomFrom } from '../iam/random';
import { drawCase } from '../iam/random-requests';
import { secondOpinion } from '../iam/second-opinion';

const REQUESTS = 2_000;
const ROUNDS = 5;
const OTHER = 'iam-simulate';

type Contestant = readonly [what: string, round: () => void | Promise<void>];

/**
 * Decisions per second of processor time, in the best of several rounds. All take turns, so that what else runs on the
 * machine hits all alike.
 */
async function bestRates(contestants: readonly Contestant[]): Promise<ReadonlyMap<string, number>> {
  const best = new Map<string, number>();
  for (let count = 0; count < ROUNDS; count++) {
    for (const [what, round] of contestants) {
      const begin = process.cpuUsage();
      await round();
      const { user, system } = process.cpuUsage(begin);
      const seconds = (user + system) / 1e6;
      best.set(what, Math.max(best.get(what) ?? 0, REQUESTS / seconds));
    }
  }
  return best;
}

async function main(): Promise<void> {
  const random = randomFrom(7);
  const cases = Array.from({ length: REQUESTS }, () => drawCase(random));
  const parsed = cases.map((drawn) => ({ request: drawn.request, policies: policiesOf(drawn) }));

  const rates = await bestRates([
    [
      'decide',
      () => {
        for (const { request, policies } of parsed) decide(request, policies);
      },
    ],
    [
      'parse and decide',
      () => {
        for (const drawn of cases) decide(drawn.request, policiesOf(drawn));
      },
    ],
    [
      OTHER,
      async () => {
        for (const drawn of cases) await secondOpinion(drawn);
      },
    ],
  ]);
  const other = rates.get(OTHER) ?? Number.NaN;

  const rows = [...rates].map(([what, perSecond]) => ({
    what,
    decisionsPerSecond: Math.round(perSecond),
    microsecondsEach: Number((1e6 / perSecond).toFixed(1)),
    timesIamSimulate: Number((perSecond / other).toFixed(1)),
  }));
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ requests: REQUESTS, rounds: ROUNDS, rows }));
  else console.table(rows);
}

void main();
