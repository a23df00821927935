/**
 * Our decisions beside those of iam-simulate, on random requests that are the same in every run: a sample in `npm test`,
 * a hundred thousand in the full run. Of those a slice alone by `-t 'slice 7 '`.
 */
import { decide } from '../../iam';
import { FULL } from '../full';
import { DIFFERENCES } from './differences';
import { policiesOf } from './policies-of';
import { randomFrom } from './random';
import { drawCase, isConditioned, isLayered, type RandomCase } from './random-requests';
import { type Opinion, opinionOf, secondOpinion } from './second-opinion';

/** iam-simulate needs some milliseconds for each. */
const REQUESTS = FULL ? 5_000 : 500;
const SLICES = Array.from({ length: FULL ? 20 : 1 }, (_, at) => ({ slice: at + 1, seed: 7 + at }));

function firstOpinion(random: RandomCase): Opinion {
  return opinionOf(decide(random.request, policiesOf(random)));
}

async function agree(random: RandomCase): Promise<boolean> {
  return firstOpinion(random) === (await secondOpinion(random));
}

/** How often each kind of difference was alone the cause of one, in all slices. */
const causes = new Map(DIFFERENCES.map(({ name }) => [name, 0]));

interface Compared {
  readonly ours: ReadonlyMap<Opinion, number>;
  readonly conditioned: number;
  readonly layered: number;
  readonly differing: number;
  readonly unexplained: readonly unknown[];
}

async function compare(seed: number): Promise<Compared> {
  const random = randomFrom(seed);
  const ours = new Map<Opinion, number>();
  const unexplained: unknown[] = [];
  let [conditioned, layered, differing] = [0, 0, 0];
  for (let at = 0; at < REQUESTS; at++) {
    const drawn = drawCase(random);
    if (isConditioned(drawn)) conditioned++;
    if (isLayered(drawn)) layered++;
    const [first, second] = [firstOpinion(drawn), await secondOpinion(drawn)];
    ours.set(first, (ours.get(first) ?? 0) + 1);
    if (first === second) continue;
    differing++;
    const withoutAny = DIFFERENCES.reduce((changed, { without }) => without(changed), drawn);
    if (!(await agree(withoutAny))) unexplained.push({ at, first, second, drawn });
    for (const { name, without } of DIFFERENCES)
      if (await agree(without(drawn))) causes.set(name, (causes.get(name) ?? 0) + 1);
  }
  return { ours, conditioned, layered, differing, unexplained };
}

test.each(SLICES)(
  'slice $slice is decided as iam-simulate does, but for what AWS documents',
  async ({ slice, seed }) => {
    const { ours, conditioned, layered, differing, unexplained } = await compare(seed);
    expect(unexplained.slice(0, 3)).toEqual([]);
    // Neither nearly all denied nor nearly all allowed, and not without what is hard.
    const share = (count = 0): number => count / REQUESTS;
    expect(share(ours.get('allowed'))).toBeGreaterThan(0.25);
    expect(share(ours.get('allowed'))).toBeLessThan(0.5);
    expect(share(ours.get('explicitly denied'))).toBeGreaterThan(0.1);
    expect(share(ours.get('implicitly denied'))).toBeGreaterThan(0.25);
    expect(share(conditioned)).toBeGreaterThan(1 / 3);
    expect(share(layered)).toBeGreaterThan(1 / 3);
    if (FULL)
      process.stdout.write(
        `slice ${slice}: ${REQUESTS} requests, ${conditioned} with a condition, ${layered} with a boundary, a session policy or control policies, ${differing} differ by what is documented\n`,
      );
  },
);

if (FULL)
  test.each(DIFFERENCES.map(({ name }) => name))('the slices show the difference: %s', (name) => {
    expect(causes.get(name)).toBeGreaterThan(0);
  });
