/** Our decisions beside those of iam-simulate, on random requests that are the same in every run. */
import { decide } from '../../iam';
import { FULL } from '../full';
import { DIFFERENCES } from './differences';
import { policiesOf } from './policies-of';
import { randomFrom } from './random';
import { drawCase, type RandomCase } from './random-requests';
import { type Opinion, opinionOf, secondOpinion } from './second-opinion';

/** iam-simulate needs some milliseconds for each. The sample shows every difference that there is. */
const REQUESTS = FULL ? 20_000 : 4_000;
const SEED = 7;

function firstOpinion(random: RandomCase): Opinion {
  return opinionOf(decide(random.request, policiesOf(random)));
}

describe(`${REQUESTS} random requests`, () => {
  const ours = new Map<Opinion, number>();
  /** How often each kind of difference was alone the cause of one. */
  const causes = new Map(DIFFERENCES.map(({ name }) => [name, 0]));
  const unexplained: unknown[] = [];

  async function agree(random: RandomCase): Promise<boolean> {
    return firstOpinion(random) === (await secondOpinion(random));
  }

  beforeAll(async () => {
    const random = randomFrom(SEED);
    for (let at = 0; at < REQUESTS; at++) {
      const drawn = drawCase(random);
      const [first, second] = [firstOpinion(drawn), await secondOpinion(drawn)];
      ours.set(first, (ours.get(first) ?? 0) + 1);
      if (first === second) continue;
      const withoutAny = DIFFERENCES.reduce((changed, { without }) => without(changed), drawn);
      if (!(await agree(withoutAny))) unexplained.push({ at, first, second, drawn });
      for (const { name, without } of DIFFERENCES)
        if (await agree(without(drawn))) causes.set(name, (causes.get(name) ?? 0) + 1);
    }
  });

  it('are decided as iam-simulate does, but for differences that AWS documents', () => {
    expect(unexplained.slice(0, 3)).toEqual([]);
  });

  it('are neither nearly all denied nor nearly all allowed', () => {
    const share = (opinion: Opinion): number => (ours.get(opinion) ?? 0) / REQUESTS;
    expect(share('allowed')).toBeGreaterThan(0.25);
    expect(share('allowed')).toBeLessThan(0.5);
    expect(share('explicitly denied')).toBeGreaterThan(0.1);
    expect(share('implicitly denied')).toBeGreaterThan(0.25);
  });

  it.each(DIFFERENCES.map(({ name }) => name))('show the difference: %s', (name) => {
    expect(causes.get(name)).toBeGreaterThan(0);
  });
});
